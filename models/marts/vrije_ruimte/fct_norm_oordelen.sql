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
            when structureel.regel_grond is not null then 'structureel'
            when jaren.is_gesloten and 100 * varianten.k > varianten.norm_procent * varianten.n then 'overschrijding'
            else 'binnen_norm'
        end as oordeel
    from varianten
    inner join jaren using (corporatie, gemeente, lezing, jaar)
    left join structureel using (corporatie, gemeente, lezing, jaar, variant)

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
        case
            when jaren.is_gesloten
                then cast(jaren.norm_procent * jaren.n // 100 - jaren.k as bigint)
        end as ruimte_over,
        case
            when jaren.norm_procent is not null and jaren.n > 0
                then binomiale_staart(jaren.k, jaren.n, jaren.norm_procent / 100)
        end as p_eenzijdig,

        -- the pool
        pool.k_pool,
        pool.n_pool,
        pool.jaren_pool,
        pool.p_gepoold,
        pool.is_te_klein,

        -- the verdict
        zeker.oordeel,
        met_onbekend.oordeel as oordeel_met_onbekend,
        pool.regel_grond,
        jaren.is_gesloten
    from jaren
    left join pool using (corporatie, gemeente, lezing, jaar)
    inner join zeker using (corporatie, gemeente, lezing, jaar)
    inner join met_onbekend using (corporatie, gemeente, lezing, jaar)

)

select * from oordelen
