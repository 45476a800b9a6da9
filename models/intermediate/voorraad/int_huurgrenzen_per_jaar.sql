with

huurgrenzen as (

    select * from {{ ref('huurgrenzen') }}

),

jaren as (

    select cast(unnest(range(1900, 2101)) as integer) as jaar

),

per_jaar as (

    -- a year that the seed does not have takes the bounds of the year before it, or else of the first
    select
        jaren.jaar,
        coalesce(
            max(huurgrenzen.jaar) filter (where huurgrenzen.jaar <= jaren.jaar),
            min(huurgrenzen.jaar)
        ) as jaar_van_vaststelling
    from jaren
    cross join huurgrenzen
    group by jaren.jaar

),

met_grenzen as (

    select
        per_jaar.jaar,
        per_jaar.jaar <> per_jaar.jaar_van_vaststelling as is_geleend,
        huurgrenzen.kwaliteitskortingsgrens_euro,
        huurgrenzen.eerste_aftoppingsgrens_euro,
        huurgrenzen.tweede_aftoppingsgrens_euro,
        huurgrenzen.huurtoeslaggrens_euro
    from per_jaar
    inner join huurgrenzen on per_jaar.jaar_van_vaststelling = huurgrenzen.jaar

)

select * from met_grenzen
