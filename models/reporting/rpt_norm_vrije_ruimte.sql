with

oordelen as (

    select * from {{ ref('fct_norm_oordelen') }}

),

gerapporteerd as (

    select
        -- key
        corporatie,
        gemeente,
        jaar,
        lezing,

        -- the year
        k,
        n,
        k / nullif(n, 0) as aandeel,
        norm_procent / 100 as norm,
        k_uitstroom,
        k_overig,
        k_onbekend,
        uitstroom_procent / 100 as bedoeld_voor_uitstroom,
        bestemming_uitstroom,
        n_verwacht,
        aandeel_verwacht,
        aandeel_verwacht_van,
        aandeel_verwacht_tot,
        ruimte_over,
        toeval_van,
        toeval_tot,
        toeval_uiterst,

        -- the pool
        k_pool,
        n_pool,
        jaren_pool,
        p_eenzijdig,
        p_gepoold,
        p_samen,
        kans_boven_norm,
        cast(last_day(prognose_maand) as date) as prognose_vanaf,

        -- the verdict
        oordeel,
        oordeel_met_onbekend,
        '{{ var("structureel_regel") }}' as regel,
        regel_grond,
        not is_gesloten as voorlopig,
        is_gesloten,
        (
            lezing = '{{ var("norm_lezing") }}'
            and gemeente = '{{ var("norm_gemeente") }}'
            and {{ "corporatie <> 'alle'" if var('norm_per_corporatie') else "corporatie = 'alle'" }}
        ) as is_bekrachtigde_lezing,
        coalesce(is_te_klein, false) as te_weinig_toewijzingen
    from oordelen

)

select * from gerapporteerd
