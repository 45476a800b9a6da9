with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

corporaties as (

    select * from {{ ref('corporaties') }}

),

genoemd as (

    select levering_id, corporatie from {{ source('landing', 'eenheden') }}
    union
    select levering_id, corporatie from {{ source('landing', 'toewijzingen') }}

),

hernoemd as (

    select distinct
        genoemd.levering_id,
        {{ naam_van_label('corporaties', 'genoemd.corporatie', 'corporatie') }} as corporatie
    from genoemd
    semi join leveringen using (levering_id)

)

select * from hernoemd
