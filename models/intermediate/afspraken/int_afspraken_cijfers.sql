with

afspraken as (

    select
        *,
        coalesce(dimensie, 'totaal') as snede,
        string_split(coalesce(dimensie_waarden, 'totaal'), '|') as waarden
    from {{ ref('afspraken') }}

),

voorraad_elders as (

    select * from {{ ref('voorraad_elders') }}

),

gesloten_jaren as (

    select * from {{ ref('rpt_indicatoren') }}
    where
        periode_soort = 'jaar'
        and not voorlopig

),

samengenomen as (

    -- the classes that an agreement speaks of are taken together
    select
        afspraken.afspraak,
        afspraken.tekst,
        afspraken.corporatie,
        afspraken.gemeente,
        afspraken.maat,
        cijfers.periode_soort,
        cijfers.periode_start,
        cijfers.periode_eind,
        cijfers.eenheid,
        sum(cijfers.waarde) as som,
        sum(cijfers.teller) as teller,
        max(cijfers.noemer) as noemer,
        cast(coalesce(max(cijfers.noemer), sum(cijfers.n)) as bigint) as n,
        max(cijfers.kwalificatie) as kwalificatie
    from afspraken
    inner join gesloten_jaren as cijfers
        on
            afspraken.indicator = cijfers.indicator
            and afspraken.maat = cijfers.maat
            and afspraken.corporatie = cijfers.corporatie
            and afspraken.gemeente = cijfers.gemeente
            and afspraken.snede = cijfers.dimensie
            and list_contains(afspraken.waarden, cijfers.dimensie_waarde)
    group by all

),

per_jaar as (

    -- that nothing was counted is a count of nought
    select
        * exclude (som),
        case
            when noemer > 0 then teller / noemer
            when maat = 'aantal' and coalesce(kwalificatie, '') <> 'niet leverbaar' then coalesce(som, 0)
            else som
        end as waarde
    from samengenomen

),

laatste as (

    select * from per_jaar
    qualify row_number() over (partition by afspraak, tekst, corporatie, gemeente order by periode_start desc) = 1

),

bijgesteld as (

    -- what an agreement wants extra is counted from a year on; the stock of others comes from a seed
    select
        laatste.afspraak,
        laatste.tekst,
        laatste.corporatie,
        laatste.gemeente,
        laatste.periode_soort,
        laatste.periode_start,
        laatste.periode_eind,
        laatste.eenheid,
        laatste.teller,
        laatste.noemer,
        laatste.n,
        laatste.kwalificatie,
        laatste.waarde
        - case when afspraken.toename_sinds is null then 0 else basis.waarde end
        + case when afspraken.telt_elders then elders.aantal else 0 end as waarde
    from laatste
    inner join afspraken using (afspraak, tekst, corporatie, gemeente)
    left join per_jaar as basis
        on
            laatste.afspraak = basis.afspraak
            and laatste.tekst = basis.tekst
            and laatste.corporatie = basis.corporatie
            and laatste.gemeente = basis.gemeente
            and afspraken.toename_sinds = year(basis.periode_start)
    left join voorraad_elders as elders
        on
            laatste.gemeente = elders.gemeente
            and year(laatste.periode_start) = elders.jaar

)

select * from bijgesteld
