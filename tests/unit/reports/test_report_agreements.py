"""The agreements on the first page and in their own chapter: which, how sure, and how they develop."""

from collections.abc import Callable

from reports.agreements import agreements
from reports.changes import largest_changes
from reports.chapters import all_agreements, council
from reports.edition import Edition
from reports.warehouse import Row

Open = Callable[..., Edition]


def row(edition: Edition, indicator: str, corporatie: str = "Actium") -> Row:
    return next(
        one
        for one in agreements(edition)
        if one["indicator"] == indicator and one["corporatie"] == corporatie
    )


def test_a_trend_by_month_goes_before_one_by_year(edition: Open) -> None:
    found = row(edition(), "wachttijd_jongeren")
    assert (found["richting"], found["eerste_jaar"], found["laatste_jaar"]) == ("stijgt", 2021, 2025)
    untested = edition("update reporting.rpt_trends set p = null where periode_soort = 'maand'")
    assert row(untested, "wachttijd_jongeren")["richting"] == "geen trend aangetoond"


def test_a_rise_that_the_age_of_the_register_explains_gets_no_arrow(edition: Open) -> None:
    assert row(edition(), "zoektijd")["richting"] == "mogelijk schijnstijging"
    by_figure = edition(
        """
        update reporting.rpt_trends set richting = 'stijgt' where indicator = 'zoektijd';
        update reporting.rpt_indicatoren set kwalificatie = 'mogelijk schijnstijging'
            where indicator = 'zoektijd' and year(periode_start) = 2025 and corporatie = 'Actium';
        """
    )
    assert row(by_figure, "zoektijd")["richting"] == "mogelijk schijnstijging"


def test_a_state_that_rests_on_little_stands_under_a_reserve(edition: Open) -> None:
    assert row(edition(), "wachttijd_jongeren")["voorbehoud"] == ""
    few = edition("update reporting.rpt_afspraken set n = 2 where indicator = 'wachttijd_jongeren'")
    assert row(few, "wachttijd_jongeren")["voorbehoud"] == "klein aantal: 2"
    open_year = edition("update reporting.rpt_indicatoren set voorlopig = true")
    assert row(open_year, "wachttijd_jongeren")["voorbehoud"] == "voorlopig"
    scarce = edition(
        "update reporting.rpt_norm_vrije_ruimte set te_weinig_toewijzingen = true where corporatie = 'Actium'"
    )
    assert row(scarce, "aandeel_vrije_ruimte")["voorbehoud"] == "klein aantal: 585"
    assert row(scarce, "aandeel_uitstroom")["voorbehoud"] == ""


def test_a_goal_is_no_missing_norm_and_a_norm_without_height_is_none_yet(edition: Open) -> None:
    goal = edition("update reporting.rpt_afspraken set staat = 'geen norm' where norm_soort = 'streven'")
    assert row(goal, "aandeel_uitstroom")["staat_getoond"] == "streven"
    unknown = edition(
        "update reporting.rpt_afspraken set norm = null, staat = 'geen norm' where afspraak = '20'"
    )
    assert row(unknown, "aandeel_vrije_ruimte")["staat_getoond"] == "norm onbekend"
    assert row(edition(), "zoektijd")["staat_getoond"] == "geen norm"


def test_a_withheld_figure_is_known_as_such(edition: Open) -> None:
    withheld = edition(
        """
        update reporting.rpt_indicatoren set waarde = null, n = null, kwalificatie = 'onderdrukt'
            where indicator = 'wachttijd_jongeren' and corporatie = 'Actium';
        update reporting.rpt_afspraken set waarde = null, n = null where indicator = 'wachttijd_jongeren';
        """
    )
    assert row(withheld, "wachttijd_jongeren")["is_onderdrukt"]
    assert not row(edition(), "wachttijd_jongeren")["is_onderdrukt"]


def test_only_what_has_a_norm_or_trouble_is_on_the_first_page(edition: Open) -> None:
    def numbers(shown: Edition) -> list[str]:
        themes = council.chapter(shown).inhoud["themas"]
        return [number for _, found in themes for number, _, _ in found]

    assert numbers(edition()) == ["5", "12a", "20", "20"]
    troubled = edition("update reporting.rpt_afspraken set staat = 'niet gehaald' where afspraak = '19'")
    assert "19" in numbers(troubled)
    all_ = all_agreements.chapter(edition()).inhoud
    assert [number for _, found in all_["themas"] for number, _, _ in found] == ["5", "19", "20", "20"]
    assert [one["afspraak"] for one in all_["zonder_cijfer"]] == ["7", "12a"]


def test_what_is_achieved_gives_way_where_the_page_is_full(edition: Open) -> None:
    many = """
        insert into reporting.rpt_afspraken
        select rpt_afspraken.* replace ('1' as afspraak, 'gehaald' as staat, 'tekst ' || i as tekst)
        from reporting.rpt_afspraken cross join range(20) as r (i) where afspraak = '5'
    """
    content = council.chapter(edition(many)).inhoud
    shown = [one for _, found in content["themas"] for _, _, rows in found for one in rows]
    assert len(shown) == 16 and content["meer"] == 8
    assert {"niet gehaald", "op koers"} <= {one["staat"] for one in shown}


def test_the_largest_changes_are_told_and_chance_is_not(edition: Open) -> None:
    def make(values: str) -> str:
        return f"""
            delete from reporting.rpt_indicatoren
            where indicator in (
                'mutaties', 'aangeboden_woningen', 'zoektijd', 'reacties_per_woning', 'inschrijftijd',
                'actief_woningzoekenden', 'wachttijd_jongeren', 'aandeel_vrije_ruimte', 'aandeel_uitstroom'
            );
            insert into reporting.rpt_indicatoren
            select indicator, maat, 'jaar', make_date(jaar, 1, 1), make_date(jaar, 12, 31), 'alle', 'Assen',
                'totaal', 'totaal', waarde, eenheid, null, null, 50, laag, hoog, false, reserve
            from (values {values}) as v (indicator, maat, eenheid, jaar, waarde, laag, hoog, reserve)
        """

    pairs = """
        ('mutaties', 'aantal', 'aantal', 2024, 100, null, null, null),
        ('mutaties', 'aantal', 'aantal', 2025, 125, null, null, null),
        ('aangeboden_woningen', 'aantal', 'aantal', 2024, 100, null, null, null),
        ('aangeboden_woningen', 'aantal', 'aantal', 2025, 60, null, null, null),
        ('inschrijftijd', 'mediaan', 'dagen', 2024, 500, 480, 520, null),
        ('inschrijftijd', 'mediaan', 'dagen', 2025, 600, 570, 630, null),
        ('wachttijd_jongeren', 'gemiddelde', 'dagen', 2024, 500, 300, 700, null),
        ('wachttijd_jongeren', 'gemiddelde', 'dagen', 2025, 900, 600, 1200, null),
        ('zoektijd', 'mediaan', 'dagen', 2024, 100, 90, 110, 'indicatief'),
        ('zoektijd', 'mediaan', 'dagen', 2025, 900, 800, 990, null),
        ('reacties_per_woning', 'verhouding', 'per woning', 2024, 100, null, null, null),
        ('reacties_per_woning', 'verhouding', 'per woning', 2025, 300, null, null, null)
    """
    found = [(one["indicator"], one["richting"]) for one in largest_changes(edition(make(pairs)))]
    assert found == [
        ("reacties_per_woning", "stijgt"),
        ("aangeboden_woningen", "daalt"),
        ("inschrijftijd", "stijgt"),
    ]
    assert largest_changes(edition(filled=False)) == []
