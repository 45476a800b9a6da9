with

quarantaine as (

    select * from {{ source('landing', 'quarantaine') }}

),

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

bekend as (

    -- the values themselves stay in the landing: figures need only what was refused and where
    select
        quarantaine.levering_id,
        quarantaine.bestand,
        quarantaine.dataset,
        quarantaine.rijnummer,
        quarantaine.kolom,
        quarantaine.code
    from quarantaine
    semi join leveringen using (levering_id)

)

select * from bekend
