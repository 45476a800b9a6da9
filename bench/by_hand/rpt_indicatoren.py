"""The peer of `dbt build`: rpt_indicatoren straight from the landing, as one would write it by hand for
speed.

    python bench/by_hand/rpt_indicatoren.py LANDING DATABASE COMPILED

One process, temp tables that many figures share, no tests, no contracts; feiten.sql goes before. Only the
chance
of a home and the truncation guard are
dbt's own SQL, which it leaves compiled in COMPILED. It takes for granted that
every dataset and optional column was delivered.
"""

import re
import sys
from pathlib import Path

import duckdb
from cellen import PLACE
from toewijzingen import lettings
from voorraad import stocks
from zoekers import seekers

from woonmonitor.kansrekening import register

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = {"eenheden": ("eenheid_id", None), "inschrijvingen": ("inschrijving_id", None)}
EVENTS = {
    "publicaties": ("publicatie_id", "publicatiedatum"),
    "reacties": ("reactie_id", "reactiedatum"),
    "toewijzingen": ("toewijzing_id", "toewijzingsdatum"),
    "opzeggingen": ("opzegging_id", "einddatum_huur"),
}
BY_DBT = [
    "int_zoekperioden_zonder_woning",
    "int_zoekperioden",
    "int_zoekperioden_per_jaar",
    "int_zoekdagen_per_jaar",
    "int_zoektijd_vergelijkingen",
    "int_zoektijd_afkapping",
    "ind_kans_op_woning",
    "ind_zoektijd_alle_zoekers",
    "int_zoektijd_schijnstijgingen",
]


def current(dataset: str, key: str, event: str | None) -> str:
    """The rows of a landing table that are current: the latest of each key that no complete levering
    dropped."""
    within = f"and cast({event} as date) between l.periode_van and l.periode_tot_en_met" if event else ""
    return f"""
        with laatste as (
            select d.*, rangorde from leveringen.landing.{dataset} as d
            inner join stg_thuiskompas__leveringen using (levering_id)
            qualify rangorde = max(rangorde) over (partition by d.bron, {key})
        )
        from laatste where not exists (
            from stg_thuiskompas__leveringen as l
            where l.bron = laatste.bron and l.rangorde > laatste.rangorde and l.soort = 'volledig' {within}
                and exists (from leveringen.landing.bestanden as b
                    where b.levering_id = l.levering_id and b.dataset = '{dataset}')
                and not exists (from leveringen.landing.quarantaine as q
                    where q.levering_id = l.levering_id and q.dataset = '{dataset}'
                        and q.sleutel = laatste.{key})
        )"""


def by_dbt(compiled: Path) -> list[str]:
    """The chance of a home and the truncation guard, with
    dbt's own SQL over the temp tables of the same names."""
    made = [
        "create temp view ind_zoektijd as"
        " from gemeten inner join dim_perioden using (periode) where indicator = 'zoektijd'"
    ]
    for name in BY_DBT:
        sql = re.sub(r'"\w+"\."\w+"\."(\w+)"', r"\1", next(compiled.rglob(f"{name}.sql")).read_text())
        made.append(f"create temp table {name} as {sql}")
    return made


LAST = f"""
    insert into gemeten by name
        select k.* exclude (periode_soort, periode_start, periode_eind), periode
        from (from ind_kans_op_woning union all from ind_zoektijd_alle_zoekers) as k
        inner join dim_perioden using (periode_soort, periode_start);
    create temp table gebieden as
        select {PLACE} from (
            select corporatie, gemeente from fct_toewijzingen union select corporatie, gemeente from aanbod
            union select corporatie, gemeente from stg_thuiskompas__eenheden
        ) group by cube(corporatie, gemeente);
    create temp table leeg_ as
        select f.*, periode, corporatie, gemeente, 'totaal' as dimensie, 'totaal' as dimensie_waarde, 0 as n
        from maten as f
        cross join gebieden
        inner join (from int_perioden_gedekt where is_deels_gedekt) using (corporatie)
        anti join (from gemeten where dimensie = 'totaal') using (indicator, maat, periode, corporatie,
            gemeente)
        where indicator not in ('aandeel_huurklasse', 'huurstijging', 'mutatiegraad', 'mutatiegraad_jongeren')
            and (indicator not in ('ingeschrevenen', 'jongeren_23_zonder_woning')
                or corporatie = 'alle' and gemeente = 'alle');
    create schema reporting;
    create table reporting.rpt_indicatoren as
        select c.indicator, c.maat, p.periode_soort, p.periode_start, p.periode_eind, c.corporatie,
            c.gemeente, c.dimensie,
            c.dimensie_waarde, c.waarde, c.eenheid, c.teller, c.noemer, c.n, c.ondergrens, c.bovengrens,
            not coalesce(gedekt.is_geheel_gedekt, false) as voorlopig,
            case
                when c.indicator = 'kans_op_woning' and c.waarde is null then 'te kort waargenomen'
                when c.indicator = 'zoektijd_alle_zoekers' and c.waarde is null then 'niet bereikt'
                when c.indicator in ('zoektijd', 'kans_op_woning', 'zoektijd_alle_zoekers')
                    and year(p.periode_start) < 2025 then 'indicatief'
                when schijn.indicator is not null then 'mogelijk schijnstijging'
            end as kwalificatie
        from (from gemeten union all by name from leeg_) as c
        inner join dim_perioden as p using (periode)
        left join (select corporatie, periode, is_geheel_gedekt from int_perioden_gedekt) as gedekt
            on c.corporatie = gedekt.corporatie and c.periode = gedekt.periode
        left join int_zoektijd_schijnstijgingen as schijn
            on c.indicator = schijn.indicator and c.maat = schijn.maat
                and p.periode_soort = schijn.periode_soort
            and p.periode_start = schijn.periode_start and c.corporatie = schijn.corporatie
            and c.gemeente = schijn.gemeente and c.dimensie = schijn.dimensie
                and c.dimensie_waarde = schijn.dimensie_waarde;
"""


def statements(compiled: Path) -> list[str]:
    feiten = Path(__file__).with_name("feiten.sql").read_text().replace("{seeds}", str(ROOT / "seeds"))
    for dataset, (key, event) in (REGISTERS | EVENTS).items():
        feiten = feiten.replace(f"({{{dataset}}})", f"({current(dataset, key, event)})")
    gemeten = """create temp table gemeten (indicator varchar, maat varchar, periode integer,
        corporatie varchar,
        gemeente varchar, dimensie varchar, dimensie_waarde varchar, waarde double, eenheid varchar, n bigint,
        teller double, noemer double, ondergrens double, bovengrens double);
        create temp table maten (indicator varchar, maat varchar, eenheid varchar);"""
    return [feiten, gemeten, *lettings(), *stocks(), *seekers(), *by_dbt(compiled), LAST]


def main() -> None:
    landing, database, compiled = map(Path, sys.argv[1:])
    with duckdb.connect(str(database)) as connection:
        register(connection)
        connection.execute("set preserve_insertion_order = false")
        connection.execute(f"attach '{landing}' as leveringen (read_only)")
        for statement in statements(compiled):
            connection.execute(statement)


if __name__ == "__main__":
    main()
