with

trends as (

    select * from {{ ref('int_trends_per_reeks') }}

),

afkapping as (

    select * from {{ ref('int_zoektijd_afkapping') }}
    where vergelijking = 'reeks'

),

gerangschikt as (

    -- Benjamini & Hochberg 1995, over all tests of the build: p x tests / how many p's are as small
    select
        *,
        p * count(p) over () / nullif(count(p) over (order by p), 0) as p_gecorrigeerd
    from trends

),

getoetst as (

    select
        *,
        case when p is not null then min(p_gecorrigeerd) over (order by p desc) end as q
    from gerangschikt

),

gerapporteerd as (

    select
        -- key
        getoetst.indicator,
        getoetst.maat,
        getoetst.periode_soort,
        getoetst.corporatie,
        getoetst.gemeente,
        getoetst.dimensie,
        getoetst.dimensie_waarde,

        -- series
        getoetst.eerste_jaar,
        getoetst.laatste_jaar,
        getoetst.aantal_jaren,

        -- change per year
        getoetst.helling,
        getoetst.ondergrens,
        getoetst.bovengrens,
        getoetst.eenheid,

        -- test
        getoetst.p,
        getoetst.q,
        case
            when getoetst.p is null then 'te weinig jaren'
            when getoetst.q > {{ var('trend_q') }} or getoetst.helling = 0 then 'geen trend aangetoond'
            when getoetst.helling < 0 then 'daalt'
            when getoetst.indicator = 'zoektijd' and coalesce(afkapping.is_door_afkapping_te_verklaren, true)
                then 'mogelijk schijnstijging'
            else 'stijgt'
        end as richting,
        case when getoetst.is_indicatief then 'indicatief' end as kwalificatie
    from getoetst
    left join afkapping using (corporatie, gemeente)

)

select * from gerapporteerd
