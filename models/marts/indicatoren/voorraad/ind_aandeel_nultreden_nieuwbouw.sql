with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    -- as they came into exploitation
    select
        in_exploitatie as datum,
        corporatie,
        gemeente,
        cast(is_nultreden as integer) as nultreden,
        1 as nieuwbouw
    from {{ ref('fct_eenheid_perioden') }}
    where
        is_sociaal
        and in_exploitatie is not null
        and in_exploitatie_reden = 'nieuwbouw'
        and is_nultreden is not null

),

per_cel as (

    {{ aandeel('aandeel_nultreden_nieuwbouw', 'nultreden', 'nieuwbouw') }}

)

select * from per_cel
