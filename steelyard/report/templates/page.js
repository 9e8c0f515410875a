"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;

  const table = document.getElementById("cards");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const language = document.documentElement.lang;
  const plural = new Intl.PluralRules(language);
  const figure = new Intl.NumberFormat(language);
  const order = [...form.elements.decision.options].map((option) => option.value);

  const cards = [...table.querySelectorAll("tbody.card")].map((body, place) => {
    const { lane, source, decision, asks, lacks, pressed, score } = body.dataset;
    return {
      body, lane, source, decision,
      asks: asks.split(" "), pressed: pressed.split(" "),
      lacks: Number(lacks), score: Number(score), place,
      text: "",
    };
  });

  // The words of a card are gathered at the first search: most readers never search.
  const words = (card) => (card.text ||= card.body.textContent.toLocaleLowerCase(language));

  const wanted = () => {
    const { text, lane, source, decision, lacks, pressed } = form.elements;
    const sought = text.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    return (card) =>
      (!lane.value || card.lane === lane.value) &&
      (!source.value || card.source === source.value) &&
      (!decision.value || card.decision === decision.value) &&
      (!lacks.value || (lacks.value === "-" ? card.lacks === 0 : card.asks.includes(lacks.value))) &&
      (!pressed?.value || card.pressed.includes(pressed.value)) &&
      sought.every((word) => words(card).includes(word));
  };

  const filter = () => {
    const fits = wanted();
    let count = 0;
    for (const card of cards) {
      const hidden = !fits(card);
      if (card.body.hidden !== hidden) card.body.hidden = hidden;
      if (!hidden) count += 1;
    }
    const sentence = plural.select(count) === "one" ? shown.dataset.one : shown.dataset.other;
    shown.textContent = sentence
      .replace("{n}", figure.format(count))
      .replace("{all}", figure.format(cards.length));
    nothing.hidden = count > 0;
    for (const line of table.querySelectorAll(".cut")) line.hidden = count === 0;
  };

  const title = (card) => card.body.querySelector(".title").textContent;
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  const orders = {
    place: (a, b) => a.place - b.place,
    title: (a, b) => compare(title(a), title(b)),
    lane: (a, b) => compare(a.lane, b.lane),
    score: (a, b) => a.score - b.score,
    decision: (a, b) => order.indexOf(a.decision) - order.indexOf(b.decision),
    lacks: (a, b) => a.lacks - b.lacks,
  };

  const sort = (head) => {
    const by = head.dataset.by;
    const was = head.getAttribute("aria-sort");
    const falling = was ? was === "ascending" : by === "score" || by === "lacks";
    for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const sign = falling ? -1 : 1;
    cards.sort((a, b) => sign * orders[by](a, b) || a.place - b.place);
    const queued = by === "place" && !falling;
    table.classList.toggle("resorted", !queued);
    const line = table.querySelector(".cut");
    table.append(...cards.map((card) => card.body));
    if (queued && line) table.querySelector(".card.below")?.before(line);
  };

  for (const head of table.querySelectorAll("[data-by]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(head));
    head.append(button);
  }

  // Figures of the tables below lead back to their cards.
  for (const figures of document.querySelectorAll("[data-show]")) {
    const [name, value] = figures.dataset.show.split("=");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "linklike";
    button.title = table.dataset.showHere;
    button.setAttribute("aria-label", `${figures.textContent}, ${button.title}`);
    button.append(...figures.childNodes);
    button.addEventListener("click", () => {
      form.reset();
      form.elements[name].value = value;
      filter();
      const queue = document.getElementById("queue");
      queue.scrollIntoView();
      queue.focus({ preventScroll: true });
    });
    figures.append(button);
  }

  // A link to a card opens it, also when the filter hides it.
  const visit = () => {
    const body = location.hash && document.getElementById(location.hash.slice(1));
    if (!body || !body.classList.contains("card")) return;
    if (body.hidden) {
      form.reset();
      filter();
    }
    body.querySelector("details").open = true;
    body.scrollIntoView();
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", visit);

  form.hidden = false;
  filter();
  visit();
})();
