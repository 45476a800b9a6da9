with

opzeggingen as (

    select * from {{ ref('stg_thuiskompas__opzeggingen') }}

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

huren as (

    select * from {{ ref('int_eenheid_huren_historie') }}

),

met_volgende as (

    select
        *,
        lead(einddatum_huur) over (
            partition by bron, eenheid_id order by einddatum_huur, opzegging_id
        ) as volgende_einddatum_huur
    from opzeggingen

),

eerste_verhuringen as (

    -- of any kind and scope: the dwelling stands empty no longer
    select
        met_volgende.bron,
        met_volgende.opzegging_id,
        min(toewijzingen.huur_ingangsdatum) as huur_ingangsdatum
    from met_volgende
    inner join toewijzingen
        on
            met_volgende.bron = toewijzingen.bron
            and met_volgende.eenheid_id = toewijzingen.eenheid_id
            and met_volgende.einddatum_huur <= toewijzingen.huur_ingangsdatum
    group by met_volgende.bron, met_volgende.opzegging_id

),

gemeten as (

    select
        -- keys
        met_volgende.bron,
        met_volgende.opzegging_id,

        -- dates
        met_volgende.einddatum_huur,

        -- place
        coalesce(eenheden.corporatie, 'onbekend') as corporatie,
        coalesce(eenheden.gemeente, 'onbekend') as gemeente,
        eenheden.wijk,

        -- dwelling
        eenheden.woningtype,
        cast(eenheden.kamers as varchar) as kamers,
        huren.huurklasse,
        eenheden.doelgroep,

        -- duration in days: a letting closes only the last notice before it
        case
            when
                met_volgende.volgende_einddatum_huur is null
                or met_volgende.volgende_einddatum_huur > eerste_verhuringen.huur_ingangsdatum
                then eerste_verhuringen.huur_ingangsdatum - met_volgende.einddatum_huur
        end as leegstand_dagen
    from met_volgende
    left join eerste_verhuringen using (bron, opzegging_id)
    left join eenheden using (bron, eenheid_id)
    left join huren
        on
            eenheden.bron = huren.bron
            and eenheden.eenheid_id = huren.eenheid_id
            and met_volgende.einddatum_huur between huren.geldig_van and huren.geldig_tot_en_met

)

select * from gemeten
