with

eenheden as (

    select * from {{ source('landing', 'eenheden') }}

),

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

huren as (

    select
        eenheden.bron,
        eenheden.eenheid_id,
        leveringen.peildatum,
        eenheden.rekenhuur as rekenhuur_euro,
        eenheden.kale_huur as kale_huur_euro
    from eenheden
    inner join leveringen using (levering_id)
    -- two leveringen of one peildatum: the later ingested is the version
    qualify leveringen.rangorde = max(leveringen.rangorde) over (
        partition by eenheden.bron, eenheden.eenheid_id, leveringen.peildatum
    )

)

select * from huren
