"""Who searches, what is offered to them, and what they reacted to."""

from cellen import AANBOD, KEY, PLACE, ZOEKER, count, cuts, duration, persons, put, share, sums


def seekers() -> list[str]:
    last = "(select max(periode_tot_en_met) from stg_thuiskompas__leveringen)"
    total = "'alle' as corporatie, 'alle' as gemeente, 'totaal' as dimensie, 'totaal' as dimensie_waarde"
    return [
        """create temp table begin as select min(periode_start) from dim_perioden where periode_soort =
        'maand';
        create temp table periode_bits as
            with m as (select periode, datediff('month', (from begin), maand) as nr from maanden),
            met_blok as (select *, max(nr) over (partition by periode) // 36 as blok from m)
            select periode, blok, bit_or(cast(1 as bigint) << (nr - 36 * blok + 11)) as bits
            from met_blok where nr >= 0 group by all;
        create temp table gehuisvest as
            select persoon, cast(date_trunc('month', toewijzingsdatum) as date) as maand, corporatie, gemeente
            from fct_toewijzingen inner join zoekers using (bron, inschrijving_id)
            where is_sociaal and categorie = 'regulier'
                and coalesce(model, 'onbekend') not in ('distributie', 'zonder publicatie');
        create temp table gezocht as
            select distinct persoon, maand, corporatie, gemeente from zoekmaanden union all
                from gehuisvest;""",
        persons("actief", "zoekmaanden", [*AANBOD, *ZOEKER]),
        put("actief_woningzoekenden", "aantal", "personen", "actief", "aantal", "aantal"),
        persons("wie_zocht", "gezocht", []),
        persons("wie_vond", "gehuisvest", []),
        share("slaagkans", "k", "n",
              f"(select z.* exclude (aantal), z.aantal as n, coalesce(v.aantal, 0) as k from wie_zocht as z"
              f" left join wie_vond as v using ({KEY}))"),
        "create temp table aangeboden as from aanbod where is_aangeboden;",
        sums("a", "aangeboden", ["aantal_eenheden", "aantal_reacties"], ["totaal", *AANBOD]),
        count("aangeboden_woningen", "aantal_eenheden", "a"),
        count("reacties", "aantal_reacties", "a"),
        put("reacties_per_woning", "verhouding", "per woning", "a",
            "aantal_reacties / nullif(aantal_eenheden, 0)", "aantal_eenheden",
            "aantal_reacties", "aantal_eenheden"),
        """create temp table aangeboden_aan as
            select r.*, datum, corporatie, gemeente from aangeboden
                inner join per_publicatie as r using (bron, publicatie_id);""",
        sums("az", "aangeboden_aan", ["aantal_reacties"], ZOEKER),
        count("reacties", "aantal_reacties", "az"),
        f"""create temp table ingeschreven as
            select datum, 'alle' as corporatie, 'alle' as gemeente, huishoudgrootte, woonsituatie,
                groep_van(leeftijd_op(datum, geboortemaand, geboortejaar)) as leeftijdsgroep,
                    count(*) as aantal
            from zoekers inner join peildagen
                on inschrijfdatum <= datum and (uitschrijfdatum is null or uitschrijfdatum > datum)
            group by all;
            create temp table i as
                select periode, corporatie, gemeente, dimensie, dimensie_waarde, sum(aantal) as aantal
                from ({cuts("ingeschreven", "datum", ["aantal"], ["totaal", *ZOEKER])})
                inner join perioden_van_stand on dag = periode_eind group by all;""",
        count("ingeschrevenen", "aantal", "i"),
        f"""create temp table jarig as
            with j as (select persoon, min(jong_tot) as dag from zoekers group by persoon), h as (
                select persoon, min(toewijzingsdatum) as thuis
                from fct_toewijzingen inner join zoekers using (bron, inschrijving_id) group by persoon
            )
            select periode, {total}, count(*) as aantal
            from j left join h using (persoon) inner join dim_perioden on dag between periode_start
                and periode_eind
            where dag <= {last} and (thuis is null or thuis > dag) and exists (
                from zoekers as z where z.persoon = j.persoon and inschrijfdatum <= dag
                    and (uitschrijfdatum is null or uitschrijfdatum > dag))
            group by periode;""",
        put("jongeren_23_zonder_woning", "aantal", "personen", "jarig", "aantal", "aantal"),
        f"""create temp table wacht as
            with p as (select periode, maand, least(periode_eind, {last}) as peildag
                from perioden_van_stand inner join maanden using (periode)
            ), z as (select distinct nummer, maand, corporatie, gemeente from zoekmaanden), w as (
                select periode, {PLACE}, min(nummer) as nummer
                from z inner join zoekers using (nummer)
                inner join p on z.maand = p.maand and jong_tot > peildag and inschrijfdatum <= peildag
                    and (uitschrijfdatum is null or uitschrijfdatum > peildag)
                where jong_tot > least(z.maand, {last})
                group by periode, persoon, cube(corporatie, gemeente)
            ), d as (
                select periode, corporatie, gemeente, peildag - inschrijfdatum as dagen, huishoudgrootte,
                    woonsituatie
                from w inner join zoekers using (nummer)
                inner join (select distinct periode, peildag from p) using (periode)
            )
            select periode, corporatie, gemeente, dimensie, dimensie_waarde, list(dagen) as dagen from (
                {" union all ".join(
                    f"select periode, corporatie, gemeente, dagen, '{d}' as dimensie, {v} as dimensie_waarde"
                    f" from d"
                    for d, v in [("totaal", "'totaal'"), *((x,
                        f"coalesce({x}, 'onbekend')") for x in ZOEKER[1:])])}
            ) group by all;""",
        duration("wachtend_jongeren", "wacht", "dagen"),
    ]  # fmt: skip
