{# Distinct persons per cell: who was there in any month of the period, once.

   waarnemingen  CTE with `woningzoekende_nummer`, `maand`, `corporatie`, `gemeente` and the breakdown columns

   A count(distinct) would hold each person again for each period. Here the months of a person in a cell are the bits of
   one number, per block of three years with the eleven months before it: so any period lies within the block of its
   last month, and a person counts where the bits of both meet. #}
{% macro personen_per_cel(waarnemingen, dimensies=[]) %}
    {%- set blok = 36 -%}
    {%- set vooraf = 11 -%}
    {#- length of a period in months: how many months apart such periods end -#}
    {%- set lengtes = {1: 1, 3: 3, 6: 6, 12: 1} -%}
    {%- set sneden = [('totaal', "'totaal'")] -%}
    {%- for dimensie in dimensies -%}
        {%- do sneden.append((dimensie, "coalesce(" ~ dimensie ~ ", 'onbekend')")) -%}
    {%- endfor %}
    with

    -- not kept: with all their columns, the rows would outgrow memory
    genummerd as not materialized (

        select
            *,
            cast(year(maand) * 12 + month(maand) - 1 as integer) as maand_nummer
        from {{ waarnemingen }}

    ),

    in_blokken as not materialized (

        select
            *,
            maand_nummer // {{ blok }} as blok,
            cast(1 as bigint) << (maand_nummer % {{ blok }} + {{ vooraf }}) as maand_bit
        from genummerd
        union all
        select
            *,
            maand_nummer // {{ blok }} + 1 as blok,
            cast(1 as bigint) << (maand_nummer % {{ blok }} - {{ blok - vooraf }}) as maand_bit
        from genummerd
        where maand_nummer % {{ blok }} >= {{ blok - vooraf }}

    ),

    uitgesplitst as (

        {%- for dimensie, waarde in sneden %}
        select distinct
            corporatie,
            gemeente,
            '{{ dimensie }}' as dimensie,
            {{ waarde }} as dimensie_waarde
        from genummerd
        {{ 'union all' if not loop.last }}
        {%- endfor %}

    ),

    {{ genummerde_plekken('uitgesplitst') }},

    {% for dimensie, waarde in sneden -%}
    -- each breakdown by itself, so that memory holds the persons of one at a time
    per_persoon_{{ dimensie }} as (

        select
            plekken.plek,
            in_blokken.woningzoekende_nummer,
            in_blokken.blok,
            bit_or(in_blokken.maand_bit) as maand_bits
        from in_blokken
        inner join plekken
            on
                in_blokken.corporatie = plekken.corporatie
                and in_blokken.gemeente = plekken.gemeente
                and plekken.dimensie = '{{ dimensie }}'
                and plekken.dimensie_waarde = {{ waarde }}
        group by plekken.plek, in_blokken.woningzoekende_nummer, in_blokken.blok

    ),

    geteld_{{ dimensie }} as (

        -- only the wider places have more than one of a person's numbers to bring together
        {{ personen_per_blok('per_persoon_' ~ dimensie, blok, vooraf, lengtes) }}
        union all
        {{ personen_per_blok('ruimer', blok, vooraf, lengtes, '(
            select
                omvattend.ruimere_plek as plek,
                per_persoon.woningzoekende_nummer,
                per_persoon.blok,
                bit_or(per_persoon.maand_bits) as maand_bits
            from per_persoon_' ~ dimensie ~ ' as per_persoon
            inner join omvattend using (plek)
            where omvattend.plek <> omvattend.ruimere_plek
            group by omvattend.ruimere_plek, per_persoon.woningzoekende_nummer, per_persoon.blok
        )') }}

    ),

    {% endfor -%}
    geteld as (

        {%- for dimensie, waarde in sneden %}
        select * from geteld_{{ dimensie }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}

    ),

    perioden_genummerd as (

        select
            *,
            year(periode_eind) * 12 + month(periode_eind) - 1 as eind,
            (year(periode_eind) - year(periode_start)) * 12
            + month(periode_eind) - month(periode_start) + 1 as lengte
        from perioden

    ),

    per_cel as (

        select
            perioden.periode_soort,
            perioden.periode_start,
            perioden.periode_eind,
            plekken.corporatie,
            plekken.gemeente,
            plekken.dimensie,
            plekken.dimensie_waarde,
            case perioden.lengte
                {%- for lengte, stap in lengtes.items() %}
                when {{ lengte }} then geteld.van_{{ lengte }}[perioden.eind % {{ blok }} // {{ stap }} + 1]
                {%- endfor %}
            end as aantal
        from geteld
        inner join plekken using (plek)
        inner join perioden_genummerd as perioden on geteld.blok = perioden.eind // {{ blok }}

    )

    select * from per_cel
    where aantal > 0
{% endmacro %}

{# Of each length that a period has, the persons of all such periods that end within the block. #}
{% macro personen_per_blok(naam, blok, vooraf, lengtes, bron=none) %}
        select
            plek,
            blok
            {%- for lengte, stap in lengtes.items() %},
            [
                {%- for eind in range(stap - 1, blok, stap) %}
                count_if(maand_bits & {{ (2 ** lengte - 1) * 2 ** (eind + vooraf - lengte + 1) }} <> 0)
                {{- ',' if not loop.last }}
                {%- endfor %}
            ] as van_{{ lengte }}
            {%- endfor %}
        from {{ bron ~ ' as ' if bron }}{{ naam }}
        group by plek, blok
{% endmacro %}
