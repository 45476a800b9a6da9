"""The gates of `reporting.rpt_interventies` and `reporting.rpt_signalen` (agreement 19).

Neither demands rows: there may be no intervention, and no cause for one.
"""

from __future__ import annotations

from expectations.toets import Geen, Poorttabel, Toegestaan, Tussen, Uniek, blokkerend, gevuld, waarschuwing

STATEN = ("vergeleken", "nog te vroeg", "niet te vergelijken", "datum onbekend")
SOORTEN = ("trend", "norm", "kloof")
_CEL = ("indicator", "maat", "corporatie", "gemeente", "dimensie", "dimensie_waarde")

# The twelve months that each side of an intervention is read from.
_KANTEN = """
    cross join lateral (
        values (voor_start, waarde_voor, n_voor), (na_start, waarde_na, n_na)
    ) as kant(begin_, kant_waarde, kant_n)
    join reporting.rpt_indicatoren as cijfer
        on cijfer.periode_soort = 'voortschrijdend_jaar' and cijfer.periode_start = kant.begin_
        and cijfer.indicator = rijen.indicator and cijfer.maat = rijen.maat
        and cijfer.corporatie = rijen.corporatie and cijfer.gemeente = rijen.gemeente
        and cijfer.dimensie = rijen.dimensie and cijfer.dimensie_waarde = rijen.dimensie_waarde"""

INTERVENTIES = (
    Poorttabel(
        "reporting.rpt_interventies",
        "de cijfers voor en na een interventie (afspraak 19)",
        (
            *gevuld("interventie", *_CEL, "omschrijving", "staat", "kanttekening", "bron"),
            blokkerend(
                "sleutel_uniek",
                "ieder cijfer staat er per interventie één keer in",
                Uniek(("interventie", *_CEL)),
            ),
            blokkerend("staat_bekend", "de staat is toegestaan", Toegestaan("staat", STATEN)),
            blokkerend(
                "indicator_omschreven",
                "ieder cijfer heeft een definitie",
                Geen("anti join reporting.rpt_definities using (indicator)"),
            ),
            blokkerend(
                "twaalf_hele_maanden",
                "voor en na zijn twaalf hele maanden, de een tot en de ander vanaf de datum",
                Geen("""
                    where (datum is null) <> (staat = 'datum onbekend')
                        or (datum is null) <> (voor_start is null)
                        or day(voor_start) <> 1 or day(na_start) <> 1
                        or voor_start + interval 12 month <> voor_eind + interval 1 day
                        or na_start + interval 12 month <> na_eind + interval 1 day
                        or voor_eind >= datum or na_start < datum
                        or voor_eind + interval 1 day + interval 1 month < na_start"""),
            ),
            blokkerend(
                "verschil_klopt",
                "het verschil is na min voor, en alleen wat is vergeleken heeft er een",
                Geen("""
                    where (staat = 'vergeleken') <> (verschil is not null)
                        or verschil is distinct from waarde_na - waarde_voor"""),
            ),
            blokkerend(
                "gelijk_aan_indicatoren",
                "voor en na zijn de cijfers van rpt_indicatoren, en een voorlopig cijfer doet niet mee",
                # a count of nothing is 0 here and empty there
                Geen(f"""
                    {_KANTEN}
                    where case
                        when cijfer.voorlopig then kant_waarde is not null
                        else kant_n is distinct from cijfer.n
                            or coalesce(kant_waarde, 0) <> coalesce(cijfer.waarde, 0) end"""),
            ),
            waarschuwing(
                "uitsplitsing_bestaat",
                "de uitsplitsing van een interventie komt in de cijfers voor",
                Geen("""
                    anti join reporting.rpt_indicatoren using (indicator, maat, dimensie)
                    where dimensie <> 'totaal'"""),
            ),
        ),
    ),
    Poorttabel(
        "reporting.rpt_signalen",
        "de signalen die om een interventie vragen (afspraak 19)",
        (
            *gevuld(
                "regel",
                "soort",
                "indicator",
                "corporatie",
                "gemeente",
                "dimensie",
                "dimensie_waarde",
                "periode_start",
                "periode_eind",
                "waarde",
                "eenheid",
                "drempel",
                "uitleg",
            ),
            blokkerend(
                "sleutel_uniek",
                "een regel geeft per cijfer één signaal",
                Uniek(
                    ("regel", "afspraak", "uitleg", "corporatie", "gemeente", "dimensie", "dimensie_waarde")
                ),
            ),
            blokkerend("soort_bekend", "de soort is toegestaan", Toegestaan("soort", SOORTEN)),
            blokkerend(
                "indicator_omschreven",
                "ieder cijfer heeft een definitie",
                Geen("anti join reporting.rpt_definities using (indicator)"),
            ),
            blokkerend(
                "trend_is_gevonden",
                "een trendsignaal rust op een trend, en nooit op een mogelijke schijnstijging",
                Geen("""
                    anti join (
                        select * from reporting.rpt_trends where richting in ('stijgt', 'daalt')
                    ) as trends using (
                        indicator, maat, periode_soort, corporatie, gemeente, dimensie, dimensie_waarde)
                    where soort = 'trend'"""),
            ),
            blokkerend(
                "trend_onder_de_drempel",
                "q van een trendsignaal ligt onder de drempel",
                Geen("where soort = 'trend' and not coalesce(gemeten < drempel, false)"),
            ),
            blokkerend(
                "norm_is_gemist",
                "een normsignaal rust op een afspraak die niet is gehaald",
                Geen("""
                    anti join (
                        select * from reporting.rpt_afspraken where staat = 'niet gehaald'
                    ) as gemist using (afspraak, indicator, corporatie, gemeente, waarde)
                    where soort = 'norm'"""),
            ),
            blokkerend(
                "waarde_aanbod_is_aandeel", "een aandeel ligt tussen 0 en 1", Tussen("waarde_aanbod", 0, 1)
            ),
            blokkerend(
                "kloof_boven_de_drempel",
                "bij een kloof is het deel van de vraag zoveel groter dan dat van het aanbod",
                Geen("""
                    where soort = 'kloof' and (
                        waarde_aanbod is null or waarde not between 0 and 1
                        or waarde < drempel * waarde_aanbod - 1e-9
                        or (gemeten is null) <> (waarde_aanbod = 0)
                        or abs(gemeten * waarde_aanbod - waarde) > 1e-9)"""),
            ),
            blokkerend(
                "kloof_van_gesloten_jaar",
                "een kloof is van een jaar waarvan vraag en aanbod niet voorlopig zijn",
                Geen("""
                    join reporting.rpt_indicatoren as cijfer
                        on cijfer.indicator in (rijen.indicator, rijen.aanbod_indicator)
                        and cijfer.periode_soort = 'jaar' and cijfer.periode_start = rijen.periode_start
                        and cijfer.corporatie = rijen.corporatie and cijfer.gemeente = rijen.gemeente
                        and cijfer.dimensie = rijen.dimensie
                        and cijfer.dimensie_waarde = rijen.dimensie_waarde
                    where soort = 'kloof' and cijfer.voorlopig"""),
            ),
            waarschuwing(
                "heeft_voorstel",
                "bij ieder signaal past een soort interventie uit seeds/interventiesoorten.csv",
                Geen("where voorstel_kwantitatief is null and voorstel_kwalitatief is null"),
            ),
        ),
    ),
)
