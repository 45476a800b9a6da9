with

voorraadplan as (

    select * from {{ ref('voorraadplan') }}

),

taakstelling as (

    select * from {{ ref('rpt_taakstelling') }}
    where taakstelling is not null

),

uit_voorraadplan as (

    -- flex dwellings have an agreement of their own, and are no part of the net growth
    select
        'voorraadplan' as norm_uit,
        corporatie,
        'Assen' as gemeente,
        jaar,
        cast(sum(aantal) as decimal(10, 4)) as norm
    from voorraadplan
    where
        jaar = jaar_tot_en_met
        and soort <> 'flex'
    group by all

),

uit_taakstelling as (

    -- of the year, with what was left of the half-years before it; a year of which one half is not known has none
    select
        'taakstelling' as norm_uit,
        'alle' as corporatie,
        gemeente,
        year(halfjaar_start) as jaar,
        cast(
            sum(taakstelling) - coalesce(arg_min(saldo - verschil, halfjaar_start), 0) as decimal(10, 4)
        ) as norm
    from taakstelling
    group by all
    having count(*) = 2

),

samen as (

    select * from uit_voorraadplan
    union all
    select * from uit_taakstelling

)

select * from samen
