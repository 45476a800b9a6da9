"use strict";
// The explorer: the choice stands in the address, and the address restores the choice.
(() => {
  const store = document.getElementById("zelf-kijken-gegevens");
  if (!store) return;
  const HASH = "#zelf-kijken";
  const { cijfer, getal, schaal } = Monitor.schrijfwijze;
  const look = JSON.parse(document.getElementById("zelf-kijken-opmaak").textContent);
  const { EACH, FIRST, KEYS, SAID, inOrder, label, nearest, options } = Monitor.keuze(look);
  const form = document.getElementById("keuze");
  const figure = document.getElementById("grafiek-zelf-kijken");
  const part = (selector) => figure.querySelector(selector);
  const escaped = (text) => String(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const made = (tag, text = "", className = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    element.className = className;
    return element;
  };

  const unpack = async () => {
    const bytes = Uint8Array.from(atob(store.textContent), (sign) => sign.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const data = JSON.parse(await new Response(stream).text());
    const series = data.reeksen.map(([c, kind, who, where, by, value, first, w, n, low, high, marks]) => {
      const one = data.cijfers[c];
      return {
        cijfer: `${one.code}.${one.maat}`, titel: one.titel, eenheid: one.eenheid,
        periode: data.perioden[kind].soort, wie: data.corporaties[who], waar: data.gemeenten[where],
        per: data.dimensies[by], waarde: data.waarden[value],
        punten: marks.map((mark, i) => mark === null ? null : {
          plaats: first + i, naam: data.perioden[kind].namen[first + i],
          waarde: w[i] ?? null, n: n[i] ?? null, onder: low[i] ?? null, boven: high[i] ?? null,
          bewaar: data.bewaar[mark >> 1], voorlopig: mark % 2 === 1,
        }).filter(Boolean),
      };
    });
    return { series, perioden: Object.fromEntries(data.perioden.map(({ soort, namen }) => [soort, namen])) };
  };

  const read = () => {
    const [place, query] = location.hash.split("?");
    return place === HASH && query ? Object.fromEntries(new URLSearchParams(query)) : null;
  };

  const fill = (series, choice) => {
    for (const key of KEYS) {
      form.elements[key].replaceChildren(...options(series, choice, key).map((value) => {
        const option = made("option", label(series, key, value));
        option.value = value;
        option.selected = value === choice[key];
        return option;
      }));
    }
  };

  const isCount = (unit) => unit === "aantal" || unit === "personen";
  const isWithheld = (point) => (point.bewaar ?? "").includes("onderdrukt");
  const isSmall = (point, unit) => !isCount(unit) && point.n > 0 && point.n < look.kleine_n;
  const remarks = (point, unit) => [
    point.voorlopig && "voorlopig",
    isWithheld(point) ? look.onderdrukt : point.bewaar,
    isSmall(point, unit) && `klein aantal: ${point.n}`,
    point.waarde === null && !isWithheld(point) && "geen waarnemingen",
  ].filter(Boolean);
  const shown = (point, unit) => isWithheld(point) && point.waarde === null ? look.onderdrukt : cijfer(point.waarde, unit);
  const reach = (series) => Math.max(...series.flatMap((one) => one.punten.flatMap((point) =>
    [point.waarde ?? 0, isSmall(point, one.eenheid) ? 0 : point.boven ?? 0])), 0) || 1;

  const draw = (one, top, colour, names) => {
    const [factor, title, suffix] = schaal(one.eenheid, top);
    const times = (value) => (value === null ? null : value * factor);
    const x = one.punten.map((point) => point.plaats);
    const y = one.punten.map((point) => times(point.waarde));
    const open = one.punten.map((point) => remarks(point, one.eenheid).length > 0);
    const customdata = one.punten.map((point) => [
      `<b>${escaped(point.naam)}: ${escaped(shown(point, one.eenheid))}</b>`,
      point.n === null ? "" : `n = ${getal(point.n)}`,
      ...remarks(point, one.eenheid).map(escaped),
    ].filter(Boolean).join("<br>"));
    const common = { x, y, customdata, hovertemplate: "%{customdata}<extra></extra>" };
    const arm = (bound) => one.punten.map((point) =>
      point[bound] === null || point.waarde === null ? 0 : Math.abs(point[bound] - point.waarde) * factor);
    const trace = isCount(one.eenheid)
      ? { ...common, type: "bar", width: 0.62, marker: { color: colour, line: { color: colour, width: 1.5 }, pattern: {
          shape: open.map((mark) => (mark ? "/" : "")), fgcolor: colour, bgcolor: "#ffffff", size: 6 } } }
      : { ...common, type: "scatter", mode: "lines+markers", connectgaps: false, line: { color: colour, width: 2 },
          marker: { size: 8, color: open.map((mark) => (mark ? "#ffffff" : colour)), line: { color: colour, width: 2 },
            symbol: one.punten.map((point) => (isSmall(point, one.eenheid) ? "diamond" : "circle")) },
          error_y: { type: "data", symmetric: false, array: arm("boven"), arrayminus: arm("onder"), color: colour,
            thickness: 1, width: 3 } };
    const step = Math.ceil(names.length / 8); // so many names fit beside each other
    const ticks = names.map((_, i) => i).filter((i) => (names.length - 1 - i) % step === 0);
    const layout = structuredClone(look.vlak);
    Object.assign(layout.xaxis, { tickvals: ticks, range: [-0.6, names.length - 0.4], ticktext: ticks.map((i) => {
      const point = one.punten.find(({ plaats }) => plaats === i);
      return `${escaped(names[i]).replace(" ", "<br>")}${isCount(one.eenheid) || !point || point.n === null ? "" : `<br>${getal(point.n)}`}`;
    }) });
    Object.assign(layout.yaxis, { range: [0, top * factor * 1.22], ticksuffix: suffix });
    layout.margin.b = 60;
    const beside = { x: 0, xref: "paper", yref: "paper", showarrow: false, font: { size: 10 } };
    layout.annotations = [];
    if (title) layout.annotations.push({ ...beside, text: title, y: 1, xanchor: "left", yanchor: "bottom",
      xshift: -layout.margin.l, yshift: 3 });
    if (!isCount(one.eenheid)) layout.annotations.push({ ...beside, text: "n =", y: 0, xanchor: "right",
      yanchor: "top", xshift: -2, yshift: names[0].includes(" ") ? -27 : -15 });
    return { data: [trace], layout };
  };

  const panel = (name, one) => {
    const last = one.punten.findLast((point) => !point.voorlopig) ?? one.punten.at(-1);
    const box = made("div", "", "paneel");
    const head = made("p", `${last.naam}: ${shown(last, one.eenheid)} `, "kop");
    const marks = remarks(last, one.eenheid).join(", ");
    if (marks) head.append(made("span", marks, "bewaar-merk"));
    const drawing = made("div", "", "tekening");
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", `${name}. ${head.textContent}. De tabel onder de grafiek geeft alle waarden.`);
    box.append(made("h4", name), head, drawing);
    return [box, drawing];
  };

  const HEADS = [["Wie of wat"], ["Periode"], ["Waarde"], ["95 %: van"], ["95 %: tot"], ["n"], ["Opmerking"]];
  const cell = (tag, text, value) => {
    const one = made(tag, text, value === undefined ? "" : "getal");
    if (value !== undefined && value !== null) one.dataset.waarde = value;
    return one;
  };
  const table = (named, unit) => {
    const head = made("tr");
    head.append(...HEADS.map(([text], i) => {
      const one = made("th", text, i > 1 && i < 6 ? "getal" : "");
      one.scope = "col";
      if (unit === "dagen" && i > 1 && i < 5) one.dataset.csv = `${text} (dagen)`;
      return one;
    }));
    part("thead").replaceChildren(head);
    part("tbody").replaceChildren(...named.flatMap(([name, one]) => one.punten.map((point) => {
      const row = made("tr");
      const first = cell("th", name);
      first.scope = "row";
      row.append(first, cell("td", point.naam), cell("td", shown(point, unit), point.waarde),
        cell("td", cijfer(point.onder, unit), point.onder), cell("td", cijfer(point.boven, unit), point.boven),
        cell("td", point.n === null ? "–" : getal(point.n), point.n), cell("td", remarks(point, unit).join(", ")));
      return row;
    })));
  };

  const reserves = (series, each) => {
    const points = series.flatMap((one) => one.punten);
    const unit = series[0].eenheid;
    const present = new Set(points.map((point) => point.bewaar).filter(Boolean));
    if (points.some((point) => point.voorlopig)) present.add("voorlopig");
    const said = [...present].map((name) => look.kwalificaties[name] ?? name);
    if (points.some((point) => isSmall(point, unit))) said.push(`klein aantal: minder dan ${look.kleine_n}, dan zegt het cijfer weinig`);
    if (each) said.push("elke grafiek heeft zijn eigen schaal: vergelijk de getallen, niet de hoogte");
    part(".bewaar").hidden = said.length === 0;
    part(".bewaar ul").replaceChildren(...said.map((sentence) => made("li", sentence)));
  };

  const show = async ({ series, perioden }, choice) => {
    const chosen = series
      .filter((one) => ["cijfer", "periode", "waar", "per"].every((key) => one[key] === choice[key]))
      .filter((one) => choice.wie === EACH || one.wie === choice.wie)
      .sort((a, b) => (choice.wie === EACH ? (a.wie === "alle") - (b.wie === "alle") || inOrder(a.wie, b.wie) : inOrder(a.waarde, b.waarde)));
    const { titel, eenheid } = chosen[0];
    const name = (one) => {
      if (one.per !== "totaal") return one.waarde;
      return label(series, "wie", one.wie);
    };
    const where = choice.waar === "alle" ? "het hele werkgebied" : choice.waar;
    const by = choice.per === "totaal" ? "" : `, per ${choice.per.replaceAll("_", " ")}`;
    const who = choice.wie === EACH ? "elke corporatie" : choice.wie === "alle" ? "alle corporaties" : choice.wie;
    part("h3").textContent = `${titel}: ${who} in ${where}${by}, ${SAID.periode[choice.periode].toLowerCase()}`;
    const own = isCount(eenheid) && chosen.length > 1;
    reserves(chosen, own);
    table(chosen.map((one) => [name(one), one]), eenheid);
    const highest = reach(chosen);
    const panels = chosen.map((one) => panel(name(one), one));
    for (const old of figure.querySelectorAll(".tekening")) Plotly.purge(old);
    part(".panelen").replaceChildren(...panels.map(([box]) => box));
    for (const [i, one] of chosen.entries()) {
      const top = own ? reach([one]) : highest;
      await Monitor.teken(panels[i][1], draw(one, top, look.kleuren[one.wie] ?? look.kleuren.alle, perioden[choice.periode]));
    }
    figure.dataset.getoond = KEYS.map((key) => choice[key]).join("|");
  };

  const start = async () => {
    const data = await unpack();
    let turn = Promise.resolve();
    const take = (asked, isOwn) => {
      const choice = nearest(data.series, asked);
      const differs = Object.keys(asked).some((key) => KEYS.includes(key) && asked[key] !== choice[key]);
      document.getElementById("keuze-anders").hidden = isOwn || !differs;
      fill(data.series, choice);
      turn = turn.then(() => show(data, choice));
      return turn.then(() => choice);
    };
    form.addEventListener("change", async () => {
      const choice = await take(Object.fromEntries(new FormData(form)), true);
      document.getElementById("zelf-kijken").classList.add("gekozen");
      history.replaceState(null, "", `${HASH}?${new URLSearchParams(choice)}`);
    });
    const follow = async () => {
      const asked = read();
      if (!asked) return;
      document.getElementById("zelf-kijken").classList.add("gekozen");
      await take(asked, false);
      document.getElementById("zelf-kijken").scrollIntoView();
    };
    window.addEventListener("hashchange", follow);
    form.addEventListener("submit", (event) => event.preventDefault());
    await (read() ? follow() : take(FIRST, true));
  };

  Monitor.gekeken = (read() ? Promise.resolve() : Monitor.klaar).then(start);
})();
Monitor.klaar.then(() => Monitor.gekeken).then(() => (document.documentElement.dataset.klaar = "ja"));
