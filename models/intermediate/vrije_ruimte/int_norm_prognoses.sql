with

maandeinden as (

    select * from {{ ref('int_norm_maandeinden') }}

),

reeksen as (

    select
        *,
        count(*) filter (where kans_boven_norm >= {{ var('dreigend_vanaf') }}) over (
            partition by corporatie, gemeente, lezing, variant, jaar
            order by maand
            rows between {{ var('dreigend_maandeinden') - 1 }} preceding and current row
        ) = {{ var('dreigend_maandeinden') }} as begint_dreiging
    from maandeinden

),

prognoses as (

    -- a threat that began stays until a later month-end at which the chance fell below the lower bound
    select
        corporatie,
        gemeente,
        lezing,
        variant,
        jaar,
        max(maand) as laatste_maand,
        arg_max(n_verwacht, maand) as n_verwacht,
        arg_max_null(kans_boven_norm, maand) as kans_boven_norm,
        coalesce(
            max(maand) filter (where begint_dreiging)
            > coalesce(max(maand) filter (where kans_boven_norm < {{ var('dreigend_tot') }}), date '0001-01-01'),
            false
        ) as is_dreigend
    from reeksen
    group by all

)

select * from prognoses
