with

reacties as (

    select * from {{ ref('int_reacties_geldig') }}

),

publicaties as (

    select * from {{ ref('fct_publicaties') }}

),

zoekmaanden as (

    -- every period is made of whole months: whom a month counts, each period that holds it counts
    select distinct
        reacties.bron,
        reacties.woningzoekende_id,
        cast(date_trunc('month', reacties.reactiedatum) as date) as maand,
        coalesce(publicaties.corporatie, 'onbekend') as corporatie,
        coalesce(publicaties.gemeente, 'onbekend') as gemeente
    from reacties
    left join publicaties using (bron, publicatie_id)

),

genummerd as (

    -- a whole number counts distinct seekers many times faster than their pseudonym does
    select
        *,
        dense_rank() over (order by bron, woningzoekende_id) as woningzoekende_nummer
    from zoekmaanden

)

select * from genummerd
