with

kalender as (

    select * from {{ ref('kalender') }}

),

gerapporteerd as (

    select
        cast(maand as integer) as maand,
        cast(dag as integer) as dag,
        soort,
        omschrijving
    from kalender

)

select * from gerapporteerd
