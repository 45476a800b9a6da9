"use strict";
// Draws every chart from the data block beside it, top of the page first, and keeps the drawings fit to screen
// and paper. `Monitor` is what the scripts of this page share.
const Monitor = (() => {
  const root = document.documentElement;
  const charts = [...document.querySelectorAll(".tekening")];
  const config = { displayModeBar: false, responsive: false, scrollZoom: false, doubleClick: false };
  root.dataset.grafieken = charts.length;
  root.dataset.getekend = 0;

  // A chart follows the room that it has: on a phone that is turned, in a window that is made smaller.
  const fit = new ResizeObserver((changes) => {
    for (const { target, contentRect } of changes) {
      if (target.data && !printing && contentRect.width > 0 && contentRect.width !== target.breedte) {
        target.breedte = contentRect.width;
        requestAnimationFrame(() => target.isConnected && Plotly.relayout(target, { width: contentRect.width }));
      }
    }
  });

  const teken = async (element, figure) => {
    element.style.height = `${figure.layout.height}px`;
    element.breedte = element.clientWidth;
    await Plotly.react(element, figure.data, { ...figure.layout, width: element.clientWidth }, config);
    fit.observe(element);
  };

  const drawOne = async (element) => {
    try {
      await teken(element, JSON.parse(document.getElementById(`${element.id}-gegevens`).textContent));
      if (root.dataset.getekend === "0") performance.mark("eerste grafiek");
      root.dataset.getekend = Number(root.dataset.getekend) + 1;
    } catch (fault) {
      element.textContent = "Deze grafiek kon niet worden getekend. De tabel eronder is wel volledig.";
      console.error(fault);
    }
  };

  const klaar = (async () => {
    for (const element of charts) {
      if (element.data) continue; // drawn for paper meanwhile
      await drawOne(element);
      await new Promise((resume) => setTimeout(resume)); // the reader can scroll and click in between
    }
  })();

  // On paper nothing can be unfolded and no chart redraws itself: both are done beforehand, and undone after.
  let printing = false;
  const half = 318; // pixels: half the width of an A4 page less its margins
  const drawn = () => [...document.querySelectorAll(".tekening")].filter((element) => element.data);
  window.addEventListener("beforeprint", () => {
    printing = true;
    for (const element of charts) if (!element.data) drawOne(element); // Plotly has drawn when it returns
    for (const part of document.querySelectorAll("details.druk-open")) part.open = true;
    for (const element of drawn()) {
      element.hoogte = element.layout.height;
      const height = element.hoogte > 260 ? element.hoogte : 150;
      element.style.height = `${height}px`;
      Plotly.relayout(element, { width: element.closest(".heel") ? 2 * half : half, height });
    }
  });
  window.addEventListener("afterprint", () => {
    for (const element of drawn()) {
      element.style.height = `${element.hoogte}px`;
      Plotly.relayout(element, { width: element.clientWidth, height: element.hoogte });
    }
    printing = false;
  });

  return { klaar, teken };
})();
