with

bestanden as (

    select * from {{ ref('stg_thuiskompas__bestanden') }}

),

gerapporteerd as (

    select
        levering_id,
        bestand,
        dataset,
        sha256,
        rijen_gelezen,
        rijen_geland,
        rijen_quarantaine,
        rijen_dubbel,
        rijen_overgeslagen,
        rijen_vergeten
    from bestanden

)

select * from gerapporteerd
