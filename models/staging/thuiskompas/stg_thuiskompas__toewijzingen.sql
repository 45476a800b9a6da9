with

toewijzingen as ({{ huidige_versies('toewijzingen', 'toewijzing_id', 'toewijzingsdatum') }}),

codelijsten as (

    select * from {{ ref('codelijsten') }}

),

corporaties as (

    select * from {{ ref('corporaties') }}

),

toewijzingsgronden as (

    select * from {{ ref('toewijzingsgronden') }}

),

hernoemd as (

    select
        -- ids
        bron,
        toewijzing_id,
        eenheid_id,
        publicatie_id,
        inschrijving_id,
        {{ naam_van_label('corporaties', 'corporatie', 'corporatie') }} as corporatie,

        -- dates
        toewijzingsdatum,
        huur_ingangsdatum,

        -- letting: an unknown grond is never dropped
        coalesce(
            {{ naam_van_label('toewijzingsgronden', 'toewijzingsgrond', 'grond') }}, 'onbekend'
        ) as toewijzingsgrond,
        {{ code_van_label('passendheid', 'passendheid') }} as passendheid,
        {{ code_van_label('contractsoort', 'contractsoort') }} as contractsoort,
        coalesce({{ code_van_label('toewijzing_status', 'status') }}, 'definitief') as status,
        rekenhuur as rekenhuur_euro,

        -- household
        leeftijd,
        huishoudgrootte,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from toewijzingen

)

select * from hernoemd
