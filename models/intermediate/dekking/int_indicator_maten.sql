with

bestanden as (

    select * from {{ ref('stg_thuiskompas__bestanden') }}

),

inschrijvingen as (

    select * from {{ ref('stg_thuiskompas__inschrijvingen') }}

),

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}

),

eenheden as (

    select * from {{ ref('stg_thuiskompas__eenheden') }}

),

maten as (

    -- the measures of each indicator, and the datasets and optional columns without which it cannot be delivered
    {% for ind in indicatoren() %}
    {%- set laatste_indicator = loop.last -%}
    {% for maat in ind.maten -%}
    select
        '{{ ind.indicator }}' as indicator,
        '{{ maat }}' as maat,
        '{{ ind.eenheid }}' as eenheid,
        {{ ind.datasets }} as datasets,
        cast({{ ind.kolommen }} as varchar []) as kolommen,
        {{ ind.is_overal_gemeten }} as is_overal_gemeten,
        {{ ind.alleen_samen }} as alleen_samen
    {{ 'union all' if not (loop.last and laatste_indicator) }}
    {% endfor %}
    {%- else -%}
    select
        null as indicator,
        null as maat,
        null as eenheid,
        cast([] as varchar []) as datasets,
        cast([] as varchar []) as kolommen,
        true as is_overal_gemeten,
        false as alleen_samen
    where false
    {% endfor %}

),

geleverd as (

    select coalesce(list(distinct dataset), []) as datasets from bestanden

),

ingevuld as (

    -- of the optional columns that an indicator needs, those that have a value in any current row
    select coalesce(list(kolom), []) as kolommen
    from (
        select cast(null as varchar) as kolom
        where false
        {% for kolom in indicatoren() | map(attribute='kolommen') | sum(start=[]) | unique -%}
        union all
        select '{{ kolom }}' as kolom
        where exists (
            select 1 from {{ kolom.split('.')[0] }}
            where {{ kolom.split('.')[1] }} is not null
        )
        {% endfor %}
    ) as per_kolom

),

leverbaar as (

    select
        maten.indicator,
        maten.maat,
        maten.eenheid,
        maten.datasets,
        maten.is_overal_gemeten,
        maten.alleen_samen,
        (
            list_has_all(geleverd.datasets, maten.datasets)
            and list_has_all(ingevuld.kolommen, maten.kolommen)
        ) as is_leverbaar
    from maten
    cross join geleverd
    cross join ingevuld

)

select * from leverbaar
