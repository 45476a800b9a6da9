with

gesloten_jaren as (

    -- pools and rules use only wholly covered closed years within the norm's validity
    select * from {{ ref('int_norm_varianten') }}
    where
        is_gesloten
        and norm_procent is not null

),

terugblikken as (

    -- each year with the closed years before it, as far back as a pool may reach and no gap lies between
    select
        jaren.corporatie,
        jaren.gemeente,
        jaren.lezing,
        jaren.variant,
        jaren.jaar,
        jaren.norm_procent,
        eerdere.jaar as eerste_jaar,
        cast(sum(eerdere.k) over terug as bigint) as k_pool,
        cast(sum(eerdere.n) over terug as bigint) as n_pool,
        count(*) over terug as jaren_pool
    from gesloten_jaren as jaren
    inner join gesloten_jaren as eerdere
        on
            jaren.corporatie = eerdere.corporatie
            and jaren.gemeente = eerdere.gemeente
            and jaren.lezing = eerdere.lezing
            and jaren.variant = eerdere.variant
            and eerdere.jaar between jaren.jaar - {{ var('norm_maximum_jaren_pool') }} + 1 and jaren.jaar
    window terug as (
        partition by jaren.corporatie, jaren.gemeente, jaren.lezing, jaren.variant, jaren.jaar
        order by eerdere.jaar desc
        rows unbounded preceding
    )

),

pools as (

    -- the shortest that is large enough, or else the longest
    select *
    from terugblikken
    where jaren_pool = jaar - eerste_jaar + 1
    qualify row_number() over (
        partition by corporatie, gemeente, lezing, variant, jaar
        order by
            n_pool >= {{ var('norm_minimum_toewijzingen') }} desc,
            case when n_pool >= {{ var('norm_minimum_toewijzingen') }} then jaren_pool else -jaren_pool end
    ) = 1

),

beoordeeld as (

    select
        *,
        n_pool < {{ var('norm_minimum_toewijzingen') }} as is_te_klein,
        n_pool >= {{ var('norm_minimum_toewijzingen') }} and 100 * k_pool > norm_procent * n_pool as is_over,
        case when n_pool > 0 then binomiale_staart(k_pool, n_pool, norm_procent / 100) end as p_gepoold
    from pools

)

select * from beoordeeld
