with

varianten as (

    select * from {{ ref('int_norm_varianten') }}

),

jaren as (

    select * from {{ ref('int_norm_jaren') }}

),

structureel as (

    select * from {{ ref('int_norm_structureel') }}

),

prognoses as (

    select * from {{ ref('int_norm_prognoses') }}

),

geoordeeld as (

    select
        varianten.corporatie,
        varianten.gemeente,
        varianten.lezing,
        varianten.jaar,
        varianten.variant,
        case
            when varianten.norm_procent is null then 'geen_norm'
            when not jaren.is_gesloten and not jaren.is_lopend then 'geen_norm'
            when jaren.mist_toewijzingen then 'geen_oordeel'
            when structureel.regel_grond is not null then 'structureel'
            when jaren.is_gesloten and 100 * varianten.k > varianten.norm_procent * varianten.n then 'overschrijding'
            when jaren.is_lopend and prognoses.is_dreigend then 'dreigend'
            else 'binnen_norm'
        end as oordeel
    from varianten
    inner join jaren using (corporatie, gemeente, lezing, jaar)
    left join structureel using (corporatie, gemeente, lezing, jaar, variant)
    left join prognoses using (corporatie, gemeente, lezing, jaar, variant)

),

zeker as (

    select * from geoordeeld
    where variant = 'zeker'

),

met_onbekend as (

    select * from geoordeeld
    where variant = 'met_onbekend'

),

pool as (

    select * from structureel
    where variant = 'zeker'

),

prognose as (

    -- what was let already counts, however little was expected
    select
        prognoses.* replace (greatest(prognoses.n_verwacht, jaren.n) as n_verwacht)
    from prognoses
    inner join jaren using (corporatie, gemeente, lezing, jaar)
    where
        prognoses.variant = 'zeker'
        and prognoses.n_verwacht is not null

),

oordelen as (

    select
        -- key
        jaren.corporatie,
        jaren.gemeente,
        jaren.jaar,
        jaren.lezing,

        -- the year: exact counts
        jaren.k,
        jaren.n,
        jaren.k_uitstroom,
        jaren.k_overig,
        jaren.k_onbekend,
        jaren.norm_procent,
        jaren.uitstroom_procent,
        case
            when jaren.norm_procent is null or jaren.n = 0 then null
            when 100 * jaren.k_overig > (jaren.norm_procent - jaren.uitstroom_procent) * jaren.n then 'door anderen'
            when 100 * jaren.k_uitstroom >= jaren.uitstroom_procent * jaren.n then 'gebruikt'
            else 'ongebruikt'
        end as bestemming_uitstroom,

        -- the room left: of a running year, on the lettings that it is expected to end with
        prognose.n_verwacht,
        case
            when jaren.mist_toewijzingen then null
            when jaren.is_gesloten then cast(jaren.norm_procent * jaren.n // 100 - jaren.k as bigint)
            else cast(jaren.norm_procent * prognose.n_verwacht // 100 - jaren.k as bigint)
        end as ruimte_over,
        prognose.laatste_maand as prognose_maand,
        prognose.kans_boven_norm,
        prognose.aandeel_verwacht,
        prognose.aandeel_verwacht_van,
        prognose.aandeel_verwacht_tot,
        case
            when jaren.norm_procent is not null and jaren.n > 0
                then binomiale_staart(jaren.k, jaren.n, jaren.norm_procent / 100)
        end as p_eenzijdig,

        -- what chance alone would make of the norm: nineteen years in twenty, and all but what limb A calls structural
        binomiaal_kwantiel(0.025, nullif(jaren.n, 0), jaren.norm_procent / 100) / jaren.n as toeval_van,
        binomiaal_kwantiel(0.975, nullif(jaren.n, 0), jaren.norm_procent / 100) / jaren.n as toeval_tot,
        (
            binomiaal_kwantiel(1 - {{ var('structureel_p_pool') }}, nullif(jaren.n, 0), jaren.norm_procent / 100)
            / jaren.n
        ) as toeval_uiterst,

        -- the pool
        pool.k_pool,
        pool.n_pool,
        pool.jaren_pool,
        pool.p_gepoold,
        pool.p_samen,
        pool.is_te_klein,

        -- the verdict
        zeker.oordeel,
        met_onbekend.oordeel as oordeel_met_onbekend,
        pool.regel_grond,
        jaren.is_gesloten
    from jaren
    left join pool using (corporatie, gemeente, lezing, jaar)
    left join prognose using (corporatie, gemeente, lezing, jaar)
    inner join zeker using (corporatie, gemeente, lezing, jaar)
    inner join met_onbekend using (corporatie, gemeente, lezing, jaar)

)

select * from oordelen
