"""How the figures of `reporting.rpt_indicatoren` hang together: what adds up, and what is of one measure.

A model that breaks seldom breaks all its rows alike, so these identities find what no single row shows.
"""

from __future__ import annotations

from expectations.toets import Geen, Verwachting, blokkerend, tekst_lijst

# Every event falls in one month, one corporatie and one value of a breakdown, so these add up: `waarde` of a
# count, `n` of a duration. Not so for distinct persons, stock or shares.
OPTELBAAR = (
    "toewijzingen",
    "mutaties",
    "aangeboden_woningen",
    "reacties",
    "zoektijd",
    "inschrijftijd",
    "wachttijd_jongeren",
    "statushouders_gehuisvest",
    "doorstroming_senioren",
    "leegstandsduur",
    "aanbod_jongeren_toewijzingen",
)
_RAAKT_OPTELBAAR = (
    "toewijzingen, mutaties, aangeboden woningen, reacties, zoektijd, inschrijftijd, wachttijd jongeren, "
    "gehuisveste statushouders, doorstroming van senioren, leegstandsduur en goedkope toewijzingen"
)
OPTELBARE_RIJEN = f"indicator in ({tekst_lijst(OPTELBAAR)}) and maat in ('aantal', 'gemiddelde')"
_GETELD = "case when maat = 'aantal' then coalesce(waarde, 0) else n end"


def _telt_op(naam: str, eis: str, *, geheel: str, delen: str, per: str, waar: str = "true") -> Verwachting:
    """Blocking: within each group `per`, the rows `delen` sum to the rows `geheel`, also if either lacks."""
    return blokkerend(
        naam,
        eis,
        Geen(f"""
            where {OPTELBARE_RIJEN} and ({waar})
            group by indicator, maat, {per}
            having coalesce(sum({_GETELD}) filter ({geheel}), 0)
                <> coalesce(sum({_GETELD}) filter ({delen}), 0)"""),
        raakt=_RAAKT_OPTELBAAR,
    )


def _periode_telt_op(deel: str, geheel: str, start: str) -> Verwachting:
    return _telt_op(
        f"{deel}_telt_op_tot_{geheel}",
        f"de waarden per {deel} tellen op tot het {geheel}",
        geheel=f"periode_soort = '{geheel}'",
        delen=f"periode_soort = '{deel}'",
        per=f"{start}, corporatie, gemeente, dimensie, dimensie_waarde",
        waar=f"periode_soort in ('{deel}', '{geheel}')",
    )


def samenhang(naam: str, eis: str, *, cijfer: str, ander: str, fout: str, raakt: str) -> Verwachting:
    """Blocking: two figures of the same period, place and breakdown value (`rijen`, `ander`) agree.

    `cijfer` is a condition on the first figure's code, `ander` the code of the second.
    """
    return blokkerend(
        naam,
        eis,
        Geen(f"""
            join rijen as ander using (
                periode_soort, periode_start, corporatie, gemeente, dimensie, dimensie_waarde)
            where rijen.indicator {cijfer} and ander.indicator = '{ander}' and ({fout})"""),
        raakt=raakt,
    )


SAMENHANG = (
    _periode_telt_op("maand", "kwartaal", "date_trunc('quarter', periode_start)"),
    _periode_telt_op("kwartaal", "halfjaar", "year(periode_start), month(periode_start) <= 6"),
    _periode_telt_op("halfjaar", "jaar", "year(periode_start)"),
    _telt_op(
        "voortschrijdend_december_is_jaar",
        "het voortschrijdend jaar tot en met december is het jaar",
        geheel="periode_soort = 'jaar'",
        delen="periode_soort = 'voortschrijdend_jaar'",
        per="periode_start, periode_eind, corporatie, gemeente, dimensie, dimensie_waarde",
        # a running year is there from its first event, its twelve months only once they are over
        waar="periode_soort in ('jaar', 'voortschrijdend_jaar') and month(periode_start) = 1 "
        "and not voorlopig",
    ),
    _telt_op(
        "corporaties_tellen_op",
        "de corporaties tellen op tot 'alle'",
        geheel="corporatie = 'alle'",
        delen="corporatie <> 'alle'",
        per="periode_soort, periode_start, gemeente, dimensie, dimensie_waarde",
    ),
    _telt_op(
        "gemeenten_tellen_op",
        "de gemeenten tellen op tot 'alle'",
        geheel="gemeente = 'alle'",
        delen="gemeente <> 'alle'",
        per="periode_soort, periode_start, corporatie, dimensie, dimensie_waarde",
    ),
    blokkerend(
        "uitsplitsing_telt_op",
        "de waarden van een uitsplitsing tellen op tot het totaal",
        Geen(f"""
            join (
                select * from rijen where dimensie = 'totaal'
            ) as totaal using (indicator, maat, periode_soort, periode_start, corporatie, gemeente)
            where rijen.dimensie <> 'totaal' and {OPTELBARE_RIJEN}
            group by indicator, maat, periode_soort, periode_start, corporatie, gemeente, rijen.dimensie
            having sum(case when maat = 'aantal' then coalesce(rijen.waarde, 0) else rijen.n end)
                <> max(case when maat = 'aantal' then coalesce(totaal.waarde, 0) else totaal.n end)"""),
        raakt=_RAAKT_OPTELBAAR,
    ),
    samenhang(
        "duren_binnen_toewijzingen",
        "een duur telt niet meer toewijzingen dan er zijn",
        cijfer="in ('zoektijd', 'inschrijftijd', 'wachttijd_jongeren', 'mutaties', 'passend_toewijzen', "
        "'doorstroming_senioren')",
        ander="toewijzingen",
        fout="rijen.n > coalesce(ander.waarde, 0)",
        raakt="zoektijd, inschrijftijd, wachttijd jongeren, mutaties, passend toewijzen en doorstroming",
    ),
    samenhang(
        "jongeren_binnen_inschrijftijd",
        "de wachttijd van jongeren telt niet meer toewijzingen dan de inschrijftijd",
        cijfer="= 'wachttijd_jongeren'",
        ander="inschrijftijd",
        fout="rijen.n > ander.n",
        raakt="wachttijd jongeren (afspraak 5) en inschrijftijd",
    ),
    samenhang(
        "aandelen_over_toewijzingen",
        "de noemer van een aandeel is het aantal toewijzingen",
        cijfer="in ('aandeel_vrije_ruimte', 'aandeel_vrije_ruimte_incl_urgentie', 'aandeel_uitstroom', "
        "'aandeel_vrije_ruimte_overig', 'aandeel_statushouders', 'aandeel_aandachtsgroepen')",
        ander="toewijzingen",
        fout="rijen.noemer <> coalesce(ander.waarde, 0)",
        raakt="de aandelen in de toewijzingen en de norm vrije ruimte (afspraak 20)",
    ),
    samenhang(
        "reacties_per_woning_teller",
        "de teller van reacties per woning is het aantal reacties",
        cijfer="= 'reacties_per_woning'",
        ander="reacties",
        fout="rijen.teller <> coalesce(ander.waarde, 0)",
        raakt="reacties en reacties per woning",
    ),
    samenhang(
        "reacties_per_woning_noemer",
        "de noemer van reacties per woning is het aantal aangeboden woningen",
        cijfer="= 'reacties_per_woning'",
        ander="aangeboden_woningen",
        fout="rijen.noemer <> coalesce(ander.waarde, 0)",
        raakt="aangeboden woningen en reacties per woning",
    ),
    samenhang(
        "statushouders_minstens_toewijzingen",
        "er zijn minstens zoveel gehuisveste statushouders als sociale toewijzingen aan hen",
        cijfer="= 'statushouders_gehuisvest'",
        ander="aandeel_statushouders",
        fout="coalesce(rijen.waarde, 0) < ander.teller",
        raakt="gehuisveste statushouders (afspraak 21)",
    ),
    samenhang(
        "delen_binnen_voorraad",
        "een deel van de sociale voorraad is niet groter dan de voorraad",
        cijfer="in ('voorraad_flex', 'voorraad_rolstoelgeschikt', 'voorraad_geclusterd', "
        "'aandeel_nultreden')",
        ander="voorraad",
        fout="rijen.n > ander.n",
        raakt="voorraad, flexwoningen, rolstoelgeschikt, geclusterd en nultreden",
    ),
    samenhang(
        "sociaal_binnen_huurklasse",
        "in een huurklasse staan niet meer sociale dan zelfstandige woningen",
        cijfer="= 'aandeel_huurklasse'",
        ander="voorraad",
        fout="rijen.teller < ander.n",
        raakt="voorraad en voorraad per huurklasse (afspraken 2 en 3)",
    ),
    blokkerend(
        "huurklassen_tellen_op",
        "de vijf huurklassen zijn samen de hele voorraad, ook per wijk",
        Geen("""
            where indicator = 'aandeel_huurklasse' and kwalificatie is distinct from 'niet leverbaar'
            group by periode_soort, periode_start, corporatie, gemeente, dimensie,
                regexp_replace(dimensie_waarde, '(t/m [^,]*|daarboven)$', '')
            having count(*) <> 5 or min(noemer) <> max(noemer) or sum(teller) <> max(noemer)
                or abs(sum(waarde) - 1) > 1e-9"""),
        raakt="voorraad per huurklasse (afspraken 2 en 3)",
    ),
    blokkerend(
        "huurklassen_van_wijken_tellen_op",
        "de wijken tellen per huurklasse op tot de gemeente",
        Geen("""
            where indicator = 'aandeel_huurklasse'
            group by periode_soort, periode_start, corporatie, gemeente,
                regexp_extract(dimensie_waarde, '(t/m [^,]*|daarboven)$')
            having coalesce(sum(teller) filter (dimensie = 'huurklasse'), 0)
                <> coalesce(sum(teller) filter (dimensie = 'wijk_en_huurklasse'), 0)"""),
        raakt="voorraad per huurklasse (afspraken 2 en 3)",
    ),
    blokkerend(
        "mutatiesoorten_tellen_op",
        "nieuwbouw, aankoop, transformatie, sloop en verkoop zijn samen de netto ontwikkeling",
        Geen("""
            where indicator = 'voorraad_netto'
                and dimensie_waarde not in ('overname', 'overdracht', 'flex')
            group by periode_soort, periode_start, corporatie, gemeente
            having coalesce(sum(waarde) filter (dimensie = 'totaal'), 0)
                    <> coalesce(sum(waarde) filter (dimensie = 'mutatiesoort'), 0)
                or coalesce(sum(n) filter (dimensie = 'totaal'), 0)
                    <> coalesce(sum(n) filter (dimensie = 'mutatiesoort'), 0)"""),
        raakt="netto ontwikkeling van de voorraad (afspraak 12)",
    ),
)
