with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

leegstand as (

    select * from {{ ref('fct_opzeggingen') }}

),

waarnemingen as (

    select
        *,
        einddatum_huur as datum
    from leegstand
    where leegstand_dagen is not null

),

per_cel as (

    {{ duur('leegstandsduur', 'leegstand_dagen', dimensies=dimensies_voorraad()) }}

)

select * from per_cel
