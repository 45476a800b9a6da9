with

inschrijvingen as ({{ huidige_versies('inschrijvingen', 'inschrijving_id') }}),

codelijsten as (

    select * from {{ ref('codelijsten') }}

),

hernoemd as (

    select
        -- ids
        bron,
        inschrijving_id,
        coalesce(woningzoekende_id, inschrijving_id) as woningzoekende_id,

        -- dates
        inschrijfdatum,
        uitschrijfdatum,
        geboortedatum as geboortemaand,
        geboortejaar,

        -- person
        huishoudgrootte,
        {{ code_van_label('woonsituatie', 'woonsituatie') }} as woonsituatie,
        {{ code_van_label('herkomst', 'herkomst') }} as herkomst,
        trim(gemeente_herkomst) as gemeente_herkomst,
        uitschrijfreden,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from inschrijvingen

)

select * from hernoemd
