-- A cell that a rule, proposal or intervention needs and that is empty would leave it silent.
select regel as naam
from {{ ref('signaalregels') }}
where
    uitleg is null
    or (soort = 'trend' and (indicator is null or maat is null or ongewenst is null or q_onder is null))
    or (
        soort = 'kloof'
        and (
            indicator is null
            or aanbod_indicator is null
            or dimensie is null
            or verhouding_boven is null
            or vraag_minstens is null
            or aanbod_minstens is null
        )
    )
union all
select karakter as naam
from {{ ref('interventiesoorten') }}
where voorstel is null
union all
select interventie as naam
from {{ ref('interventies') }}
where
    interventie is null
    or indicator is null
    or maat is null
    or corporatie is null
    or gemeente is null
    or omschrijving is null
    or bron is null
    or (dimensie is null) <> (dimensie_waarde is null)
