with

trends as (

    select * from {{ ref('int_signalen_trends') }}

),

normen as (

    select * from {{ ref('int_signalen_normen') }}

),

kloven as (

    select * from {{ ref('int_signalen_kloven') }}

),

interventiesoorten as (

    select * from {{ ref('interventiesoorten') }}

),

signalen as (

    select * from trends
    union all by name
    select * from normen
    union all by name
    select * from kloven

),

voorstellen as (

    -- of the rows that fit, the one that says most closely of which signal it speaks
    select
        signalen.soort,
        signalen.indicator,
        signalen.dimensie,
        signalen.dimensie_waarde,
        interventiesoorten.karakter,
        interventiesoorten.voorstel
    from signalen
    inner join interventiesoorten
        on
            coalesce(interventiesoorten.soort, signalen.soort) = signalen.soort
            and coalesce(interventiesoorten.indicator, signalen.indicator) = signalen.indicator
            and coalesce(interventiesoorten.dimensie, signalen.dimensie) = signalen.dimensie
            and coalesce(interventiesoorten.dimensie_waarde, signalen.dimensie_waarde) = signalen.dimensie_waarde
    qualify
        row_number() over (
            partition by
                signalen.soort, signalen.indicator, signalen.dimensie, signalen.dimensie_waarde,
                interventiesoorten.karakter
            order by
                interventiesoorten.indicator is null,
                interventiesoorten.dimensie_waarde is null,
                interventiesoorten.dimensie is null,
                interventiesoorten.soort is null
        ) = 1

),

met_voorstel as (

    select
        signalen.*,
        kwantitatief.voorstel as voorstel_kwantitatief,
        kwalitatief.voorstel as voorstel_kwalitatief
    from signalen
    left join voorstellen as kwantitatief
        on
            signalen.soort = kwantitatief.soort
            and signalen.indicator = kwantitatief.indicator
            and signalen.dimensie = kwantitatief.dimensie
            and signalen.dimensie_waarde = kwantitatief.dimensie_waarde
            and kwantitatief.karakter = 'kwantitatief'
    left join voorstellen as kwalitatief
        on
            signalen.soort = kwalitatief.soort
            and signalen.indicator = kwalitatief.indicator
            and signalen.dimensie = kwalitatief.dimensie
            and signalen.dimensie_waarde = kwalitatief.dimensie_waarde
            and kwalitatief.karakter = 'kwalitatief'

)

select * from met_voorstel
