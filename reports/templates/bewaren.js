"use strict";
// Two buttons under every chart: its drawings as one PNG, and the table beneath it as CSV for a spreadsheet.
(() => {
  const stem = (figure) => `${figure.id.replace(/^grafiek-/, "")}-${document.documentElement.dataset.berekening}`;

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // Semicolons, a decimal comma and a byte order mark: what Excel with Dutch settings opens by a double click.
  // A text that a spreadsheet would run as a formula gets an apostrophe; numbers come from data-waarde.
  const field = (cell) => {
    if (cell.dataset.waarde !== undefined) return cell.dataset.waarde.replace(".", ",");
    const words = (cell.dataset.csv ?? cell.textContent).replace(/\s+/g, " ").trim();
    if (words === "–") return "";
    const safe = /^[=+\-@\t\r]/.test(words) ? `'${words}` : words;
    return /[";\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };

  Monitor.csv = (figure) => {
    const source = figure.querySelector("figcaption");
    const lines = [...figure.querySelectorAll("table tr")].map((row, i) =>
      [...[...row.cells].map(field), i ? field(source) : "Bron"].join(";"),
    );
    return `\ufeff${lines.join("\r\n")}\r\n`;
  };

  const WIDTH = 1000;
  const EDGE = 24;
  const FONT = "'Liberation Sans', Arial, sans-serif";

  // Words broken into lines that fit; what was written is as high as `y` that comes back.
  const write = (pen, text, x, y, width, font, colour) => {
    pen.font = `${font} ${FONT}`;
    pen.fillStyle = colour;
    const height = parseInt(font.match(/(\d+)px/)[1], 10) * 1.35;
    let line = "";
    for (const word of text.split(/\s+/).filter(Boolean)) {
      if (line && pen.measureText(`${line} ${word}`).width > width) {
        pen.fillText(line, x, (y += height));
        line = "";
      }
      line = line ? `${line} ${word}` : word;
    }
    if (line) pen.fillText(line, x, (y += height));
    return y;
  };

  const image = (source) =>
    new Promise((resolve, reject) => {
      const picture = new Image();
      picture.onload = () => resolve(picture);
      picture.onerror = () => reject(new Error("de tekening is geen afbeelding"));
      picture.src = source;
    });

  const words = (panel, selector) => panel.querySelector(selector)?.textContent ?? "";

  // All panels of the figure with their words, under its title and above its source. Drawn twice: once to see
  // how high it becomes.
  Monitor.png = async (figure) => {
    const panels = [...figure.querySelectorAll(".paneel")];
    const columns = panels.some((panel) => panel.closest(".heel")) ? 1 : Math.min(3, panels.length);
    const width = (WIDTH - EDGE * (columns + 1)) / columns;
    const drawings = await Promise.all(
      panels.map(async (panel) => {
        const element = panel.querySelector(".tekening");
        const { height } = element.layout;
        return { panel, height, picture: await image(await Plotly.toImage(element, { format: "png", width, height, scale: 2 })) };
      }),
    );
    const paint = (pen) => {
      let y = write(pen, words(figure, "h3"), EDGE, EDGE / 2, WIDTH - 2 * EDGE, "bold 20px", "#1d2733") + EDGE / 2;
      for (let i = 0; i < drawings.length; i += columns) {
        const row = drawings.slice(i, i + columns);
        const heads = row.map(({ panel }, j) => {
          const x = EDGE + j * (width + EDGE);
          let below = write(pen, words(panel, "h4"), x, y, width, "bold 14px", "#1d2733");
          below = write(pen, words(panel, ".kop"), x, below, width, "13px", "#1d2733");
          return below;
        });
        const top = Math.max(...heads) + 6;
        row.forEach(({ picture, height }, j) => pen.drawImage(picture, EDGE + j * (width + EDGE), top, width, height));
        y = top + Math.max(...row.map(({ height }) => height)) + 8;
      }
      for (const reserve of figure.querySelectorAll(".bewaar li")) {
        y = write(pen, `Let op: ${reserve.textContent}`, EDGE, y, WIDTH - 2 * EDGE, "13px", "#7a4a00");
      }
      return write(pen, words(figure, "figcaption"), EDGE, y + 4, WIDTH - 2 * EDGE, "12px", "#5b6672") + EDGE;
    };
    const canvas = document.createElement("canvas");
    canvas.width = 2 * WIDTH;
    canvas.height = 2 * Math.ceil(paint(canvas.getContext("2d")));
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    paint(pen);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const button = (label, figure, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", `${label}: ${words(figure, "h3").trim()}`);
    made.addEventListener("click", act);
    return made;
  };

  for (const figure of document.querySelectorAll("figure.grafiek")) {
    if (!figure.querySelector(".panelen")) continue;
    const tools = document.createElement("div");
    tools.className = "gereedschap";
    tools.append(
      button("Bewaar als afbeelding (PNG)", figure, async () => save(await Monitor.png(figure), `${stem(figure)}.png`)),
    );
    if (figure.querySelector("table")) {
      tools.append(
        button("Bewaar de cijfers (CSV)", figure, () =>
          save(new Blob([Monitor.csv(figure)], { type: "text/csv;charset=utf-8" }), `${stem(figure)}.csv`),
        ),
      );
    }
    figure.append(tools);
  }
})();
