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
  const more = document.getElementById("more");
  const PAGE = 100; // cards at once: a page of 5,000 scrolls and sorts as one of 100
  let limit = PAGE;
  const order = [...form.elements.decision.options].map((option) => option.value);

  const cards = [...table.querySelectorAll("tbody.card")].map((body, place) => {
    const { lane, team, source, decision, asks, lacks, age, pressed, score } = body.dataset;
    return {
      body, lane, team, source, decision, age,
      asks: asks.split(" "), pressed: pressed.split(" "),
      lacks: Number(lacks), score: Number(score), place,
      text: "",
    };
  });

  // The words of a card are gathered at the first search: most readers never search.
  const words = (card) => (card.text ||= card.body.textContent.toLocaleLowerCase(language));

  const wanted = () => {
    const { text, lane, team, source, decision, lacks, age, pressed } = form.elements;
    const sought = text.value.toLocaleLowerCase(language).split(/\s+/).filter(Boolean);
    return (card) =>
      (!lane.value || card.lane === lane.value) &&
      (!team.value || card.team === team.value) &&
      (!age.value || card.age === age.value) &&
      (!source.value || card.source === source.value) &&
      (!decision.value || card.decision === decision.value) &&
      (!lacks.value || (lacks.value === "-" ? card.lacks === 0 : card.asks.includes(lacks.value))) &&
      (!pressed?.value || card.pressed.includes(pressed.value)) &&
      sought.every((word) => words(card).includes(word));
  };

  // Shows the first cards that are wanted, and says how many there are.
  const filter = () => {
    const fits = wanted();
    let count = 0;
    for (const card of cards) {
      const hidden = !fits(card) || ++count > limit;
      if (card.body.hidden !== hidden) card.body.hidden = hidden;
    }
    const { one, other, first } = shown.dataset;
    const sentence = count > limit ? first : plural.select(count) === "one" ? one : other;
    shown.textContent = sentence
      .replace("{n}", figure.format(Math.min(count, limit)))
      .replace("{found}", figure.format(count))
      .replace("{all}", figure.format(cards.length));
    nothing.hidden = count > 0;
    more.hidden = count <= limit;
    const line = table.querySelector(".cut");
    if (line) line.hidden = !table.querySelector(".card.below:not([hidden])");
  };

  const anew = () => {
    limit = PAGE;
    filter();
  };

  const clear = () => {
    for (const field of form.elements) if (field.name) field.value = "";
  };

  more.addEventListener("click", () => {
    const next = cards.find((card) => card.body.hidden && wanted()(card));
    limit += 4 * PAGE;
    filter();
    next?.body.querySelector("summary").focus();
  });

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
    anew();
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
    const asked = [...new URLSearchParams(figures.dataset.show)];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "linklike";
    button.title = table.dataset.showHere;
    button.setAttribute("aria-label", `${figures.textContent}, ${button.title}`);
    button.append(...figures.childNodes);
    button.addEventListener("click", () => {
      clear();
      for (const [name, value] of asked) form.elements[name].value = value;
      anew();
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
      clear();
      limit = Math.max(limit, cards.findIndex((card) => card.body === body) + PAGE);
      filter();
    }
    body.querySelector("details").open = true;
    body.scrollIntoView();
  };

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(anew, 120);
  });
  form.addEventListener("reset", () => setTimeout(anew));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", visit);

  form.hidden = false;
  filter();
  visit();
})();
