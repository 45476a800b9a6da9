with

opzeggingen as ({{ huidige_versies('opzeggingen', 'opzegging_id', 'einddatum_huur') }}),

hernoemd as (

    select
        -- ids
        bron,
        opzegging_id,
        eenheid_id,

        -- dates
        opzegdatum,
        einddatum_huur,

        -- notice
        reden,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from opzeggingen

)

select * from hernoemd
