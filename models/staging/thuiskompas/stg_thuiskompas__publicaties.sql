with

publicaties as ({{ huidige_versies('publicaties', 'publicatie_id', 'publicatiedatum') }}),

codelijsten as (

    select * from {{ ref('codelijsten') }}

),

corporaties as (

    select * from {{ ref('corporaties') }}

),

hernoemd as (

    select
        -- ids
        bron,
        publicatie_id,
        eenheid_id,
        {{ naam_van_label('corporaties', 'corporatie', 'corporatie') }} as corporatie,

        -- dates
        publicatiedatum,
        sluitingsdatum,

        -- offer
        {{ code_van_label('model', 'model') }} as model,
        {{ code_van_label('doelgroep', 'doelgroep') }} as doelgroep,
        coalesce(aantal_eenheden, 1) as aantal_eenheden,
        coalesce({{ code_van_label('publicatie_status', 'status') }}, 'afgerond') as status,

        -- levering
        levering_id,
        is_geweigerd_nadien
    from publicaties

)

select * from hernoemd
