"""The gates of `reporting.rpt_indicatoren`: each row sound by itself, and none missing."""

from __future__ import annotations

from expectations.reporting_kansen import KANS, KANSEN, LEEG_MET_WAARNEMINGEN
from expectations.reporting_samenhang import OPTELBARE_RIJEN, SAMENHANG
from expectations.reporting_zoekers import ZOEKERS
from expectations.toets import (
    AantalRijen,
    Geen,
    Poorttabel,
    Toegestaan,
    Tussen,
    Uniek,
    Verwachting,
    blokkerend,
    gevuld,
    waarschuwing,
)

MATEN = ("aantal", "aandeel", "verhouding", "gemiddelde", "mediaan", "p25", "p75", "p90")
PERIODE_SOORTEN = ("jaar", "halfjaar", "kwartaal", "maand", "voortschrijdend_jaar")
EENHEDEN = ("dagen", "aantal", "aandeel", "per woning", "personen")
DIMENSIES = (
    "totaal",
    "wijk",
    "woningtype",
    "kamers",
    "huurklasse",
    "leeftijdsgroep",
    "huishoudgrootte",
    "model",
    "doelgroep",
    "woonsituatie",
    "categorie",
    "toewijzingsgrond",
    "urgentie",
    "eerste_verhuring_van_inschrijving",
    "mutatiesoort",
    "wijk_en_huurklasse",
    "binnen",
    "model_en_binnen",
)
SLEUTEL = (
    "indicator",
    "maat",
    "periode_soort",
    "periode_start",
    "periode_eind",
    "corporatie",
    "gemeente",
    "dimensie",
    "dimensie_waarde",
)

# Every volledig levering carries these.
ALTIJD = ("toewijzingen", "voorraad")
# Figure → datasets it needs beside toewijzingen and eenheden. A figure that is defined, whose datasets were
# delivered, and that yet has no rows, has a broken model.
NODIG = {
    "toewijzingen": (),
    "voorraad": (),
    "mutaties": (),
    "inschrijftijd": ("inschrijvingen",),
    "aangeboden_woningen": ("publicaties",),
    "reacties": ("publicaties", "reacties"),
    "reacties_per_woning": ("publicaties", "reacties"),
    "actief_woningzoekenden": ("publicaties", "reacties"),
    "zoektijd": ("publicaties", "reacties"),
    "leegstandsduur": ("opzeggingen",),
    "voorraad_netto": (),
    "aandeel_huurklasse": (),
    "nieuwbouw_bereikbaar": (),
    "aandeel_nultreden": (),
    "aandeel_nultreden_nieuwbouw": (),
    "voorraad_flex": (),
    "voorraad_rolstoelgeschikt": (),
    "voorraad_geclusterd": (),
    "voorraad_standplaatsen": (),
    "statushouders_gehuisvest": (),
    "aandeel_aandachtsgroepen": (),
    "passend_toewijzen": (),
    "doorstroming_senioren": ("inschrijvingen",),
    "ingeschrevenen": ("inschrijvingen",),
    "slaagkans": ("publicaties", "reacties"),
    "wachtend_jongeren": ("inschrijvingen", "publicaties", "reacties"),
    "jongeren_23_zonder_woning": ("inschrijvingen",),
    "aanbod_jongeren": (),
    "aanbod_jongeren_toewijzingen": (),
    "aanbod_jongeren_aandeel": (),
    "voorraad_jongeren": (),
    "kans_op_woning": ("inschrijvingen", "publicaties", "reacties"),
    "zoektijd_alle_zoekers": ("inschrijvingen", "publicaties", "reacties"),
}
# In fewer rows than this a figure may rightly find nothing to count.
GENOEG_RIJEN = 100

# Longer than anyone can have been registered or searching; a wrong century or swapped dates.
DAGEN_HOOGST = 60 * 366


def _heeft_rijen(indicator: str, datasets: tuple[str, ...]) -> Verwachting:
    """Blocking: the figure is there; but for the two that every levering carries, where it is deliverable."""
    mits = [f"'{indicator}' in (select indicator from reporting.rpt_definities)"]
    mits += [
        f"(select coalesce(sum(rijen_geland), 0) from reporting.rpt_bestanden where dataset = '{dataset}') "
        f">= {GENOEG_RIJEN}"
        for dataset in ("toewijzingen", *datasets)
    ]
    altijd = indicator in ALTIJD
    return blokkerend(
        f"{indicator}_aanwezig",
        f"het cijfer {indicator} is er",
        AantalRijen(1, waar=f"indicator = '{indicator}'", mits="true" if altijd else " and ".join(mits)),
        raakt=indicator,
    )


_PER_RIJ = (
    blokkerend("niet_leeg", "er zijn cijfers", AantalRijen(1)),
    *gevuld(*SLEUTEL, "eenheid", "n", "voorlopig"),
    blokkerend("sleutel_uniek", "ieder cijfer staat er één keer in", Uniek(SLEUTEL)),
    blokkerend(
        "indicator_omschreven",
        "ieder cijfer heeft een definitie",
        Geen("anti join reporting.rpt_definities using (indicator)"),
    ),
    blokkerend("maat_bekend", "de maat is toegestaan", Toegestaan("maat", MATEN)),
    blokkerend(
        "periode_soort_bekend", "de periodesoort is bekend", Toegestaan("periode_soort", PERIODE_SOORTEN)
    ),
    blokkerend("dimensie_bekend", "de uitsplitsing is toegestaan", Toegestaan("dimensie", DIMENSIES)),
    blokkerend("eenheid_bekend", "de eenheid is toegestaan", Toegestaan("eenheid", EENHEDEN)),
    blokkerend(
        "totaal_is_totaal",
        "het totaal is niet uitgesplitst",
        Geen("where dimensie = 'totaal' and dimensie_waarde <> 'totaal'"),
    ),
    blokkerend(
        "periode_op_volgorde",
        "de periode begint voor zij eindigt",
        Geen("where periode_start > periode_eind"),
    ),
    blokkerend("n_niet_negatief", "n is niet negatief", Tussen("n", 0)),
    blokkerend(
        "leeg_zonder_waarnemingen",
        "een waarde is leeg als n = 0, en anders alleen als de kwalificatie zegt waarom",
        Geen(f"""
            where (n = 0 and waarde is not null)
                or (n > 0 and waarde is null and not {LEEG_MET_WAARNEMINGEN})"""),
    ),
    blokkerend(
        "waarde_eindig",
        "een waarde is een eindig getal",
        Geen("where not isfinite(waarde) or not isfinite(ondergrens) or not isfinite(bovengrens)"),
    ),
    blokkerend(
        "aandeel_tussen_0_en_1",
        "een aandeel ligt tussen 0 en 1",
        Geen("where maat = 'aandeel' and not waarde between 0 and 1"),
    ),
    blokkerend(
        "quotient_klopt",
        "een aandeel of verhouding is teller / noemer, met n = noemer; een kans wordt geschat",
        Geen(f"""
            where maat in ('aandeel', 'verhouding') and n > 0 and indicator <> '{KANS}' and (
                teller is null or noemer is null or n <> noemer
                or abs(waarde - teller / noemer) > 1e-9 * greatest(1, abs(waarde)))"""),
    ),
    blokkerend(
        "interval_omvat_waarde",
        "ondergrens ≤ waarde ≤ bovengrens",
        # a hair of tolerance: the bounds are computed by another route than the value
        Geen("where ondergrens > waarde + 1e-9 or bovengrens < waarde - 1e-9"),
    ),
    blokkerend(
        "duur_niet_negatief",
        "een duur is niet negatief",
        Geen("where eenheid = 'dagen' and waarde < 0"),
    ),
    blokkerend(
        "aantal_niet_negatief",
        "een aantal gebeurtenissen is niet negatief",
        Geen(f"where {OPTELBARE_RIJEN} and waarde < 0"),
    ),
    waarschuwing(
        "duur_geloofwaardig",
        "een duur is hoogstens zestig jaar",
        Geen(f"where eenheid = 'dagen' and waarde > {DAGEN_HOOGST}"),
    ),
    blokkerend(
        "kwantielen_op_volgorde",
        "p25 ≤ mediaan ≤ p75 ≤ p90",
        Geen(f"""
            where maat in ('p25', 'mediaan', 'p75', 'p90')
            group by {", ".join(kolom for kolom in SLEUTEL if kolom != "maat")}
            having max(waarde) filter (maat = 'p25') > max(waarde) filter (maat = 'mediaan')
                or max(waarde) filter (maat = 'mediaan') > max(waarde) filter (maat = 'p75')
                or max(waarde) filter (maat = 'p75') > max(waarde) filter (maat = 'p90')"""),
    ),
)

INDICATOREN = Poorttabel(
    "reporting.rpt_indicatoren",
    "alle cijfers",
    (
        *_PER_RIJ,
        *(_heeft_rijen(indicator, nodig) for indicator, nodig in NODIG.items()),
        *SAMENHANG,
        *ZOEKERS,
        *KANSEN,
    ),
)
