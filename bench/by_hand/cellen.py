"""The SQL that figures have in common: cells of sums, of sorted days and of distinct persons."""

AANBOD = ["wijk", "woningtype", "kamers", "huurklasse", "model", "doelgroep"]
VOORRAAD = ["wijk", "woningtype", "kamers", "huurklasse", "doelgroep"]
ZOEKER = ["leeftijdsgroep", "huishoudgrootte", "woonsituatie"]
TOEWIJZING = [
    *AANBOD,
    *ZOEKER,
    "categorie",
    "toewijzingsgrond",
    "urgentie",
    "eerste_verhuring_van_inschrijving",
]
KEY = "periode, corporatie, gemeente, dimensie, dimensie_waarde"
PLACE = "coalesce(corporatie, 'alle') as corporatie, coalesce(gemeente, 'alle') as gemeente"
QUANTILES = {"p25": 0.25, "mediaan": 0.5, "p75": 0.75, "p90": 0.9}
Z = 1.959963984540054


def cuts(source: str, date: str, measures: list[str], dims: list[str], *, summed: bool = True) -> str:
    """Each row of `source` (summed: group of rows) once for each breakdown."""
    values = ", ".join(f"sum({m}) as {m}" if summed else m for m in measures)
    return " union all ".join(
        f"select {date} as dag, corporatie, gemeente, '{dim}' as dimensie, {value} as dimensie_waarde,"
        f" {values}"
        f" from {source} {'group by all' if summed else ''}"
        for dim, value in [("totaal", "'totaal'")] * ("totaal" in dims)
        + [(d, f"coalesce({d}, 'onbekend')") for d in dims if d != "totaal"]
    )


MONTH = "cast(date_trunc('month', datum) as date)"
CUBE = "group by periode, dimensie, dimensie_waarde, cube(corporatie, gemeente)"


def sums(name: str, source: str, measures: list[str], dims: list[str], *, stand: bool = False) -> str:
    """Table `name`: per cell the sums; of events in the months of a period, or of a state on its last day."""
    periods = "perioden_van_stand as p on dag = p.periode_eind" if stand else "maanden as p on dag = p.maand"
    return f"""create temp table {name} as
        select periode, {PLACE}, dimensie, dimensie_waarde, {", ".join(f"sum({m}) as {m}" for m in measures)}
        from ({cuts(source, "datum" if stand else MONTH, measures, dims)}) inner join {periods} {CUBE};"""


def put(indicator: str, maat: str, unit: str, source: str, *figures: str, where: str = "true") -> str:
    """Inserts a figure, and that there is one also where nothing is counted.

    `figures` is waarde, n, and if there are: teller, noemer, ondergrens, bovengrens.
    """
    value, n, *rest = figures
    others = ", ".join((*rest, *["null"] * (4 - len(rest))))
    return f"""insert into maten values ('{indicator}', '{maat}', '{unit}');
        insert into gemeten select '{indicator}', '{maat}', {KEY}, {value}, '{unit}', {n}, {others}
        from {source} where {where};"""


def count(indicator: str, column: str, source: str, unit: str = "aantal", where: str | None = None) -> str:
    return put(
        indicator,
        "aantal",
        unit,
        source,
        f"nullif({column}, 0)",
        column,
        where=where or f"{column} is not null",
    )


def share(indicator: str, k: str, n: str, source: str, where: str = "true") -> str:
    middle, spread = f"({k} + {Z}^2 / 2)", f"{Z} * sqrt({k} * ({n} - {k}) / cast({n} as double) + {Z}^2 / 4)"
    low, high = (f"({middle} {sign} {spread}) / ({n} + {Z}^2)" for sign in "-+")
    return put(
        indicator, "aandeel", "aandeel", source, f"{k} / nullif({n}, 0)", n, k, n,
        f"case when {n} = 0 then null when {k} = 0 then 0 else {low} end",
        f"case when {n} = 0 then null when {k} = {n} then 1 else {high} end", where=where,
    )  # fmt: skip


def quantile(p: float, column: str) -> tuple[str, str, str]:
    at = f"(n - 1) * {p}"
    low, high = f"{column}[cast(floor({at}) as bigint) + 1]", f"{column}[cast(ceil({at}) as bigint) + 1]"
    van, tot = f"van_{int(p * 100)}", f"tot_{int(p * 100)}"
    inside = f"case when {van} >= 1 and {tot} <= n then {column}"
    return f"{low} + ({at} - floor({at})) * ({high} - {low})", f"{inside}[{van}] end", f"{inside}[{tot}] end"


def ranks(source: str) -> str:
    """Table `rangen`: of each n what an interval takes from it; the statistics functions run once for
    each."""
    columns = ", ".join(
        f"cast(binomiaal_kwantiel(0.025, n, {p}) as bigint) as van_{int(p * 100)},"
        f"cast(binomiaal_kwantiel(0.975, n, {p}) + 1 as bigint) as tot_{int(p * 100)}"
        for p in QUANTILES.values()
    )
    return f"""create or replace temp table rangen as
        select n, t_kwantiel(0.975, n - 1) as t, {columns} from (select distinct n from {source});"""


def duration(indicator: str, source: str, column: str) -> str:
    """Mean and quantiles of `source`: a cell's sorted days in list `column`."""
    table = f"d_{indicator}"
    made = f"""create temp table {table} as select {KEY}, len({column}) as n, list_sort({column}) as dagen,
        list_sum({column}) as som, list_sum(list_transform({column},
            lambda x: cast(x as hugeint) * x)) as kwadraten
        from {source} where len({column}) > 0; {ranks(table)}"""
    joined = f"(select * from {table} inner join rangen using (n))"
    half = "t * sqrt((n * kwadraten - cast(som as hugeint) * som) / (n * nullif(n - 1, 0)) / n)"
    steps = [
        made,
        put(indicator, "gemiddelde", "dagen", joined, "som / n", "n", "null", "null",
            f"som / n - {half}", f"som / n + {half}"),
    ]  # fmt: skip
    for maat, p in QUANTILES.items():
        value, low, high = quantile(p, "dagen")
        steps.append(put(indicator, maat, "dagen", joined, value, "n", "null", "null", low, high))
    return "\n".join(steps)


def persons(name: str, source: str, dims: list[str]) -> str:
    """Table `name`: distinct persons per cell, with the months of a person as bits: alike ones are counted
    before
    the periods multiply them. A block of three years has the eleven months before it too, so that any period
    lies within one."""
    values = [("totaal", "'totaal'"), *((d, f"coalesce({d}, 'onbekend')") for d in dims)]
    cells = " union all ".join(
        f"select distinct corporatie, gemeente, '{d}' as dimensie, {v} as dimensie_waarde from {source}"
        for d, v in values
    )
    bits = " union all ".join(
        f"select cel, persoon, blok, bit_or(maand_bit) as bits"
        f" from {name}_blok as s inner join {name}_cel as c"
        f" on s.corporatie = c.corporatie and s.gemeente = c.gemeente and c.dimensie = '{d}'"
        f" and c.dimensie_waarde = {v} group by all"
        for d, v in values
    )
    return f"""
        create temp table {name}_cel as
            select cast(row_number() over () as integer) as cel, {PLACE}, dimensie, dimensie_waarde
                from ({cells})
            group by dimensie, dimensie_waarde, cube(corporatie, gemeente);
        create temp table {name}_blok as
            with m as (select *, datediff('month', (from begin), maand) as nr from {source})
            select *, nr // 36 as blok, cast(1 as bigint) << (nr % 36 + 11) as maand_bit from m
            union all
            select *, nr // 36 + 1, cast(1 as bigint) << (nr % 36 - 25) from m where nr % 36 >= 25;
        create temp table {name}_bits as {bits};
        create temp table {name}_patronen as
            with ruimer as (
                select c.cel, r.cel as ruimere_cel from {name}_cel as c inner join {name}_cel as r
                    on c.dimensie = r.dimensie and c.dimensie_waarde = r.dimensie_waarde and c.cel <> r.cel
                    and r.corporatie in (c.corporatie, 'alle') and r.gemeente in (c.gemeente, 'alle')
                where c.corporatie <> 'alle' and c.gemeente <> 'alle'
            )
            select cel, blok, bits, count(*) as aantal from (
                from {name}_bits
                union all
                select ruimere_cel, persoon, blok, bit_or(bits) from {name}_bits inner join ruimer using (cel)
                group by all
            ) group by all;
        create temp table {name} as
            select periode, any_value(corporatie) as corporatie, any_value(gemeente) as gemeente,
                any_value(dimensie) as dimensie, any_value(dimensie_waarde) as dimensie_waarde,
                    sum(aantal) as aantal
            from {name}_patronen as a
            inner join periode_bits as p on a.blok = p.blok and a.bits & p.bits <> 0
            inner join {name}_cel using (cel)
            group by periode, cel;"""


def stock(name: str, measures: dict[str, str], dims: list[str], where: str = "true") -> str:
    """Table `name`: sums over the stock on the last day of each period."""
    columns = ", ".join(f"sum({expression}) as {m}" for m, expression in measures.items())
    return f"""create temp table {name}_dag as
        select datum, corporatie, gemeente, {", ".join([*(d for d in dims if d != "totaal"), columns])}
        from voorraad inner join peildagen on datum between geldig_van and geldig_tot where {where}
            group by all;
        {sums(name, f"{name}_dag", list(measures), dims, stand=True)}"""
