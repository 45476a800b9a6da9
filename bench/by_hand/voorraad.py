"""What is counted in the stock of dwellings, its rents and its turnover."""

from cellen import PLACE, VOORRAAD, count, put, quantile, ranks, share, stock, sums


def stocks() -> list[str]:
    whole = {
        "voorraad": "cast(is_sociaal as int)",
        "aanbod": "cast(is_sociaal and huurklasse = 't/m kwaliteitskortingsgrens' as int)",
        "label": "cast(is_sociaal and coalesce(doelgroep = 'jongeren', false) as int)",
        "flexibel": "cast(is_sociaal and flex as int)",
        "bijeen": "cast(is_sociaal and geclusterd as int)",
        "rolstoel": "cast(is_sociaal and rolstoelgeschikt as int)",
        "standplaats": "cast(woningtype = 'standplaats' as int)",
        "zonder_treden": "cast(is_sociaal and nultreden as int)",
        "treden_bekend": "cast(is_sociaal and nultreden is not null as int)",
    }
    single = {
        "flex": "flexibel",
        "geclusterd": "bijeen",
        "rolstoelgeschikt": "rolstoel",
        "standplaatsen": "standplaats",
    }
    soort = "case when flex then 'flex' else coalesce({}, 'onbekend') end as mutatiesoort"
    signed = ("aantal", "aantal", "v_netto", "case when n <> 0 then verandering end", "n")
    return [
        stock("v", whole, ["totaal", *VOORRAAD]),
        count("voorraad", "voorraad", "v", where="voorraad > 0"),
        count("aanbod_jongeren", "aanbod", "v", where="aanbod > 0 and dimensie <> 'huurklasse'"),
        count("voorraad_jongeren", "label", "v", where="label > 0"),
        *(count(f"voorraad_{i}", m, "v", where=f"{m} > 0 and dimensie = 'totaal'")
          for i, m in single.items()),
        share("aandeel_nultreden", "zonder_treden", "treden_bekend", "v",
              "treden_bekend > 0 and dimensie in ('totaal', 'wijk')"),
        f"""create temp table nieuw as
            select in_exploitatie as datum, corporatie, gemeente, cast(nultreden as int) as k, 1 as m
                from voorraad
            where is_sociaal and in_exploitatie_reden = 'nieuwbouw' and in_exploitatie is not null
                and nultreden is not null;
            {sums("v_nieuw", "nieuw", ["k", "m"], ["totaal"])}""",
        share("aandeel_nultreden_nieuwbouw", "k", "m", "v_nieuw"),
        f"""create temp table mutatie as
            select in_exploitatie as datum, corporatie, gemeente, {soort.format("in_exploitatie_reden")},
                1 as verandering, 1 as n from voorraad where is_sociaal and in_exploitatie is not null
            union all
            select uit_exploitatie, corporatie, gemeente, {soort.format("uit_exploitatie_reden")}, -1, 1
            from voorraad where is_sociaal and uit_exploitatie is not null;
            create temp table eigen as from mutatie where mutatiesoort not in ('overname', 'overdracht',
                'flex');
            {sums("v_soort", "mutatie", ["verandering", "n"], ["mutatiesoort"])}
            {sums("v_eigen", "eigen", ["verandering", "n"], ["totaal"])}
            create temp table v_netto as from v_soort union all from v_eigen;""",
        put("voorraad_netto", *signed),
        f"""create temp table hk_klasse as
            select datum, corporatie, gemeente, k as huurklasse, coalesce(wijk,
                'onbekend') || ', ' || k as wijk_en_huurklasse,
                sum(case when v.huurklasse = k then 1 else 0 end) as k_, count(*) as n_
            from voorraad as v inner join peildagen on datum between geldig_van and geldig_tot
            cross join (select unnest(['t/m kwaliteitskortingsgrens', 't/m 1e aftoppingsgrens',
                't/m 2e aftoppingsgrens',
                't/m huurtoeslaggrens', 'daarboven']) as k)
            where zelfstandig group by all;
            {sums("hk", "hk_klasse", ["k_", "n_"], ["huurklasse", "wijk_en_huurklasse"], stand=True)}""",
        share("aandeel_huurklasse", "k_", "n_", "hk"),
        f"""create temp table bereikbaar as
            select periode, {PLACE}, 'totaal' as dimensie, 'totaal' as dimensie_waarde, count(*) as n,
                count_if(huurklasse in ('t/m kwaliteitskortingsgrens', 't/m 1e aftoppingsgrens')
                    or (huurklasse = 't/m 2e aftoppingsgrens' and personen >= 3)) as k
            from fct_toewijzingen inner join dim_perioden on toewijzingsdatum between date '2022-01-01'
                and periode_eind
            where is_sociaal and is_eerste_van_nieuwbouw and personen is not null
            group by periode, cube(corporatie, gemeente);""",
        share("nieuwbouw_bereikbaar", "k", "n", "bereikbaar"),
        rents(),
        put("huurstijging", "mediaan", "aandeel", "(select * from stijging inner join rangen using (n))",
            quantile(0.5, "stijgingen")[0], "n", "null", "null", *quantile(0.5, "stijgingen")[1:]),
        *turnover("mutatiegraad", "is_sociaal"),
        *turnover("mutatiegraad_jongeren", "is_sociaal and doelgroep = 'jongeren'"),
    ]  # fmt: skip


def rents() -> str:
    return f"""create temp table stijging as
        with data as (select distinct bron, peildatum from eenheid_huren), laatste as (
            select periode, bron, max(peildatum) as nu,
                cast(max(peildatum) - interval 1 year as date) as jaar_eerder
            from dim_perioden inner join data on peildatum between periode_start and periode_eind
            where lengte = 12 group by all
        ), paren as (
            select laatste.*, peildatum as toen from laatste
            inner join data on laatste.bron = data.bron and abs(peildatum - jaar_eerder) <= 31
            qualify row_number() over (partition by periode, laatste.bron
                order by abs(peildatum - jaar_eerder), peildatum) = 1
        ), stijgingen as (
            select periode, v.corporatie, v.gemeente,
                cast(n.rekenhuur - t.rekenhuur as double) / cast(t.rekenhuur as double) as stijging
            from paren as p
            inner join eenheid_huren as t on p.bron = t.bron and p.toen = t.peildatum and t.rekenhuur > 0
            inner join eenheid_huren as n on p.bron = n.bron and p.nu = n.peildatum
                and t.eenheid_id = n.eenheid_id
            inner join voorraad as v on v.is_sociaal and t.bron = v.bron and t.eenheid_id = v.eenheid_id
                and p.toen between geldig_van and geldig_tot
            where not exists (from fct_toewijzingen as h where h.bron = n.bron and h.eenheid_id = n.eenheid_id
                and coalesce(huur_ingangsdatum, toewijzingsdatum) > p.toen
                and coalesce(huur_ingangsdatum, toewijzingsdatum) <= p.nu)
        )
        select periode, {PLACE}, 'totaal' as dimensie, 'totaal' as dimensie_waarde, count(*) as n,
            list_sort(list(stijging)) as stijgingen
        from stijgingen group by periode, cube(corporatie, gemeente);
        {ranks("stijging")}"""


def turnover(indicator: str, where: str) -> list[str]:
    return [
        f"""create temp table {indicator} as
            with p as (
                select distinct corporatie, periode, periode_start, periode_eind from int_perioden_gedekt
                where is_eerste_dag_gedekt and periode_soort in ('jaar', 'voortschrijdend_jaar')
            ), stand as (
                select periode, periode_start, periode_eind, bron, eenheid_id, corporatie, gemeente
                from (select distinct periode, periode_start, periode_eind from p)
                inner join (from voorraad where {where}) on periode_start between geldig_van and geldig_tot
            ), m as (
                select periode, s.bron, s.eenheid_id, count(*) as aantal from stand as s
                inner join fct_toewijzingen as t on s.bron = t.bron and s.eenheid_id = t.eenheid_id
                    and toewijzingsdatum between periode_start and periode_eind
                where t.is_sociaal and is_mutatie group by all
            ), cellen as (
                select periode, {PLACE}, 'totaal' as dimensie, 'totaal' as dimensie_waarde,
                    coalesce(sum(aantal), 0) as k, count(*) as n
                from stand left join m using (periode, bron, eenheid_id) group by periode, cube(corporatie,
                    gemeente)
            )
            from cellen semi join p using (corporatie, periode);""",
        put(indicator, "verhouding", "per woning", indicator, "k / n", "n", "k", "n"),
    ]
