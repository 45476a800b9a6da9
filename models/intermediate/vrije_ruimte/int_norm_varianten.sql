with

jaren as (

    select * from {{ ref('int_norm_jaren') }}

),

varianten as (

    -- the certain count, and the count if every letting of unknown grond were free policy room
    select
        corporatie,
        gemeente,
        lezing,
        jaar,
        'zeker' as variant,
        k,
        n,
        norm_procent,
        is_gesloten and not mist_toewijzingen as is_gesloten,
        is_lopend and not mist_toewijzingen as is_lopend
    from jaren
    union all
    select
        corporatie,
        gemeente,
        lezing,
        jaar,
        'met_onbekend' as variant,
        k + k_onbekend as k,
        n,
        norm_procent,
        is_gesloten and not mist_toewijzingen as is_gesloten,
        is_lopend and not mist_toewijzingen as is_lopend
    from jaren

)

select * from varianten
