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
        and is_mutatie

),

per_cel as (

    {{ telling('mutaties', 'aantal', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
