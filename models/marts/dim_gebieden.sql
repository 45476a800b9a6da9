with

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

publicaties as (

    select * from {{ ref('fct_publicaties') }}

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

samen as (

    select corporatie, gemeente from toewijzingen
    union
    select corporatie, gemeente from publicaties
    union
    select corporatie, gemeente from eenheden

),

gebieden as (

    select
        coalesce(corporatie, 'alle') as corporatie,
        coalesce(gemeente, 'alle') as gemeente
    from samen
    group by cube(corporatie, gemeente)

),

bestaand as (

    -- without any row the cube still gives its grand total
    select * from gebieden
    where (select count(*) > 0 from samen)

)

select * from bestaand
