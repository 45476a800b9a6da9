with

bestanden as (

    select * from {{ ref('stg_thuiskompas__bestanden') }}

),

maten as (

    -- the measures of each indicator, and the datasets without which it cannot be delivered
    {% for ind in indicatoren() %}
    {%- set laatste_indicator = loop.last -%}
    {% for maat in ind.maten -%}
    select
        '{{ ind.indicator }}' as indicator,
        '{{ maat }}' as maat,
        '{{ ind.eenheid }}' as eenheid,
        {{ ind.datasets }} as datasets,
        {{ ind.is_overal_gemeten }} as is_overal_gemeten
    {{ 'union all' if not (loop.last and laatste_indicator) }}
    {% endfor %}
    {%- else -%}
    select
        null as indicator,
        null as maat,
        null as eenheid,
        cast([] as varchar []) as datasets,
        true as is_overal_gemeten
    where false
    {% endfor %}

),

geleverd as (

    select coalesce(list(distinct dataset), []) as datasets from bestanden

),

leverbaar as (

    select
        maten.indicator,
        maten.maat,
        maten.eenheid,
        maten.datasets,
        maten.is_overal_gemeten,
        list_has_all(geleverd.datasets, maten.datasets) as is_leverbaar
    from maten
    cross join geleverd

)

select * from leverbaar
