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
        and is_nultreden
        and woonsituatie = 'doorstromer'
        and leeftijd >= {{ var('senioren_vanaf') }}

),

per_cel as (

    {{ telling('doorstroming_senioren', 'aantal', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
