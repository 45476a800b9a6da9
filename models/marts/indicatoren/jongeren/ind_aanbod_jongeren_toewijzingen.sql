with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    select
        *,
        toewijzingsdatum as datum,
        1 as aantal
    from {{ ref('fct_toewijzingen') }}
    where
        is_sociaal
        and huurklasse = 't/m kwaliteitskortingsgrens'

),

per_cel as (

    {{ telling('aanbod_jongeren_toewijzingen', 'aantal', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
