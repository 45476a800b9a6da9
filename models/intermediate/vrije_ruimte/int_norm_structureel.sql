with

pools as (

    select * from {{ ref('int_norm_pools') }}

),

jaren as (

    select * from {{ ref('int_norm_varianten') }}

),

voortschrijdend as (

    select * from {{ ref('int_norm_voortschrijdend') }}

),

met_vorige as (

    select
        pools.*,
        vorige.is_over as was_over,
        voorvorige.is_over as was_daarvoor_over,
        vorige.jaar is not null as heeft_vorige,
        least(pools.eerste_jaar, vorige.eerste_jaar) as eerste_jaar_samen
    from pools
    left join pools as vorige
        on
            pools.corporatie = vorige.corporatie
            and pools.gemeente = vorige.gemeente
            and pools.lezing = vorige.lezing
            and pools.variant = vorige.variant
            and pools.jaar = vorige.jaar + 1
    left join pools as voorvorige
        on
            pools.corporatie = voorvorige.corporatie
            and pools.gemeente = voorvorige.gemeente
            and pools.lezing = voorvorige.lezing
            and pools.variant = voorvorige.variant
            and pools.jaar = voorvorige.jaar + 2

),

samen as (

    -- the pools of two years in a row as one: the union of their years, each counted once
    select
        met_vorige.corporatie,
        met_vorige.gemeente,
        met_vorige.lezing,
        met_vorige.variant,
        met_vorige.jaar,
        binomiale_staart(
            cast(sum(jaren.k) as bigint), cast(sum(jaren.n) as bigint), met_vorige.norm_procent / 100
        ) as p_samen
    from met_vorige
    inner join jaren
        on
            met_vorige.corporatie = jaren.corporatie
            and met_vorige.gemeente = jaren.gemeente
            and met_vorige.lezing = jaren.lezing
            and met_vorige.variant = jaren.variant
            and jaren.jaar between met_vorige.eerste_jaar_samen and met_vorige.jaar
    group by
        met_vorige.corporatie,
        met_vorige.gemeente,
        met_vorige.lezing,
        met_vorige.variant,
        met_vorige.jaar,
        met_vorige.norm_procent

),

regels as (

    select
        met_vorige.*,
        samen.p_samen,
        100 * jaren.k > met_vorige.norm_procent * jaren.n as is_jaar_over,
        case
            when met_vorige.is_over and met_vorige.p_gepoold < {{ var('structureel_p_pool') }} then 'A'
            when met_vorige.is_over and met_vorige.was_over and samen.p_samen < {{ var('structureel_p_samen') }}
                then 'B'
            when met_vorige.is_over and met_vorige.was_over and met_vorige.was_daarvoor_over then 'C'
        end as statistisch,
        case when met_vorige.is_over and met_vorige.was_over then 'twee jaar' end as twee_jaar,
        case
            when is_jaar_over and not met_vorige.is_te_klein and voortschrijdend.is_zes_maanden_over
                then 'zes maanden'
        end as zes_maanden
    from met_vorige
    inner join jaren using (corporatie, gemeente, lezing, variant, jaar)
    left join samen using (corporatie, gemeente, lezing, variant, jaar)
    left join voortschrijdend using (corporatie, gemeente, lezing, variant, jaar)

),

in_werking as (

    select
        corporatie,
        gemeente,
        lezing,
        variant,
        jaar,
        k_pool,
        n_pool,
        jaren_pool,
        p_gepoold,
        is_te_klein,
        is_over,
        case when heeft_vorige then p_samen end as p_samen,
        {{ var('structureel_regel') }} as regel_grond
    from regels

)

select * from in_werking
