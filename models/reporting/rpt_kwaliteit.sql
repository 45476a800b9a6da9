with

bestanden as (

    select * from {{ ref('stg_thuiskompas__bestanden') }}

),

quarantaine as (

    select * from {{ ref('stg_thuiskompas__quarantaine') }}

),

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

gemarkeerd as (

    select * from {{ ref('int_kwaliteit_gemarkeerd') }}

),

te_laat as (

    select * from {{ ref('int_kwaliteit_te_laat') }}

),

maten as (

    select * from {{ ref('int_indicator_maten') }}

),

datasets as (

    select
        unnest([
            'inschrijvingen', 'publicaties', 'reacties', 'toewijzingen', 'eenheden', 'opzeggingen'
        ]) as dataset

),

geweigerd as (

    select
        'geweigerd' as soort,
        dataset,
        code,
        levering_id,
        bestand,
        count(distinct rijnummer) as aantal,
        'Rijen die niet zijn geland' as omschrijving
    from quarantaine
    group by all

),

buiten_bereik as (

    select
        'buiten_bereik' as soort,
        'toewijzingen' as dataset,
        'niet sociaal' as code,
        count(*) as aantal,
        'Toewijzingen van een onzelfstandige woning of met een huur boven de huurtoeslaggrens' as omschrijving
    from toewijzingen
    where not is_sociaal

),

ontbreekt as (

    select
        'ontbreekt' as soort,
        datasets.dataset,
        'niet geleverd' as code,
        0 as aantal,
        'Van deze gegevens is geen bestand geleverd' as omschrijving
    from datasets
    anti join bestanden using (dataset)

),

samen as (

    select * from geweigerd
    union all by name
    select * from gemarkeerd
    where aantal > 0
    union all by name
    select * from buiten_bereik
    where aantal > 0
    union all by name
    select * from ontbreekt
    union all by name
    select * from te_laat

),

geraakt as (

    -- the figures that rest on the dataset
    select
        dataset,
        string_agg(distinct indicator, ', ' order by indicator) as indicatoren
    from (select indicator, unnest(datasets) as dataset from maten) as per_dataset
    group by dataset

),

gerapporteerd as (

    select
        samen.soort,
        samen.dataset,
        samen.code,
        samen.levering_id,
        samen.bestand,
        cast(samen.aantal as bigint) as aantal,
        samen.omschrijving,
        coalesce(geraakt.indicatoren, '') as indicatoren
    from samen
    left join geraakt using (dataset)

)

select * from gerapporteerd
