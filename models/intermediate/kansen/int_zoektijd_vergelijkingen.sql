with

jaren as (

    select
        corporatie,
        cast(year(periode_start) as integer) as jaar,
        is_geheel_gedekt
    from {{ ref('int_perioden_gedekt') }}
    where
        periode_soort = 'jaar'
        and is_deels_gedekt

),

vergelijkingen as (

    -- a year with the year before it, and all closed years with each other
    select
        'jaar' as vergelijking,
        dit.corporatie,
        dit.jaar,
        dit.jaar - 1 as eerste_jaar,
        unnest([dit.jaar - 1, dit.jaar]) as vergeleken_jaar
    from jaren as dit
    semi join jaren as vorig on dit.corporatie = vorig.corporatie and dit.jaar = vorig.jaar + 1
    union all
    select
        'reeks' as vergelijking,
        corporatie,
        max(jaar) over (partition by corporatie) as jaar,
        min(jaar) over (partition by corporatie) as eerste_jaar,
        jaar as vergeleken_jaar
    from jaren
    where is_geheel_gedekt

)

select * from vergelijkingen
