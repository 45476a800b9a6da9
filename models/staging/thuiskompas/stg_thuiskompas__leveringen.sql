with

leveringen as (

    select * from {{ source('landing', 'leveringen') }}

),

bekend as (

    select *
    from leveringen
    {% if var('bekend_op') -%}
    where peildatum <= cast('{{ var("bekend_op") }}' as date)
    {%- endif %}

),

geordend as (

    select
        levering_id,
        volgnummer,
        -- of two versions of a row the one with the later peildatum is current; on a tie the later ingested
        row_number() over (order by peildatum, volgnummer) as rangorde,
        bron,
        peildatum,
        soort,
        periode_van,
        periode_tot_en_met,
        contract_sha256,
        synthetisch as is_synthetisch,
        herkomst,
        geland_op
    from bekend

)

select * from geordend
