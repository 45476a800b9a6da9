"""What counts lettings, is a share of them, or is a duration."""

from cellen import CUBE, MONTH, PLACE, TOEWIJZING, VOORRAAD, count, cuts, duration, share, sums


def lettings() -> list[str]:
    """All that counts lettings or is a share of them, in one pass; and the durations, in another."""
    kwaliteit = "huurklasse = 't/m kwaliteitskortingsgrens'"
    measures = {
        "toewijzingen": "true",
        "mutaties": "is_mutatie",
        "jongeren": kwaliteit,
        "senioren": "nultreden and woonsituatie = 'doorstromer' and leeftijd >= 65",
        "statushouder": "categorie = 'statushouder'",
        "geen_statushouder": "categorie <> 'statushouder'",
        "vrij": "categorie = 'vrije_ruimte'",
        "vrij_of_urgent": "categorie = 'vrije_ruimte' or toewijzingsgrond = 'urgentie'",
        "uitstroom": "telt_voor_uitstroom",
        "overig": "categorie = 'vrije_ruimte' and not telt_voor_uitstroom",
        "aandacht": "aandachtsgroep",
        "passend": "passendheid = 'passend'",
        "beoordeeld": "passendheid in ('passend', 'niet_passend')",
        "jong": f"{kwaliteit} and leeftijd <= 22",
        "jongeren_bekend": f"{kwaliteit} and leeftijd is not null",
    }
    columns = ", ".join(
        f"cast(coalesce(is_sociaal and ({e}), false) as int) as {m}" for m, e in measures.items()
    )
    lists = {
        "zoektijd": ("zoektijd_dagen", "true"),
        "inschrijftijd": ("inschrijftijd_dagen", "true"),
        "wachttijd_jongeren": ("inschrijftijd_dagen", "leeftijd <= 22"),
    }
    aggregates = ", ".join(
        f"coalesce(list({d}) filter ({d} is not null and {w}), []) as {i}" for i, (d, w) in lists.items()
    )
    total = "dimensie = 'totaal' and toewijzingen > 0"
    return [
        f"""create temp table verhuurd as
            select *, {columns}, case when categorie = 'statushouder' then coalesce(personen,
                1) else 0 end as gehuisvest
            from fct_toewijzingen;""",
        sums("t", "verhuurd", [*measures, "gehuisvest"], ["totaal", *TOEWIJZING]),
        count("toewijzingen", "toewijzingen", "t", where="toewijzingen > 0"),
        count("mutaties", "mutaties", "t", where="mutaties > 0"),
        count("aanbod_jongeren_toewijzingen", "jongeren", "t", where="jongeren > 0"),
        count("doorstroming_senioren", "senioren", "t", where="senioren > 0"),
        count("statushouders_gehuisvest", "gehuisvest", "t", "personen", where="gehuisvest > 0"),
        share("aandeel_statushouders", "statushouder", "toewijzingen", "t", total),
        share("aandeel_vrije_ruimte", "vrij", "toewijzingen", "t", total),
        share("aandeel_vrije_ruimte_excl_statushouders", "vrij", "geen_statushouder", "t", total),
        share("aandeel_vrije_ruimte_incl_urgentie", "vrij_of_urgent", "toewijzingen", "t", total),
        share("aandeel_uitstroom", "uitstroom", "toewijzingen", "t", total),
        share("aandeel_uitstroom_excl_statushouders", "uitstroom", "geen_statushouder", "t", total),
        share("aandeel_vrije_ruimte_overig", "overig", "toewijzingen", "t", total),
        share("aandeel_vrije_ruimte_overig_excl_statushouders", "overig", "geen_statushouder", "t", total),
        share("passend_toewijzen", "passend", "beoordeeld", "t", total),
        share("aanbod_jongeren_aandeel", "jong", "jongeren_bekend", "t", total),
        share("aandeel_aandachtsgroepen", "aandacht", "toewijzingen", "t",
              "dimensie in ('totaal', 'wijk') and toewijzingen > 0"),
        f"""create temp table duren as
            select periode, {PLACE}, dimensie, dimensie_waarde, {aggregates}
            from ({cuts("(from fct_toewijzingen where is_sociaal)", MONTH,
                        ["zoektijd_dagen", "inschrijftijd_dagen", "leeftijd"], ["totaal", *TOEWIJZING],
                            summed=False)})
            inner join maanden on dag = maand {CUBE};""",
        *(duration(indicator, "duren", indicator) for indicator in lists),
        f"""create temp table leeg as
            select periode, {PLACE}, dimensie, dimensie_waarde, list(dagen) as dagen
            from ({cuts("leegstand", MONTH, ["dagen"], ["totaal", *VOORRAAD], summed=False)})
            inner join maanden on dag = maand {CUBE};""",
        duration("leegstandsduur", "leeg", "dagen"),
    ]  # fmt: skip
