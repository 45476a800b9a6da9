with

publicaties as (

    select * from {{ ref('stg_thuiskompas__publicaties') }}

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

huren as (

    select * from {{ ref('int_eenheid_huren_historie') }}

),

huurgrenzen as (

    select * from {{ ref('int_huurgrenzen_per_jaar') }}

),

reacties as (

    select * from {{ ref('int_reacties_per_publicatie') }}

),

reacties_per_publicatie as (

    select
        bron,
        publicatie_id,
        cast(sum(aantal_reacties) as bigint) as aantal_reacties
    from reacties
    group by bron, publicatie_id

),

met_eenheid as (

    select
        publicaties.*,
        eenheden.corporatie as corporatie_van_eenheid,
        eenheden.gemeente,
        eenheden.wijk,
        eenheden.woningtype,
        cast(eenheden.kamers as varchar) as kamers,
        coalesce(publicaties.doelgroep, eenheden.doelgroep) as doelgroep_van_aanbod,
        {{ huurklasse('huren.rekenhuur_euro') }} as huurklasse,
        -- a dwelling that is not known does not put a publicatie out of scope
        coalesce(
            eenheden.is_zelfstandig and huren.huur_euro <= grenzen.huurtoeslaggrens_euro, true
        ) as is_sociaal
    from publicaties
    left join eenheden using (bron, eenheid_id)
    left join huren
        on
            eenheden.bron = huren.bron
            and eenheden.eenheid_id = huren.eenheid_id
            and publicaties.sluitingsdatum between huren.geldig_van and huren.geldig_tot_en_met
    left join huurgrenzen as grenzen on year(publicaties.sluitingsdatum) = grenzen.jaar

),

met_reacties as (

    select
        -- keys
        met_eenheid.bron,
        met_eenheid.publicatie_id,

        -- dates
        met_eenheid.publicatiedatum,
        met_eenheid.sluitingsdatum,

        -- place
        coalesce(met_eenheid.corporatie_van_eenheid, met_eenheid.corporatie) as corporatie,
        coalesce(met_eenheid.gemeente, 'onbekend') as gemeente,
        met_eenheid.wijk,

        -- offer
        met_eenheid.woningtype,
        met_eenheid.kamers,
        met_eenheid.huurklasse,
        met_eenheid.model,
        met_eenheid.doelgroep_van_aanbod as doelgroep,
        met_eenheid.aantal_eenheden,
        coalesce(reacties_per_publicatie.aantal_reacties, 0) as aantal_reacties,

        -- scope
        met_eenheid.is_sociaal,
        (
            met_eenheid.is_sociaal
            and met_eenheid.status <> 'ingetrokken'
            and met_eenheid.model <> 'distributie'
            and met_eenheid.sluitingsdatum is not null
        ) as is_aangeboden
    from met_eenheid
    left join reacties_per_publicatie using (bron, publicatie_id)

)

select * from met_reacties
