"""The landing suite, the ledger: nothing silently lost, and nothing personal kept that should not be."""

from __future__ import annotations

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

ALLE_CIJFERS = "alle cijfers"
PRIVACY = "de privacy van woningzoekenden; cijfers worden er niet op gebouwd"

DATASET_NAMEN = ("inschrijvingen", "publicaties", "reacties", "toewijzingen", "eenheden", "opzeggingen")
VERPLICHTE_DATASETS = ("toewijzingen", "eenheden")

# A levering is refused over max(10 rows, 1 %) by default; half of that share deserves a look.
MAX_QUARANTAINE = 0.005

# Refusals whose value may hold anything, and columns that are personal: their values are withheld.
_WAARDE_VERZWEGEN = """
    where waarde is not null and (
        code in ('R108', 'R109', 'R110')
        or kolom in ('inschrijving_id', 'woningzoekende_id', 'geboortedatum', 'geboortejaar')
    )"""


def _geland_klopt(dataset: str) -> Verwachting:
    """Blocking: what the ledger says of each file of this dataset, less what was erased, is in its table."""
    return blokkerend(
        f"{dataset}_geland",
        f"rijen_geland min rijen_vergeten is het aantal rijen van het bestand in {dataset}",
        Geen(f"""
            left join (
                select levering_id, bestand_id, count(*) as aantal
                from landing.{dataset} group by levering_id, bestand_id
            ) as geteld using (levering_id, bestand_id)
            where dataset = '{dataset}' and rijen_geland - rijen_vergeten <> coalesce(aantal, 0)"""),
        raakt=f"alle cijfers die {dataset} lezen",
    )


def _verplicht_geleverd(dataset: str) -> Verwachting:
    return blokkerend(
        f"{dataset}_geleverd",
        f"iedere volledige levering heeft een bestand met {dataset}",
        Geen(f"""
            anti join (select * from landing.bestanden where dataset = '{dataset}') as geleverd
            using (levering_id) where soort = 'volledig'"""),
    )


BOEKHOUDING = (
    Poorttabel(
        "landing.schema_versie",
        ALLE_CIJFERS,
        (blokkerend("een_rij", "er is één schemaversie", AantalRijen(1, 1)), *gevuld("versie")),
    ),
    Poorttabel(
        "landing.leveringen",
        ALLE_CIJFERS,
        (
            blokkerend("niet_leeg", "er is ten minste één levering geland", AantalRijen(1)),
            *gevuld(
                "levering_id",
                "volgnummer",
                "bron",
                "peildatum",
                "soort",
                "periode_van",
                "periode_tot_en_met",
                "contract_sha256",
                "synthetisch",
                "geland_op",
            ),
            blokkerend("levering_uniek", "een levering landt één keer", Uniek(("levering_id",))),
            blokkerend("volgnummer_uniek", "ieder volgnummer is van één levering", Uniek(("volgnummer",))),
            blokkerend(
                "soort_bekend", "soort is toegestaan", Toegestaan("soort", ("volledig", "aanvulling"))
            ),
            *(_verplicht_geleverd(dataset) for dataset in VERPLICHTE_DATASETS),
            blokkerend(
                "een_sleutel",
                "alle leveringen zijn met dezelfde sleutel gepseudonimiseerd",
                Geen("where (select count(distinct sleutel_vingerafdruk) from rijen) > 1"),
            ),
            blokkerend(
                "synthetisch_apart",
                "echte en synthetische leveringen staan niet door elkaar",
                Geen("where (select count(distinct synthetisch) from rijen) > 1"),
            ),
            waarschuwing(
                "periode_op_volgorde",
                "de periode begint voor zij eindigt",
                Geen("where periode_van > periode_tot_en_met"),
            ),
            waarschuwing(
                "peildatum_niet_in_toekomst",
                "de peildatum lag bij het inlezen niet in de toekomst",
                # the moment is kept in UTC, which lags the Dutch day by up to two hours
                Geen("where peildatum > cast(geland_op + interval 2 hour as date)"),
            ),
        ),
    ),
    Poorttabel(
        "landing.bestanden",
        ALLE_CIJFERS,
        (
            blokkerend("niet_leeg", "er is ten minste één bestand geland", AantalRijen(1)),
            *gevuld("levering_id", "bestand_id", "bestand", "dataset", "sha256", "geland_op"),
            *gevuld(
                "rijen_gelezen",
                "rijen_geland",
                "rijen_quarantaine",
                "rijen_dubbel",
                "rijen_overgeslagen",
                "rijen_vergeten",
            ),
            blokkerend("bestand_uniek", "ieder bestand staat er één keer in", Uniek(("bestand_id",))),
            blokkerend(
                "dataset_bekend",
                "de dataset is er een van het contract",
                Toegestaan("dataset", DATASET_NAMEN),
            ),
            blokkerend(
                "levering_bekend",
                "ieder bestand hoort bij een levering",
                Geen("anti join landing.leveringen using (levering_id)"),
            ),
            *(
                blokkerend(f"{kolom}_niet_negatief", f"{kolom} is niet negatief", Tussen(kolom, 0))
                for kolom in (
                    "rijen_geland",
                    "rijen_quarantaine",
                    "rijen_dubbel",
                    "rijen_overgeslagen",
                    "rijen_vergeten",
                )
            ),
            blokkerend(
                "rijen_verantwoord",
                "gelezen = geland + quarantaine + dubbel + overgeslagen",
                Geen("""
                    where rijen_gelezen
                        <> rijen_geland + rijen_quarantaine + rijen_dubbel + rijen_overgeslagen"""),
            ),
            *(_geland_klopt(dataset) for dataset in DATASET_NAMEN),
            blokkerend(
                "quarantaine_verantwoord",
                "rijen_quarantaine is het aantal geweigerde rijen van het bestand",
                Geen("""
                    left join (
                        select levering_id, bestand_id, count(distinct rijnummer) as aantal
                        from landing.quarantaine group by levering_id, bestand_id
                    ) as geweigerd using (levering_id, bestand_id)
                    where rijen_quarantaine <> coalesce(aantal, 0)"""),
            ),
            waarschuwing(
                "weinig_quarantaine",
                f"per bestand is hoogstens {MAX_QUARANTAINE:.1%} van de rijen geweigerd".replace(".", ","),
                Geen(f"where rijen_quarantaine > {MAX_QUARANTAINE} * rijen_gelezen"),
            ),
        ),
    ),
    Poorttabel(
        "landing.quarantaine",
        ALLE_CIJFERS,
        (
            # empty when all was well; that it holds what was refused is demanded of landing.bestanden
            *gevuld("levering_id", "bestand_id", "dataset", "rijnummer", "code", "melding"),
            blokkerend(
                "bestand_bekend",
                "iedere geweigerde rij hoort bij een bestand in de boekhouding",
                Geen("anti join landing.bestanden using (levering_id, bestand_id)"),
            ),
            blokkerend(
                "waarde_verzwegen",
                "van een geweigerde rij is geen waarde bewaard die persoonlijk kan zijn",
                Geen(_WAARDE_VERZWEGEN),
                PRIVACY,
            ),
            blokkerend(
                "sleutel_pseudoniem",
                "de sleutel van een geweigerde inschrijving is een pseudoniem",
                Geen("""
                    where dataset = 'inschrijvingen'
                        and (length(sleutel) <> 64 or regexp_matches(sleutel, '[^0-9a-f]'))"""),
                PRIVACY,
            ),
        ),
    ),
)
