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

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

kalender as (

    select * from {{ ref('kalender') }}
    where soort = 'rapportage'

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

gemeenten as (

    select * from {{ ref('gemeenten') }}

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

gemarkeerd as (

    select
        'gemarkeerd' as soort,
        'toewijzingen' as dataset,
        'grond onbekend' as code,
        count(*) as aantal,
        'Toewijzingen waarvan de grond niet in de lijst staat; zij tellen mee, niet als vrije ruimte' as omschrijving
    from toewijzingen
    where is_sociaal and categorie = 'onbekend'
    union all
    select
        'gemarkeerd' as soort,
        'toewijzingen' as dataset,
        'eenheid onbekend' as code,
        count(*) as aantal,
        'Toewijzingen van een woning die niet in de eenheden staat; zij tellen als zelfstandig' as omschrijving
    from toewijzingen
    where not is_eenheid_bekend
    union all
    select
        'gemarkeerd' as soort,
        'toewijzingen' as dataset,
        'leeftijd onbekend' as code,
        count(*) as aantal,
        'Sociale toewijzingen zonder leeftijd van de huurder' as omschrijving
    from toewijzingen
    where is_sociaal and leeftijd is null
    union all
    select
        'gemarkeerd' as soort,
        'eenheden' as dataset,
        'gemeente niet in lijst' as code,
        count(*) as aantal,
        'Woningen in een gemeente die niet in seeds/gemeenten.csv staat; zij tellen daar en niet elders' as omschrijving
    from eenheden
    anti join gemeenten using (gemeente)

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

rapportagedagen as (

    -- the first report of the covenant's calendar after each peildatum is what a levering has to be in time for
    select
        leveringen.levering_id,
        leveringen.herkomst,
        cast(leveringen.geland_op as date) as geland,
        min(make_date(year(leveringen.peildatum) + jaren.verder, kalender.maand, kalender.dag)) as nodig_op
    from leveringen
    cross join kalender
    cross join (select unnest([0, 1]) as verder) as jaren
    where make_date(year(leveringen.peildatum) + jaren.verder, kalender.maand, kalender.dag) > leveringen.peildatum
    group by all

),

te_laat as (

    select
        'te_laat' as soort,
        'levering' as dataset,
        'dagen na rapportagedag' as code,
        levering_id,
        herkomst as bestand,
        geland - nodig_op as aantal,
        'Dagen tussen de eerste rapportagedag na de peildatum en het inlezen' as omschrijving
    from rapportagedagen
    where geland > nodig_op

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
