with

reacties as ({{ huidige_versies('reacties', 'reactie_id', 'reactiedatum') }}),

codelijsten as (

    select * from {{ ref('codelijsten') }}

),

hernoemd as (

    select
        -- ids
        bron,
        reactie_id,
        publicatie_id,
        inschrijving_id,

        -- dates
        cast(reactiedatum as date) as reactiedatum,

        -- reaction
        coalesce({{ code_van_label('reactie_status', 'status') }}, 'actief') as status,
        positie,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from reacties

)

select * from hernoemd
