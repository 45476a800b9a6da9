with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    select
        *,
        toewijzingsdatum as datum
    from {{ ref('fct_toewijzingen') }}
    where
        is_sociaal
        and zoektijd_dagen is not null

),

per_cel as (

    {{ duur('zoektijd', 'zoektijd_dagen', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
