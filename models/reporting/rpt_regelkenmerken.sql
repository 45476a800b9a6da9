with

kenmerken as (

    select * from {{ ref('regelkenmerken') }}

),

normen as (

    select distinct procent from {{ ref('normen') }}
    where norm = 'vrije_ruimte'

),

geldig as (

    -- no chance is shown that was computed under other bounds than those in force
    select
        kenmerken.regel,
        kenmerken.aandeel_procent / 100 as aandeel,
        kenmerken.n_per_jaar,
        kenmerken.spreiding,
        kenmerken.kans,
        kenmerken.regel = '{{ var("structureel_regel") }}' as is_in_werking
    from kenmerken
    inner join normen on kenmerken.norm_procent = normen.procent
    where
        kenmerken.p_pool = {{ var('structureel_p_pool') }}
        and kenmerken.p_samen = {{ var('structureel_p_samen') }}
        and kenmerken.minimum = {{ var('norm_minimum_toewijzingen') }}
        and kenmerken.maximum_jaren = {{ var('norm_maximum_jaren_pool') }}
        and kenmerken.spreiding in (0, {{ var('kenmerken_spreiding') }})

)

select * from geldig
