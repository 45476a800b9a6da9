with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

publicaties as (

    select * from {{ ref('fct_publicaties') }}
    where is_aangeboden

),

reacties as (

    select * from {{ ref('int_reacties_per_publicatie') }}

),

per_aanbod as (

    select
        *,
        sluitingsdatum as datum
    from publicaties

),

per_zoeker as (

    select
        reacties.*,
        publicaties.sluitingsdatum as datum,
        publicaties.corporatie,
        publicaties.gemeente
    from publicaties
    inner join reacties using (bron, publicatie_id)

),

per_cel as (

    {{ telling('reacties', 'aantal_reacties', dimensies=dimensies_aanbod(), waarnemingen='per_aanbod') }}
    {% if dimensies_zoeker() -%}
    union all
    {{ telling(
        'reacties', 'aantal_reacties', dimensies=dimensies_zoeker(), waarnemingen='per_zoeker', met_totaal=false
    ) }}
    {%- endif %}

)

select * from per_cel
