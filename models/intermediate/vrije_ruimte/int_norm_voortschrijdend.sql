with

jaren as (

    select * from {{ ref('int_norm_varianten') }}
    where
        is_gesloten
        and norm_procent is not null

),

maandtellingen as (

    select * from {{ ref('int_norm_maandtellingen') }}

),

maanden as (

    select
        *,
        make_date(jaar, cast(unnest(range(1, 13)) as integer), 1) as maand
    from jaren

),

met_tellingen as (

    -- a month without lettings is one of the twelve, and adds nothing
    select
        maanden.corporatie,
        maanden.gemeente,
        maanden.lezing,
        maanden.variant,
        maanden.jaar,
        maanden.maand,
        maanden.norm_procent,
        maandtellingen.n,
        maandtellingen.k + case maanden.variant when 'met_onbekend' then maandtellingen.k_onbekend else 0 end as k
    from maanden
    left join maandtellingen using (corporatie, gemeente, lezing, maand)

),

twaalf_maanden as (

    select
        *,
        count(*) over jaar_terug = 12
        and 100 * sum(k) over jaar_terug > norm_procent * sum(n) over jaar_terug as is_over
    from met_tellingen
    window jaar_terug as (
        partition by corporatie, gemeente, lezing, variant
        order by maand range between interval 11 month preceding and current row
    )

),

reeksen as (

    select
        *,
        count(*) filter (where is_over) over (
            partition by corporatie, gemeente, lezing, variant
            order by maand range between interval 5 month preceding and current row
        ) as aantal_over_van_zes
    from twaalf_maanden

),

per_jaar as (

    select
        corporatie,
        gemeente,
        lezing,
        variant,
        jaar,
        bool_or(aantal_over_van_zes = 6) as is_zes_maanden_over
    from reeksen
    group by all

)

select * from per_jaar
