with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    select
        toewijzingsdatum as datum,
        corporatie,
        gemeente,
        cast(categorie = 'statushouder' as integer) as telt_mee,
        cast(true as integer) as is_toewijzing
    from {{ ref('fct_toewijzingen') }}
    where is_sociaal

),

per_cel as (

    {{ aandeel('aandeel_statushouders', 'telt_mee', 'is_toewijzing') }}

)

select * from per_cel
