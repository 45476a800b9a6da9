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

laatste as (

    -- a threat that began stays until a later month-end at which the chance fell below the lower bound
    select
        corporatie,
        gemeente,
        lezing,
        variant,
        jaar,
        max(maand) as laatste_maand,
        arg_max(k, maand) as k,
        arg_max(n_verwacht, maand) as n_verwacht,
        arg_max(n_rest, maand) as n_rest,
        arg_max(gewicht_vrij, maand) as gewicht_vrij,
        arg_max(gewicht_regulier, maand) as gewicht_regulier,
        arg_max_null(kans_boven_norm, maand) as kans_boven_norm,
        coalesce(
            max(maand) filter (where begint_dreiging)
            > coalesce(max(maand) filter (where kans_boven_norm < {{ var('dreigend_tot') }}), date '0001-01-01'),
            false
        ) as is_dreigend
    from reeksen
    group by all

),

prognoses as (

    -- where the year is expected to end, and the nineteen in twenty around it
    select
        * exclude (k, n_rest, gewicht_vrij, gewicht_regulier),
        case
            when kans_boven_norm is not null
                then (k + n_rest * gewicht_vrij / (gewicht_vrij + gewicht_regulier)) / n_verwacht
        end as aandeel_verwacht,
        case
            when kans_boven_norm is not null
                then (k + betabinomiaal_kwantiel(0.025, n_rest, gewicht_vrij, gewicht_regulier)) / n_verwacht
        end as aandeel_verwacht_van,
        case
            when kans_boven_norm is not null
                then (k + betabinomiaal_kwantiel(0.975, n_rest, gewicht_vrij, gewicht_regulier)) / n_verwacht
        end as aandeel_verwacht_tot
    from laatste

)

select * from prognoses
