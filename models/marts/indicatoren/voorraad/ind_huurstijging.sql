with

huren as (

    select * from {{ ref('stg_thuiskompas__eenheid_huren') }}

),

eenheid_perioden as (

    select * from {{ ref('fct_eenheid_perioden') }}
    where is_sociaal

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

paren as (

    select * from {{ ref('int_peildata_een_jaar_uiteen') }}

),

opnieuw_verhuurd as (

    select distinct
        paren.bron,
        paren.peildatum,
        toewijzingen.eenheid_id
    from paren
    inner join toewijzingen
        on
            paren.bron = toewijzingen.bron
            and coalesce(toewijzingen.huur_ingangsdatum, toewijzingen.toewijzingsdatum) > paren.vorige_peildatum
            and coalesce(toewijzingen.huur_ingangsdatum, toewijzingen.toewijzingsdatum) <= paren.peildatum

),

stijgingen as (

    select
        paren.periode_soort,
        paren.periode_start,
        paren.periode_eind,
        eenheid_perioden.corporatie,
        eenheid_perioden.gemeente,
        'totaal' as dimensie,
        'totaal' as dimensie_waarde,
        cast(nu.rekenhuur_euro - toen.rekenhuur_euro as double) / cast(toen.rekenhuur_euro as double) as stijging
    from paren
    inner join huren as toen
        on paren.bron = toen.bron and paren.vorige_peildatum = toen.peildatum and toen.rekenhuur_euro > 0
    inner join huren as nu
        on paren.bron = nu.bron and paren.peildatum = nu.peildatum and toen.eenheid_id = nu.eenheid_id
    inner join eenheid_perioden
        on
            toen.bron = eenheid_perioden.bron
            and toen.eenheid_id = eenheid_perioden.eenheid_id
            and paren.vorige_peildatum between eenheid_perioden.geldig_van and eenheid_perioden.geldig_tot_en_met
    left join opnieuw_verhuurd
        on
            nu.bron = opnieuw_verhuurd.bron
            and nu.peildatum = opnieuw_verhuurd.peildatum
            and nu.eenheid_id = opnieuw_verhuurd.eenheid_id
    where opnieuw_verhuurd.eenheid_id is null

),

per_cel as (

    {{ mediaan('huurstijging', 'aandeel', 'stijging', 'stijgingen') }}

)

select * from per_cel
