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

perioden as (

    select * from {{ ref('dim_perioden') }}
    where periode_soort in ('jaar', 'voortschrijdend_jaar')

),

peildata as (

    select distinct
        bron,
        peildatum
    from huren

),

laatste_peildata as (

    select
        perioden.periode_soort,
        perioden.periode_start,
        perioden.periode_eind,
        peildata.bron,
        max(peildata.peildatum) as peildatum,
        cast(max(peildata.peildatum) - interval 1 year as date) as jaar_eerder
    from perioden
    inner join peildata on peildata.peildatum between perioden.periode_start and perioden.periode_eind
    group by all

),

paren as (

    -- the levering nearest to a year before it; on a tie the earlier
    select
        laatste_peildata.*,
        eerder.peildatum as vorige_peildatum
    from laatste_peildata
    inner join peildata as eerder
        on
            laatste_peildata.bron = eerder.bron
            and abs(eerder.peildatum - laatste_peildata.jaar_eerder) <= {{ var('huurstijging_speling_dagen') }}
    qualify row_number() over (
        partition by laatste_peildata.periode_soort, laatste_peildata.periode_start, laatste_peildata.bron
        order by abs(eerder.peildatum - laatste_peildata.jaar_eerder), eerder.peildatum
    ) = 1

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
