with

perioden as (

    select * from {{ ref('dim_perioden') }}

),

waarnemingen as (

    select
        *,
        toewijzingsdatum as datum
    from {{ ref('fct_toewijzingen') }}
    where
        is_sociaal
        and inschrijftijd_dagen is not null
        and leeftijd <= {{ var('jongeren_tot_en_met') }}

),

per_cel as (

    {{ duur('wachttijd_jongeren', 'inschrijftijd_dagen', dimensies=dimensies_toewijzing()) }}

)

select * from per_cel
