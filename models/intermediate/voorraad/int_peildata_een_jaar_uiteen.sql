with

huren as (

    select * from {{ ref('stg_thuiskompas__eenheid_huren') }}

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

)

select * from paren
