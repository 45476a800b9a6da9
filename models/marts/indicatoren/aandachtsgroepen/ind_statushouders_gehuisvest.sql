with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    -- every dwelling counts for the taakstelling; of whom no household size is known, one person is
    select
        *,
        toewijzingsdatum as datum,
        coalesce(aantal_personen, 1) as personen
    from {{ ref('fct_toewijzingen') }}
    where categorie = 'statushouder'

),

per_cel as (

    {{ telling('statushouders_gehuisvest', 'personen', eenheid='personen', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
