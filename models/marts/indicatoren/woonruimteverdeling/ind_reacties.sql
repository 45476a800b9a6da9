with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    select
        *,
        sluitingsdatum as datum
    from {{ ref('fct_publicaties') }}
    where is_aangeboden

),

per_cel as (

    {{ telling('reacties', 'aantal_reacties', dimensies=dimensies_aanbod()) }}

)

select * from per_cel
