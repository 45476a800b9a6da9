{# The rows of a landing table that are current: of each key the version of the latest levering, unless a later complete
   levering of the same bron no longer has it (levering.md: `volledig`).

   dataset      landing table
   sleutel      its key column; keys resolve within a bron
   gebeurtenis  the date that decides whether a row falls in a levering's period; none for a register, which a
                complete levering covers whatever its period

   A refused row whose key could be read counts as come back: the earlier version stays, flagged is_geweigerd_nadien. #}
{% macro huidige_versies(dataset, sleutel, gebeurtenis=none) %}
    with

    leveringen as (

        select * from {{ ref('stg_thuiskompas__leveringen') }}

    ),

    versies as not materialized (

        select
            rijen.*,
            leveringen.peildatum,
            leveringen.rangorde
        from {{ source('landing', dataset) }} as rijen
        inner join leveringen using (levering_id)

    ),

    herziene_sleutels as materialized (

        -- few keys come twice: what is kept of them, and not a window over all rows, is what memory must hold; and
        -- none in the only levering of a bron
        select
            bron,
            {{ sleutel }},
            max(rangorde) as laatste_rangorde
        from versies
        where bron in (select bron from leveringen group by bron having count(*) > 1)
        group by bron, {{ sleutel }}
        having max(rangorde) > min(rangorde)

    ),

    laatste_versies as not materialized (

        select versies.*
        from versies
        left join herziene_sleutels using (bron, {{ sleutel }})
        where coalesce(versies.rangorde = herziene_sleutels.laatste_rangorde, true)

    ),

    volledige_leveringen as (

        select *
        from leveringen
        where
            soort = 'volledig'
            and levering_id in (
                select bestanden.levering_id
                from {{ source('landing', 'bestanden') }} as bestanden
                where bestanden.dataset = '{{ dataset }}'
            )

    ),

    geweigerde_sleutels as (

        select distinct
            leveringen.bron,
            leveringen.levering_id,
            leveringen.rangorde,
            quarantaine.sleutel
        from {{ source('landing', 'quarantaine') }} as quarantaine
        inner join leveringen using (levering_id)
        where
            quarantaine.dataset = '{{ dataset }}'
            and quarantaine.sleutel is not null

    ),

    ingetrokken as (

        select distinct
            laatste_versies.bron,
            laatste_versies.{{ sleutel }}
        from laatste_versies
        inner join volledige_leveringen
            on
                laatste_versies.bron = volledige_leveringen.bron
                and laatste_versies.rangorde < volledige_leveringen.rangorde
                {% if gebeurtenis -%}
                and cast(laatste_versies.{{ gebeurtenis }} as date)
                between volledige_leveringen.periode_van and volledige_leveringen.periode_tot_en_met
                {%- endif %}
        left join geweigerde_sleutels
            on
                volledige_leveringen.levering_id = geweigerde_sleutels.levering_id
                and laatste_versies.{{ sleutel }} = geweigerde_sleutels.sleutel
        where geweigerde_sleutels.sleutel is null

    ),

    laatste_weigeringen as (

        select
            bron,
            sleutel as {{ sleutel }},
            max(rangorde) as laatste_weigering
        from geweigerde_sleutels
        group by bron, sleutel

    )

    select
        laatste_versies.*,
        coalesce(laatste_weigeringen.laatste_weigering > laatste_versies.rangorde, false) as is_geweigerd_nadien
    from laatste_versies
    left join laatste_weigeringen using (bron, {{ sleutel }})
    anti join ingetrokken using (bron, {{ sleutel }})
{% endmacro %}
