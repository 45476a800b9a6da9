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

    genummerd as (

        select
            *,
            cast(year(maand) * 12 + month(maand) - 1 as integer) as maand_nummer
        from {{ waarnemingen }}

    ),

    in_blokken as (

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

    cellen as (

        -- a whole number for each cell, of each corporatie and gemeente and of them together
        select
            cast(row_number() over () as integer) as cel,
            coalesce(corporatie, 'alle') as corporatie,
            coalesce(gemeente, 'alle') as gemeente,
            dimensie,
            dimensie_waarde
        from (
            {%- for dimensie, waarde in sneden %}
            select distinct
                corporatie, gemeente, '{{ dimensie }}' as dimensie, {{ waarde }} as dimensie_waarde
            from genummerd
            {{ 'union all' if not loop.last }}
            {%- endfor %}
        ) as voorkomend
        group by dimensie, dimensie_waarde, cube(corporatie, gemeente)

    ),

    per_cel_en_maand as (

        {%- for dimensie, waarde in sneden %}
        select
            cellen.cel,
            in_blokken.woningzoekende_nummer,
            in_blokken.blok,
            in_blokken.maand_bit
        from in_blokken
        inner join cellen
            on
                in_blokken.corporatie = cellen.corporatie
                and in_blokken.gemeente = cellen.gemeente
                and cellen.dimensie = '{{ dimensie }}'
                and cellen.dimensie_waarde = {{ waarde }}
        {{ 'union all' if not loop.last }}
        {%- endfor %}

    ),

    per_persoon as (

        select
            cel,
            woningzoekende_nummer,
            blok,
            bit_or(maand_bit) as maand_bits
        from per_cel_en_maand
        group by cel, woningzoekende_nummer, blok

    ),

    omvattend as (

        -- a cell, and those of all corporaties, all gemeenten and both that hold it
        select
            cellen.cel,
            ruimer.cel as ruimere_cel
        from cellen
        inner join cellen as ruimer
            on
                cellen.dimensie = ruimer.dimensie
                and cellen.dimensie_waarde = ruimer.dimensie_waarde
                and ruimer.corporatie in (cellen.corporatie, 'alle')
                and ruimer.gemeente in (cellen.gemeente, 'alle')
        where
            cellen.corporatie <> 'alle'
            and cellen.gemeente <> 'alle'

    ),

    overal as (

        -- only the wider cells have more than one of a person's numbers to bring together
        select * from per_persoon
        union all
        select
            omvattend.ruimere_cel as cel,
            per_persoon.woningzoekende_nummer,
            per_persoon.blok,
            bit_or(per_persoon.maand_bits) as maand_bits
        from per_persoon
        inner join omvattend using (cel)
        where omvattend.cel <> omvattend.ruimere_cel
        group by omvattend.ruimere_cel, per_persoon.woningzoekende_nummer, per_persoon.blok

    ),

    geteld as (

        -- of each length that a period has, the persons of all such periods that end within the block
        select
            cel,
            blok
            {%- for lengte, stap in lengtes.items() %},
            [
                {%- for eind in range(stap - 1, blok, stap) %}
                count_if(maand_bits & {{ (2 ** lengte - 1) * 2 ** (eind + vooraf - lengte + 1) }} <> 0)
                {{- ',' if not loop.last }}
                {%- endfor %}
            ] as van_{{ lengte }}
            {%- endfor %}
        from overal
        group by cel, blok

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
            cellen.corporatie,
            cellen.gemeente,
            cellen.dimensie,
            cellen.dimensie_waarde,
            case perioden.lengte
                {%- for lengte, stap in lengtes.items() %}
                when {{ lengte }} then geteld.van_{{ lengte }}[perioden.eind % {{ blok }} // {{ stap }} + 1]
                {%- endfor %}
            end as aantal
        from geteld
        inner join cellen using (cel)
        inner join perioden_genummerd as perioden on geteld.blok = perioden.eind // {{ blok }}

    )

    select * from per_cel
    where aantal > 0
{% endmacro %}
