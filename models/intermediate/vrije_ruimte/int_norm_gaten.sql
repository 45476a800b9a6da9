with

leveringen as (

    select * from {{ ref('stg_thuiskompas__leveringen') }}

),

levering_corporaties as (

    select * from {{ ref('stg_thuiskompas__levering_corporaties') }}

),

met_toewijzingen as (

    select distinct levering_id from {{ ref('stg_thuiskompas__bestanden') }}
    where dataset = 'toewijzingen'

),

dagen as (

    -- what each levering covers, and whether it holds the lettings
    select
        levering_corporaties.corporatie,
        unnest(generate_series(leveringen.periode_van, leveringen.periode_tot_en_met, interval 1 day)) as dag,
        met_toewijzingen.levering_id is not null as heeft_toewijzingen
    from leveringen
    inner join levering_corporaties using (levering_id)
    left join met_toewijzingen using (levering_id)

),

gedekte_dagen as (

    select
        corporatie,
        cast(dag as date) as dag,
        bool_or(heeft_toewijzingen) as heeft_toewijzingen
    from dagen
    group by all

),

per_corporatie as (

    -- a gap at the end may still be filled; one before a day with lettings, or of all that is covered, is a fault
    select
        corporatie,
        cast(year(dag) as integer) as jaar,
        min(dag) filter (where not heeft_toewijzingen) as eerste_dag,
        coalesce(eerste_dag < max(dag) filter (where heeft_toewijzingen), true) as is_tussentijds
    from gedekte_dagen
    group by all
    having eerste_dag is not null

),

gaten as (

    select * from per_corporatie
    union all
    select
        'alle' as corporatie,
        jaar,
        min(eerste_dag) as eerste_dag,
        bool_or(is_tussentijds) as is_tussentijds
    from per_corporatie
    group by jaar

)

select * from gaten
