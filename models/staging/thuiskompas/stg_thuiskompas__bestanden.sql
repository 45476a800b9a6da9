with

bestanden as (

    select * from {{ source('landing', 'bestanden') }}

),

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

bekend as (

    select
        bestanden.levering_id,
        bestanden.bestand_id,
        bestanden.bestand,
        bestanden.dataset,
        bestanden.sha256,
        bestanden.rijen_gelezen,
        bestanden.rijen_geland,
        bestanden.rijen_quarantaine,
        bestanden.rijen_dubbel,
        bestanden.rijen_overgeslagen,
        bestanden.rijen_vergeten
    from bestanden
    semi join leveringen using (levering_id)

)

select * from bekend
