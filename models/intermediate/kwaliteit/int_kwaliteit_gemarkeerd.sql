{%- set datasets = ['inschrijvingen', 'publicaties', 'reacties', 'toewijzingen', 'eenheden', 'opzeggingen'] -%}

with

toewijzingen as (

    select * from {{ ref('fct_toewijzingen') }}

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

gemeenten as (

    select * from {{ ref('gemeenten') }}

),

wijken as (

    select * from {{ ref('wijken') }}

),

gemeenten_met_wijken as (

    -- the list holds the wijken of some gemeenten, not of all
    select distinct eenheden.gemeente
    from eenheden
    semi join wijken using (wijk)

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
        'toewijzingen' as dataset,
        'huishoudgrootte onbekend' as code,
        count(*) as aantal,
        'Toewijzingen aan statushouders zonder huishoudgrootte; zij tellen als één persoon' as omschrijving
    from toewijzingen
    where categorie = 'statushouder' and aantal_personen is null
    union all
    select
        'gemarkeerd' as soort,
        'eenheden' as dataset,
        'gemeente niet in lijst' as code,
        count(*) as aantal,
        'Woningen in een gemeente die niet in seeds/gemeenten.csv staat; zij tellen daar en niet elders' as omschrijving
    from eenheden
    anti join gemeenten using (gemeente)
    union all
    select
        'gemarkeerd' as soort,
        'eenheden' as dataset,
        'wijk niet in lijst' as code,
        count(*) as aantal,
        'Woningen in een wijk die niet in seeds/wijken.csv staat, terwijl andere wijken van de gemeente er wel in staan'
            as omschrijving
    from eenheden
    semi join gemeenten_met_wijken using (gemeente)
    anti join wijken using (wijk)
    where wijk is not null
    {%- for dataset in datasets %}
    union all
    select
        'gemarkeerd' as soort,
        '{{ dataset }}' as dataset,
        'eerdere versie' as code,
        count(*) as aantal,
        'Rijen waarvan een latere versie is geweigerd; de eerdere versie telt nog' as omschrijving
    from {{ ref('stg_thuiskompas__' ~ dataset) }}
    where is_geweigerd_nadien
    {%- endfor %}

)

select * from gemarkeerd
