"""The gates of the chance of a home (in `reporting.rpt_indicatoren`) and of `reporting.rpt_trends`."""

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
)

KANS = "kans_op_woning"
RICHTINGEN = ("stijgt", "daalt", "geen trend aangetoond", "te weinig jaren", "mogelijk schijnstijging")
# Four points can never reach p < .05.
MINSTE_JAREN = 5
TREND_SLEUTEL = (
    "indicator",
    "maat",
    "periode_soort",
    "corporatie",
    "gemeente",
    "dimensie",
    "dimensie_waarde",
)

# Beside `niet leverbaar` the only figures that may be empty with observations, and what they then say.
LEEG_MET_WAARNEMINGEN = f"""(
    kwalificatie is not distinct from 'niet leverbaar'
    or (indicator = '{KANS}' and kwalificatie is not distinct from 'te kort waargenomen')
    or (indicator = 'zoektijd_alle_zoekers' and kwalificatie is not distinct from 'niet bereikt'))"""

_RAAKT = "kans op een woning"
_WEG = "regexp_replace({}.dimensie_waarde, '[0-9]+ jaar$', '')"

KANSEN: tuple[Verwachting, ...] = (
    blokkerend(
        "kans_is_geschat",
        "de kans op een woning is een schatting: zonder teller en noemer",
        Geen(f"where indicator = '{KANS}' and (teller is not null or noemer is not null)"),
        raakt=_RAAKT,
    ),
    blokkerend(
        "kans_groeit_met_de_tijd",
        "de kans binnen meer jaren is niet kleiner, en na een onbekende kans volgt geen bekende",
        Geen(f"""
            join rijen as langer using (
                indicator, periode_soort, periode_start, corporatie, gemeente, dimensie)
            where indicator = '{KANS}'
                and {_WEG.format("rijen")} = {_WEG.format("langer")}
                and rijen.dimensie_waarde < langer.dimensie_waarde
                and (rijen.waarde > langer.waarde + 1e-9
                    or (rijen.waarde is null and langer.waarde is not null))"""),
        raakt=_RAAKT,
    ),
    blokkerend(
        "kansen_tellen_op",
        "de kansen per model tellen op tot de kans op een woning",
        Geen(f"""
            where indicator = '{KANS}'
            group by periode_soort, periode_start, corporatie, gemeente,
                regexp_extract(dimensie_waarde, '[0-9]+ jaar$')
            having abs(coalesce(sum(waarde) filter (dimensie = 'binnen'), 0)
                - coalesce(sum(waarde) filter (dimensie = 'model_en_binnen'), 0)) > 1e-9"""),
        raakt=_RAAKT,
    ),
    blokkerend(
        "schijnstijging_alleen_van_zoektijd",
        "alleen van de zoektijd kan een stijging schijn zijn",
        Geen("where kwalificatie = 'mogelijk schijnstijging' and indicator <> 'zoektijd'"),
        raakt="zoektijd (afspraak 19)",
    ),
)

TRENDS = Poorttabel(
    "reporting.rpt_trends",
    "de trends van de cijfers (afspraak 19)",
    (
        blokkerend(
            "aanwezig",
            "er is een reeks zodra er een gesloten jaar is",
            AantalRijen(
                1,
                mits="exists (from reporting.rpt_indicatoren where periode_soort = 'jaar' and not voorlopig)",
            ),
        ),
        *gevuld(*TREND_SLEUTEL, "eerste_jaar", "laatste_jaar", "aantal_jaren", "eenheid", "richting"),
        blokkerend("sleutel_uniek", "iedere reeks staat er één keer in", Uniek(TREND_SLEUTEL)),
        blokkerend("richting_bekend", "de richting is toegestaan", Toegestaan("richting", RICHTINGEN)),
        blokkerend(
            "reeks_van_jaren_of_maanden",
            "een reeks is van jaren of van maanden",
            Toegestaan("periode_soort", ("jaar", "maand")),
        ),
        blokkerend(
            "indicator_omschreven",
            "ieder cijfer heeft een definitie",
            Geen("anti join reporting.rpt_definities using (indicator)"),
        ),
        blokkerend("p_is_kans", "p is een kans", Tussen("p", 0, 1)),
        blokkerend(
            "q_niet_onder_p",
            "q is een kans, niet kleiner dan p, en er is geen p zonder q",
            Geen("where q < p - 1e-12 or q > 1 + 1e-12 or (p is null) <> (q is null)"),
        ),
        blokkerend(
            "geen_p_op_vier_jaren",
            f"onder {MINSTE_JAREN} jaren is er geen p en geen helling, en heet het te weinig jaren",
            Geen(f"""
                where (aantal_jaren < {MINSTE_JAREN}
                    and (p is not null or helling is not null or richting <> 'te weinig jaren'))
                    or (richting = 'te weinig jaren' and p is not null)"""),
        ),
        blokkerend(
            "jaren_geteld",
            "een reeks telt niet meer jaren dan er van het eerste tot het laatste zijn",
            Geen("where aantal_jaren not between 1 and laatste_jaar - eerste_jaar + 1"),
        ),
        blokkerend(
            "interval_omvat_helling",
            "ondergrens ≤ helling ≤ bovengrens",
            Geen("where ondergrens > helling + 1e-9 or bovengrens < helling - 1e-9"),
        ),
        blokkerend(
            "richting_volgt_de_helling",
            "stijgt heeft een helling omhoog, daalt omlaag",
            Geen("""
                where (richting in ('stijgt', 'mogelijk schijnstijging') and not coalesce(helling > 0, false))
                    or (richting = 'daalt' and not coalesce(helling < 0, false))"""),
        ),
        blokkerend(
            "alleen_gesloten_jaren",
            "een reeks telt de gesloten jaren van het cijfer, en geen voorlopig jaar",
            Geen("""
                join (
                    select indicator, maat, corporatie, gemeente, dimensie, dimensie_waarde,
                        max(year(periode_start)) filter (not voorlopig) as laatste_gesloten_jaar
                    from reporting.rpt_indicatoren
                    where periode_soort = 'jaar'
                    group by all
                ) as jaren using (indicator, maat, corporatie, gemeente, dimensie, dimensie_waarde)
                where periode_soort = 'jaar' and laatste_jaar > coalesce(laatste_gesloten_jaar, 0)"""),
        ),
        blokkerend(
            "schijnstijging_alleen_van_zoektijd",
            "alleen van de zoektijd kan een stijging schijn zijn",
            Geen("where richting = 'mogelijk schijnstijging' and indicator <> 'zoektijd'"),
        ),
    ),
)
