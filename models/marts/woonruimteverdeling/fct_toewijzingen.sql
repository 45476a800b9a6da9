with

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}
    where status <> 'vervallen'

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

publicaties as (

    select * from {{ ref('stg_thuiskompas__publicaties') }}

),

inschrijvingen as (

    select * from {{ ref('stg_thuiskompas__inschrijvingen') }}

),

gronden as (

    -- one row per grond: its own name is a label too
    select * from {{ ref('toewijzingsgronden') }}
    where label = grond

),

huurgrenzen as (

    select * from {{ ref('int_huurgrenzen_per_jaar') }}

),

zoekgeschiedenis as (

    select * from {{ ref('int_toewijzingen_zoekgeschiedenis') }}

),

eerste_van_eenheid as (

    select * from {{ ref('int_toewijzingen_eerste_van_eenheid') }}

),

verrijkt as (

    select
        toewijzingen.*,
        eenheden.corporatie as corporatie_van_eenheid,
        eenheden.gemeente,
        eenheden.wijk,
        eenheden.woningtype,
        eenheden.kamers,
        eenheden.in_exploitatie_reden,
        eenheden.is_nultreden,
        publicaties.model,
        publicaties.doelgroep as doelgroep_van_publicatie,
        eenheden.doelgroep as doelgroep_van_eenheid,
        inschrijvingen.inschrijfdatum,
        inschrijvingen.woonsituatie,
        inschrijvingen.huishoudgrootte as huishoudgrootte_van_inschrijving,
        gronden.categorie,
        gronden.telt_voor_uitstroom,
        gronden.aandachtsgroep as is_aandachtsgroep,
        zoekgeschiedenis.is_eerste_verhuring_van_inschrijving,
        zoekgeschiedenis.dagen_sinds_eerste_reactie,
        eenheden.eenheid_id is not null as is_eenheid_bekend,
        coalesce(eenheden.is_zelfstandig, true) as is_zelfstandig,
        eerste_van_eenheid.toewijzing_id is not null as is_eerste_van_eenheid,
        toewijzingen.rekenhuur_euro <= grenzen.huurtoeslaggrens_euro as is_huur_sociaal,
        {{ huurklasse('toewijzingen.rekenhuur_euro') }} as huurklasse,
        coalesce(
            toewijzingen.leeftijd,
            {{ leeftijd_op(
                'toewijzingen.toewijzingsdatum', 'inschrijvingen.geboortemaand', 'inschrijvingen.geboortejaar'
            ) }}
        ) as leeftijd_bij_toewijzing
    from toewijzingen
    left join eenheden using (bron, eenheid_id)
    left join publicaties using (bron, publicatie_id)
    left join inschrijvingen using (bron, inschrijving_id)
    left join zoekgeschiedenis using (bron, toewijzing_id)
    left join eerste_van_eenheid using (bron, toewijzing_id)
    inner join gronden on toewijzingen.toewijzingsgrond = gronden.grond
    inner join huurgrenzen as grenzen on year(toewijzingen.toewijzingsdatum) = grenzen.jaar

),

gemeten as (

    select
        -- keys
        bron,
        toewijzing_id,
        eenheid_id,
        inschrijving_id,

        -- dates
        toewijzingsdatum,
        huur_ingangsdatum,

        -- place: of the dwelling, else of the letting
        coalesce(corporatie_van_eenheid, corporatie) as corporatie,
        coalesce(gemeente, 'onbekend') as gemeente,
        wijk,

        -- dwelling
        woningtype,
        cast(kamers as varchar) as kamers,
        is_nultreden,
        rekenhuur_euro,
        huurklasse,

        -- letting
        toewijzingsgrond,
        categorie,
        telt_voor_uitstroom,
        is_aandachtsgroep,
        case when publicatie_id is null then 'zonder publicatie' else model end as model,
        coalesce(doelgroep_van_publicatie, doelgroep_van_eenheid) as doelgroep,
        passendheid,
        contractsoort,
        case toewijzingsgrond when 'urgentie' then 'ja' when 'onbekend' then null else 'nee' end as urgentie,
        case
            when is_eerste_verhuring_van_inschrijving then 'ja'
            when not is_eerste_verhuring_van_inschrijving then 'nee'
        end as eerste_verhuring_van_inschrijving,

        -- household: of the letting, else of the registration
        leeftijd_bij_toewijzing as leeftijd,
        {{ leeftijdsgroep('leeftijd_bij_toewijzing') }} as leeftijdsgroep,
        coalesce(huishoudgrootte, huishoudgrootte_van_inschrijving) as aantal_personen,
        {{ huishoudgrootte('coalesce(huishoudgrootte, huishoudgrootte_van_inschrijving)') }} as huishoudgrootte,
        woonsituatie,

        -- durations in days
        case
            when
                categorie = 'regulier'
                and publicatie_id is not null
                and coalesce(model, 'onbekend') <> 'distributie'
                then dagen_sinds_eerste_reactie
        end as zoektijd_dagen,
        case
            when categorie = 'regulier' and inschrijfdatum <= toewijzingsdatum
                then toewijzingsdatum - inschrijfdatum
        end as inschrijftijd_dagen,

        -- scope
        is_eenheid_bekend,
        is_zelfstandig and is_huur_sociaal as is_sociaal,
        coalesce(
            not is_eerste_van_eenheid or in_exploitatie_reden not in ('nieuwbouw', 'transformatie'), true
        ) as is_mutatie,
        coalesce(is_eerste_van_eenheid and in_exploitatie_reden = 'nieuwbouw', false) as is_eerste_van_nieuwbouw
    from verrijkt

)

select * from gemeten
