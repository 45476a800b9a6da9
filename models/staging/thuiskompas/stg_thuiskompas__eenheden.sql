with

eenheden as ({{ huidige_versies('eenheden', 'eenheid_id') }}),

codelijsten as (

    select * from {{ ref('codelijsten') }}

),

corporaties as (

    select * from {{ ref('corporaties') }}

),

gemeenten as (

    select * from {{ ref('gemeenten') }}

),

wijken as (

    select * from {{ ref('wijken') }}

),

hernoemd as (

    select
        -- ids
        bron,
        eenheid_id,
        {{ naam_van_label('corporaties', 'corporatie', 'corporatie') }} as corporatie,

        -- place: a name that no seed knows stays, in the spelling that most eenheden have
        coalesce(
            {{ naam_van_label('gemeenten', 'gemeente', 'gemeente') }},
            mode(trim(gemeente) order by trim(gemeente)) over (partition by {{ vouw('gemeente') }})
        ) as gemeente,
        coalesce(
            {{ naam_van_label('wijken', 'wijk', 'wijk') }},
            mode(trim(wijk) order by trim(wijk)) over (partition by {{ vouw('wijk') }})
        ) as wijk,
        trim(buurt) as buurt,

        -- dwelling
        {{ code_van_label('woningtype', 'woningtype') }} as woningtype,
        {{ code_van_label('doelgroep', 'doelgroep') }} as doelgroep,
        kamers,
        zelfstandig as is_zelfstandig,
        nultreden as is_nultreden,
        rolstoelgeschikt as is_rolstoelgeschikt,
        geclusterd as is_geclusterd,
        flex as is_flex,
        intramuraal as is_intramuraal,

        -- exploitation
        in_exploitatie,
        {{ code_van_label('in_exploitatie_reden', 'in_exploitatie_reden') }} as in_exploitatie_reden,
        uit_exploitatie,
        {{ code_van_label('uit_exploitatie_reden', 'uit_exploitatie_reden') }} as uit_exploitatie_reden,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from eenheden

)

select * from hernoemd
