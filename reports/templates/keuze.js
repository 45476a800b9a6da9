"use strict";
// What can be chosen in the explorer, in which order, and how a choice is called.
Monitor.keuze = (look) => {
  const EACH = "elk";
  const KEYS = ["cijfer", "periode", "waar", "wie", "per"];
  const FIRST = { cijfer: "zoektijd.mediaan", periode: "jaar", waar: look.gemeente, wie: EACH, per: "totaal" };
  const rank = (value) => {
    const place = look.volgorde.indexOf(value);
    return place < 0 ? look.volgorde.length + (value === "onbekend") : place;
  };
  const inOrder = (a, b) => rank(a) - rank(b) || a.localeCompare(b, "nl", { numeric: true });

  // What can be chosen for `key` beside the choices made before it.
  const options = (series, choice, key) => {
    const before = KEYS.slice(0, KEYS.indexOf(key));
    const fits = (one) => before.every((name) =>
      name === "wie" && choice.wie === EACH ? one.per === "totaal" : one[name] === choice[name]);
    const found = [...new Set(series.filter(fits).map((one) => one[key]))];
    const whole = new Set(series.filter((one) => fits(one) && one.per === "totaal").map((one) => one.wie));
    if (key === "wie" && whole.size > 1) found.push(EACH);
    return key === "cijfer"
      ? found.sort((a, b) => label(series, key, a).localeCompare(label(series, key, b), "nl"))
      : found.sort(inOrder);
  };

  // The choice that can be shown and is nearest to the one asked for.
  const nearest = (series, asked) => {
    const choice = {};
    for (const key of KEYS) {
      const found = options(series, choice, key);
      choice[key] = [asked[key], FIRST[key], "alle"].find((wish) => found.includes(wish)) ?? found[0];
    }
    return choice;
  };

  const SAID = {
    wie: { [EACH]: "Elke corporatie apart", alle: "Alle corporaties samen" },
    waar: { alle: "Hele werkgebied" },
    periode: { jaar: "Per jaar", halfjaar: "Per halfjaar", kwartaal: "Per kwartaal" },
    per: { totaal: "Geen (totaal)" },
  };
  const label = (series, key, value) => {
    if (key === "cijfer") return series.find((one) => one.cijfer === value).titel;
    return SAID[key]?.[value] ?? (key === "per" ? `Per ${value.replaceAll("_", " ")}` : value);
  };

  return { EACH, FIRST, KEYS, SAID, inOrder, label, nearest, options };
};
