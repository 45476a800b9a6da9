"use strict";
// Draws every chart from the data block beside it, top of the page first, and keeps the drawings fit to print.
(() => {
  const root = document.documentElement;
  const charts = [...document.querySelectorAll(".tekening")];
  const config = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
  root.dataset.grafieken = charts.length;
  root.dataset.getekend = 0;

  const draw = async (element) => {
    const figure = JSON.parse(document.getElementById(`${element.id}-gegevens`).textContent);
    try {
      await Plotly.newPlot(element, figure.data, figure.layout, config);
      root.dataset.getekend = Number(root.dataset.getekend) + 1;
    } catch (fault) {
      element.textContent = "Deze grafiek kon niet worden getekend. De tabel eronder is wel volledig.";
      console.error(fault);
    }
  };

  const drawFrom = (index) => {
    if (index >= charts.length) return;
    draw(charts[index]).then(() => setTimeout(drawFrom, 0, index + 1));
  };
  drawFrom(0);

  // On paper nothing can be unfolded and no chart redraws itself: both are done beforehand, and undone after.
  const onPaper = { width: 318, height: 150 }; // half the width of an A4 page less its margins
  const drawn = () => charts.filter((element) => element.data);
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.druk-open")) part.open = true;
    for (const element of drawn()) Plotly.relayout(element, onPaper);
  });
  window.addEventListener("afterprint", () => {
    for (const element of drawn()) Plotly.relayout(element, { width: null, height: 250 });
  });
})();
