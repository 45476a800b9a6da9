"use strict";
// How the explorer writes a figure: as reports/display.py does on the rest of the page (a test compares the two).
Monitor.schrijfwijze = (() => {
  const JAAR = 365.25;
  const MAAND = JAAR / 12;
  const NIETS = "–";
  const round = (value) => {
    const floor = Math.floor(value);
    return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value); // half to even, as Python does
  };

  // toFixed rounds a tie away from zero.
  const toFixed = (value, decimals) => {
    const up = value.toFixed(decimals);
    const isTie = /^50*$/.test(value.toFixed(60).split(".")[1].slice(decimals));
    return isTie && Number(up.at(-1)) % 2 ? (Number(up) - 10 ** -decimals).toFixed(decimals) : up;
  };

  const getal = (value, decimals = 0) => {
    const [whole, part] = toFixed(Math.abs(value), decimals).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
    return `${value < 0 ? "−" : ""}${grouped}${part ? `,${part}` : ""}`;
  };

  const duur = (days) => {
    if (Math.abs(days) < 2 * MAAND) return `${getal(round(days))}\u00a0${round(days) === 1 ? "dag" : "dagen"}`;
    const months = round(days / MAAND);
    const parts = [];
    if (months >= 12) parts.push(`${Math.floor(months / 12)}\u00a0jaar`);
    if (months % 12) parts.push(`${months % 12}\u00a0${months % 12 === 1 ? "maand" : "maanden"}`);
    return parts.join(" en ");
  };

  const cijfer = (value, unit) => {
    if (value === null || value === undefined) return NIETS;
    switch (unit) {
      case "dagen": return duur(value);
      case "aandeel": return `${getal(value * 100, 1)}\u00a0%`;
      case "per woning": return `${getal(value, 1)} per woning`;
      case "personen": return `${getal(value)} personen`;
      default: return getal(value, Number.isInteger(value) ? 0 : 1);
    }
  };

  // From the unit of the figure to that of the axis, as reports/canvas.py scales it.
  const schaal = (unit, top) => {
    if (unit === "dagen") return top >= 2 * JAAR ? [1 / JAAR, "jaar", ""] : [1 / MAAND, "maanden", ""];
    return unit === "aandeel" ? [100, "", " %"] : [1, unit === "per woning" ? unit : "", ""];
  };

  return { cijfer, getal, schaal };
})();
