-- A choice of agreement 20 that is misspelt puts no verdict in force, and so ends every alert without a word.
with

keuzes as (

    select
        '{{ var("norm_lezing") }}' as lezing,
        '{{ var("norm_gemeente") }}' as gemeente,
        '{{ var("norm_per_corporatie") }}' as per_corporatie

),

fouten as (

    select 'norm_lezing' as naam from keuzes
    where lezing not in ('A', 'B', 'U')
    union all
    select 'norm_gemeente' as naam from keuzes
    where gemeente not in (select gemeenten.gemeente from {{ ref('gemeenten') }} as gemeenten)
    union all
    select 'norm_per_corporatie' as naam from keuzes
    where per_corporatie not in ('True', 'False')

)

select naam from fouten
