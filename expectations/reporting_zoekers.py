"""How the figures on who searches, and on the young, hang together.

A person or a registration counts in more than one cell, so these do not add up as events do.
"""

from __future__ import annotations

from expectations.reporting_samenhang import samenhang
from expectations.toets import Geen, Verwachting, blokkerend, tekst_lijst

# A registration is of no corporatie or gemeente.
ALLEEN_SAMEN = ("ingeschrevenen", "jongeren_23_zonder_woning")
# A state on one day: what it counts has one value of each breakdown.
STANDEN = ("ingeschrevenen", "aanbod_jongeren", "voorraad_jongeren", "wachtend_jongeren")

_JONGEREN = "aanbod en voorraad voor jongeren (afspraak 5)"
_ACTIEF = "actief woningzoekenden"


def _is_deel_van(cijfer: str, geheel: str, dimensie: str, waarde: str) -> Verwachting:
    """Blocking: the total of `cijfer` is one value of a breakdown of `geheel`, also if either lacks."""
    return blokkerend(
        f"{cijfer}_is_deel_van_{geheel}",
        f"{cijfer} is het deel van {geheel} met {dimensie} {waarde}",
        Geen(f"""
            where (indicator = '{cijfer}' and dimensie = 'totaal')
                or (indicator = '{geheel}' and dimensie = '{dimensie}' and dimensie_waarde = '{waarde}')
            group by periode_soort, periode_start, corporatie, gemeente
            having coalesce(sum(waarde) filter (indicator = '{cijfer}'), 0)
                <> coalesce(sum(waarde) filter (indicator = '{geheel}'), 0)"""),
        raakt=_JONGEREN,
    )


def _ieder_een_keer(plaats: str) -> Verwachting:
    """Blocking: together there are no more seekers than in the parts, and no fewer than in the largest."""
    ander = "gemeente" if plaats == "corporatie" else "corporatie"
    return blokkerend(
        f"actieven_per_{plaats}_samen_een_keer",
        f"wie bij meer dan één {plaats} zoekt telt samen één keer",
        Geen(f"""
            where indicator = 'actief_woningzoekenden'
            group by periode_soort, periode_start, {ander}, dimensie, dimensie_waarde
            having coalesce(sum(waarde) filter ({plaats} = 'alle'), 0)
                not between coalesce(max(waarde) filter ({plaats} <> 'alle'), 0)
                and coalesce(sum(waarde) filter ({plaats} <> 'alle'), 0)"""),
        raakt=_ACTIEF,
    )


ZOEKERS = (
    blokkerend(
        "alleen_samen",
        "een inschrijving hoort niet bij een corporatie of gemeente",
        Geen(f"""
            where indicator in ({tekst_lijst(ALLEEN_SAMEN)})
                and (corporatie <> 'alle' or gemeente <> 'alle')"""),
        raakt="ingeschrevenen en jongeren die 23 werden zonder woning",
    ),
    blokkerend(
        "stand_telt_op",
        "de waarden van een uitsplitsing op een dag tellen op tot het totaal",
        Geen(f"""
            join (
                select * from rijen where dimensie = 'totaal'
            ) as totaal using (indicator, maat, periode_soort, periode_start, corporatie, gemeente)
            where rijen.dimensie <> 'totaal' and rijen.indicator in ({tekst_lijst(STANDEN)})
                and rijen.maat in ('aantal', 'gemiddelde')
            group by indicator, maat, periode_soort, periode_start, corporatie, gemeente, rijen.dimensie
            having sum(rijen.n) <> max(totaal.n)"""),
        raakt="ingeschrevenen, wachtende jongeren, aanbod en voorraad voor jongeren",
    ),
    blokkerend(
        "actieven_per_uitsplitsing_een_keer",
        "wie op meer dan één soort woning reageert telt in het totaal één keer",
        Geen("""
            join (
                select * from rijen where dimensie = 'totaal'
            ) as totaal using (indicator, maat, periode_soort, periode_start, corporatie, gemeente)
            where rijen.dimensie <> 'totaal' and indicator = 'actief_woningzoekenden'
            group by indicator, periode_soort, periode_start, corporatie, gemeente, rijen.dimensie
            having coalesce(max(totaal.waarde), 0)
                not between coalesce(max(rijen.waarde), 0) and coalesce(sum(rijen.waarde), 0)"""),
        raakt=_ACTIEF,
    ),
    _ieder_een_keer("corporatie"),
    _ieder_een_keer("gemeente"),
    samenhang(
        "slaagkans_over_actieven",
        "de noemer van de slaagkans is wie actief was of een woning vond",
        cijfer="= 'slaagkans'",
        ander="actief_woningzoekenden",
        fout="rijen.noemer < coalesce(ander.waarde, 0) "
        "or rijen.noemer > coalesce(ander.waarde, 0) + rijen.teller",
        raakt="slaagkans en actief woningzoekenden",
    ),
    samenhang(
        "geslaagden_binnen_toewijzingen",
        "er slagen niet meer woningzoekenden dan er toewijzingen zijn",
        cijfer="= 'slaagkans'",
        ander="toewijzingen",
        fout="rijen.teller > coalesce(ander.waarde, 0)",
        raakt="slaagkans en toewijzingen",
    ),
    samenhang(
        "wachtenden_binnen_actieven",
        "er wachten niet meer jongeren dan er actief zijn",
        cijfer="= 'wachtend_jongeren'",
        ander="actief_woningzoekenden",
        fout="rijen.n > coalesce(ander.waarde, 0)",
        raakt="wachtende jongeren (afspraak 5) en actief woningzoekenden",
    ),
    _is_deel_van("aanbod_jongeren", "voorraad", "huurklasse", "t/m kwaliteitskortingsgrens"),
    _is_deel_van("aanbod_jongeren_toewijzingen", "toewijzingen", "huurklasse", "t/m kwaliteitskortingsgrens"),
    _is_deel_van("voorraad_jongeren", "voorraad", "doelgroep", "jongeren"),
    samenhang(
        "aandeel_jongeren_binnen_toewijzingen",
        "het aandeel jongeren gaat over niet meer dan de toewijzingen in die huurklasse",
        cijfer="= 'aanbod_jongeren_aandeel'",
        ander="aanbod_jongeren_toewijzingen",
        fout="rijen.noemer > coalesce(ander.waarde, 0)",
        raakt=_JONGEREN,
    ),
    samenhang(
        "mutatiegraad_jongeren_binnen_geheel",
        "mutaties en voorraad voor jongeren zijn niet meer dan alle",
        cijfer="= 'mutatiegraad_jongeren'",
        ander="mutatiegraad",
        fout="rijen.teller > ander.teller or rijen.noemer > ander.noemer",
        raakt="mutatiegraad, ook van de voorraad voor jongeren (afspraak 5)",
    ),
)
