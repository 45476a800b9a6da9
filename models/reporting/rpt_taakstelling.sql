with

taakstelling as (

    select * from {{ ref('taakstelling') }}

),

gehuisvest as (

    select
        gemeente,
        periode_start,
        n as personen,
        voorlopig
    from {{ ref('rpt_indicatoren') }}
    where
        indicator = 'statushouders_gehuisvest'
        and periode_soort = 'halfjaar'
        and dimensie = 'totaal'
        and corporatie = 'alle'
        and gemeente <> 'alle'

),

per_halfjaar as (

    -- a taakstelling to come has no persons yet, and not every gemeente has one here
    select
        coalesce(gehuisvest.gemeente, taakstelling.gemeente) as gemeente,
        coalesce(gehuisvest.periode_start, taakstelling.halfjaar_start) as halfjaar_start,
        taakstelling.personen as taakstelling,
        gehuisvest.personen as gehuisvest,
        gehuisvest.personen - taakstelling.personen as verschil,
        coalesce(gehuisvest.voorlopig, true) as voorlopig,
        taakstelling.bron
    from gehuisvest
    full outer join taakstelling
        on
            gehuisvest.gemeente = taakstelling.gemeente
            and gehuisvest.periode_start = taakstelling.halfjaar_start

),

met_saldo as (

    -- what was done too much or too little goes along to the next half-year
    select
        gemeente,
        halfjaar_start,
        taakstelling,
        gehuisvest,
        verschil,
        case
            when verschil is not null
                then cast(sum(verschil) over (partition by gemeente order by halfjaar_start) as bigint)
        end as saldo,
        voorlopig,
        bron
    from per_halfjaar

)

select * from met_saldo
