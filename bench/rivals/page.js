// What the pages of the rivals share: the data, a button for each category, and the handles of the bench.
"use strict";
window.rival = { ready: false, zoom: null };
const DAY = 86_400_000;
const asked = new URLSearchParams(location.search);

const load = async () => (await fetch(`/data/${asked.get("n")}.json`)).json();

// Calls `choose` with the number of a category, or with -1 for all.
const buttons = (categories, choose) => {
  const bar = document.createElement("nav");
  const add = (words, name, value) => {
    const one = document.createElement("button");
    one.textContent = words;
    one.className = name;
    one.onclick = () => choose(value);
    bar.append(one);
  };
  categories.forEach((words, i) => add(words, `filter-${i}`, i));
  add("All", "filter-all", -1);
  document.body.prepend(bar);
};
