with

toewijzingen as (

    select * from {{ ref('stg_thuiskompas__toewijzingen') }}
    where status <> 'vervallen'

),

eerste as (

    select
        bron,
        eenheid_id,
        toewijzing_id
    from toewijzingen
    qualify row_number() over (
        partition by bron, eenheid_id order by toewijzingsdatum, toewijzing_id
    ) = 1

)

select * from eerste
