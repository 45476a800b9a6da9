"""The three figures that changed most from one closed year to the next, of those that are in the texts."""

from reports import texts
from reports.edition import Edition
from reports.warehouse import Row

#: The newest closed year of all corporations together beside the year before. What stands under a reserve or
#: rests on few observations is passed over, and so is what chance explains: overlapping intervals, and counts
#: that differ less than twice the Poisson error. A ratio has neither, and is taken as it is; what changed
#: less than 5 % is called no change.
#: Figures in different units are ranked by how many times they grew or shrank.
_CHANGES = """
with jaren as (
    select rpt_indicatoren.*, gekozen.volgorde, year(periode_start) as jaar
    from reporting.rpt_indicatoren
    inner join (
        select
            unnest($indicatoren) as indicator, unnest($maten) as maat, unnest(range(len($maten))) as volgorde
    ) as gekozen using (indicator, maat)
    where periode_soort = 'jaar' and dimensie = 'totaal' and corporatie = 'alle' and gemeente = $gemeente
        and not voorlopig and kwalificatie is null and waarde > 0 and n >= $kleine_n
)

select
    nu.indicator, coalesce(titel, nu.indicator) as titel, nu.eenheid, nu.jaar, nu.waarde,
    vorig.jaar as vorig_jaar, vorig.waarde as vorige_waarde,
    if(nu.waarde > vorig.waarde, 'stijgt', 'daalt') as richting
from jaren as nu
inner join jaren as vorig
    on vorig.indicator = nu.indicator and vorig.maat = nu.maat and vorig.jaar = nu.jaar - 1
left join reporting.rpt_definities on rpt_definities.indicator = nu.indicator
where nu.jaar = (
        select max(year(periode_start)) from reporting.rpt_indicatoren
        where periode_soort = 'jaar' and dimensie = 'totaal' and corporatie = 'alle' and gemeente = $gemeente
            and not voorlopig
    )
    and abs(nu.waarde / vorig.waarde - 1) >= 0.05
    and case
        when nu.eenheid in ('aantal', 'personen')
            then abs(nu.waarde - vorig.waarde) > 2 * sqrt(nu.waarde + vorig.waarde)
        else coalesce(nu.ondergrens > vorig.bovengrens or nu.bovengrens < vorig.ondergrens, true)
    end
order by abs(ln(nu.waarde / vorig.waarde)) desc, nu.volgorde
limit 3
"""


def largest_changes(edition: Edition) -> list[Row]:
    """At most three, the largest first; none where nothing changed more than chance would."""
    chosen = texts.general().veranderingen
    return edition.rows(
        _CHANGES,
        {
            "indicatoren": list(chosen),
            "maten": list(chosen.values()),
            "gemeente": edition.gemeente,
            "kleine_n": texts.general().kleine_n,
        },
    )
