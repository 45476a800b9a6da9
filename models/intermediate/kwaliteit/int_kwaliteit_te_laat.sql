with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

kalender as (

    select * from {{ ref('kalender') }}
    where soort = 'rapportage'

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

)

select * from te_laat
