with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

bestanden as (

    select * from {{ ref('stg_thuiskompas__bestanden') }}

),

rijen as (

    select
        levering_id,
        cast(sum(rijen_gelezen) as bigint) as rijen_gelezen,
        cast(sum(rijen_geland) as bigint) as rijen_geland,
        cast(sum(rijen_quarantaine) as bigint) as rijen_quarantaine,
        cast(sum(rijen_dubbel) as bigint) as rijen_dubbel,
        cast(sum(rijen_overgeslagen) as bigint) as rijen_overgeslagen,
        cast(sum(rijen_vergeten) as bigint) as rijen_vergeten
    from bestanden
    group by levering_id

),

gerapporteerd as (

    select
        leveringen.levering_id,
        leveringen.volgnummer,
        leveringen.bron,
        leveringen.peildatum,
        leveringen.soort,
        leveringen.periode_van,
        leveringen.periode_tot_en_met,
        leveringen.contract_sha256,
        leveringen.is_synthetisch as synthetisch,
        leveringen.herkomst,
        leveringen.geland_op,
        coalesce(rijen.rijen_gelezen, 0) as rijen_gelezen,
        coalesce(rijen.rijen_geland, 0) as rijen_geland,
        coalesce(rijen.rijen_quarantaine, 0) as rijen_quarantaine,
        coalesce(rijen.rijen_dubbel, 0) as rijen_dubbel,
        coalesce(rijen.rijen_overgeslagen, 0) as rijen_overgeslagen,
        coalesce(rijen.rijen_vergeten, 0) as rijen_vergeten
    from leveringen
    left join rijen using (levering_id)

)

select * from gerapporteerd
