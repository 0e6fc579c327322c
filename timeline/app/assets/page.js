// The page's own behaviour. One rule: whatever a person does becomes a query (the view), the address says it,
// and the server answers it. Nothing here knows what an event is.
(function () {
  "use strict";
  const KEYS = ["from", "to", "type", "actor", "tag", "stance", "importance", "q", "event", "tab"], TABS = ["timeline", "table", "about"];
  const byId = (id) => document.getElementById(id);
  const set = (id, props) => window.dash_clientside.set_props(id, props);
  const PHONE = 640;  // px; a narrower window shows the feed
  const narrow = () => innerWidth < PHONE;
  let view = location.search.slice(1), answer = null, opener = null;

  // -- the view as a query ------------------------------------------------------------------------------

  // The query `query` with some keys replaced; a value is a text, a list, or empty for the default.
  function change(query, changes) {
    const old = new URLSearchParams(query), next = new URLSearchParams();
    for (const key of KEYS) {
      const value = key in changes ? changes[key] : old.getAll(key);
      for (const one of [].concat(value ?? []).map(String).filter(Boolean).sort()) next.append(key, one);
    }
    for (const [key, value] of old) if (!KEYS.includes(key)) next.append(key, value);
    return next.toString();
  }

  function remember(query, how) {
    if (how === "pop") return;
    history[how === "push" ? "pushState" : "replaceState"](null, "", query ? "?" + query : location.pathname);
  }

  // Shows a view: at once what the canvas can, the rest when the answer comes; before the page stands it waits for that.
  function ask(query, how) {
    if (fields) { settle(query); look(query, how); } else { view = query; early = null; remember(view, how); }
  }

  function look(query, how) {
    view = query;
    remember(view, how);
    window.timeline.look(view);
    question();
  }

  // The grid's code comes when its tab opens, its rows after each answer; when the tab is left it goes, as its rows would be old.
  const GRID = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.min.js";
  let grid = null, tabled = false;

  function table(data) {
    const shows = data.tab === "table";
    if (shows) code().then(() => { if (answer === data) set("grid-view", { data: [data.query, narrow()] }); }, (fault) => complain(fault.message));
    else if (tabled) set("grid-view", { data: null });
    tabled = shows;
  }

  function code() {
    grid = grid || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = GRID; script.onload = resolve; script.onerror = () => { grid = null; reject(new Error("The table could not be loaded.")); };
      document.head.append(script);
    });
    return grid;
  }

  // -- question and answer ---------------------------------------------------------------------------------

  const address = (query) => `/api/page/${narrow() ? "narrow" : "wide"}${query ? "?" + query : ""}`;
  // The first question is sent while the framework still builds the page.
  let early = fetch(address(view)), asked = 0;
  early.catch(() => {});

  async function question() {
    const mine = ++asked, going = early || fetch(address(view));
    early = null;
    let data;
    try {
      const reply = await going;
      if (!reply.ok) throw new Error(`It answered ${reply.status}.`);
      data = await reply.json();
    } catch (fault) { data = fault; }
    if (mine !== asked) return;  // only the last question counts
    if (data instanceof Error) complain(`The server could not be asked. ${data.message}`);
    else paint(data);
  }

  function complain(words) { for (const id of ["count", "live"]) byId(id).textContent = words; }

  // -- fields and boxes --------------------------------------------------------------------------------------

  let fields = null;  // what stands in the framework's controls, which it tells at the start and at each change

  function controls(...values) {
    if (!fields) { byId("facets").append(byId("choices").content); fields = values; ask(view, "pop"); return; }
    fields = values;
    const [importance, q, from, to] = values, text = (value) => (value || "").trim();
    const changes = { importance: importance === "1" ? "" : importance, q: text(q), from: text(from), to: text(to) };
    const next = change(view, changes);
    if (next === change(view, {})) return;
    const typing = (new URLSearchParams(view).get("q") || "") !== changes.q;
    look(next, typing ? "replace" : "push");
  }

  // Sets the controls to what a query says; those that say it already are left in peace.
  function settle(query) {
    const params = new URLSearchParams(query), told = (key) => params.get(key) || "";
    for (const box of document.querySelectorAll("#facets input")) box.checked = params.getAll(box.name).includes(box.value);
    const values = { importance: told("importance") || "1", q: told("q"), from: told("from"), to: told("to") };
    Object.entries(values).forEach(([id, value], k) => { if ((fields[k] || "") !== value) { fields[k] = value; set(id, { value }); } });
  }

  // -- what is on the page -----------------------------------------------------------------------------------

  // Puts an answer where it belongs and says it to screen readers.
  function paint(data) {
    const opened = data.event && (!answer || answer.event !== data.event);
    const closed = answer && answer.event && !data.event;
    answer = data;
    for (const node of document.querySelectorAll("[data-count]")) {
      const at = node.dataset.count.indexOf(":");
      const n = (data.facets[node.dataset.count.slice(0, at)] || {})[node.dataset.count.slice(at + 1)] || 0;
      node.textContent = n.toLocaleString("en");
      node.closest(".choice").classList.toggle("none", n === 0);
    }
    for (const node of document.querySelectorAll("a.tab")) {
      node.toggleAttribute("aria-current", false);
      if (node.dataset.tab === data.tab) node.setAttribute("aria-current", "page");
    }
    byId("count").textContent = data.words;
    for (const [id, text] of Object.entries(data.parts)) fill(id, text);
    fill("chosen", data.parts.chips);
    byId("show-events").textContent = `Show ${many(data.n)}`;
    byId("reader").hidden = !data.event;
    for (const tab of TABS) byId(`tab-${tab}`).hidden = tab !== data.tab;
    byId("page").dataset.ids = (data.ids || []).join(";");
    window.timeline.answered(data);
    if (opened) requestAnimationFrame(() => { const title = byId("reader-title"); if (title) title.focus({ preventScroll: false }); });
    if (closed && opener) { const back = document.querySelector(`[data-id="${CSS.escape(opener)}"]`); if (back) back.focus(); opener = null; }
    byId("live").textContent = `${data.n.toLocaleString("en")} of ${many(data.total)}`;
    // Where the canvas has no room it draws nothing, and its picture would lie over the page.
    if (!byId("canvas").clientWidth) byId("first")?.remove();
    table(data);
    offer();
    if (jumped) { jumped = false; byId("list").scrollIntoView({ block: "start" }); }
  }

  const many = (n) => `${n.toLocaleString("en")} event${n === 1 ? "" : "s"}`;
  let jumped = false;  // a year was touched above the feed, which then begins anew

  // Puts text in its place, unless it stands there. What had the focus has it again: the same by its name, else by its place.
  const stands = {};
  function fill(id, text) {
    if (stands[id] === text) return;
    const place = byId(id), at = document.activeElement, links = () => [...place.querySelectorAll("a, button")];
    const held = place.contains(at) ? [at.id, links().indexOf(at)] : null;
    place.innerHTML = stands[id] = text;
    if (held) ((held[0] && byId(held[0])) || links()[held[1]])?.focus({ preventScroll: true });
  }

  // Another page of the list; an answer that came in between has a list of its own.
  async function turn(page) {
    const now = answer, reply = await fetch(`/api/list/${page}?${now.query}`), text = await reply.text();
    if (!reply.ok || now !== answer) return;
    fill("list", text);
    byId("list").scrollIntoView({ block: "start" });
  }

  function show(first, last) { ask(change(view, { from: iso(first), to: iso(last) }), "replace"); }

  function read(id) { opener = id; ask(change(view, { event: id, tab: "" }), "push"); }

  // -- days ------------------------------------------------------------------------------------------------

  const DAY = 86400000, LIMIT = 9999;
  function iso(day) {
    const date = new Date(day * DAY);
    const year = Math.max(-LIMIT, Math.min(LIMIT, date.getUTCFullYear()));
    const two = (n) => String(n).padStart(2, "0");
    return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
  }
  // -- downloads -------------------------------------------------------------------------------------------

  const wanted = { scope: "sight", kind: "png" };
  function choose(scope, kind) { Object.assign(wanted, { scope, kind }); offer(); }

  // The dialog's words and link; while it is shut nobody reads them.
  function offer() {
    if (!answer || !byId("download").open) return;
    const { scope, kind } = wanted, both = answer.downloads, got = both[scope];
    const name = kind.split(".").pop().toUpperCase();
    const path = { png: "/api/picture.svg", svg: "/api/picture.svg", html: "/api/timeline.html" }[kind] || `/api/events.${kind}`;
    // A picture shows what is selected and what answered it; a file of rows knows no selection.
    const query = [got.query, (kind === "png" || kind === "svg") && answer.event ? `event=${encodeURIComponent(answer.event)}` : ""].filter(Boolean).join("&");
    set("get-words", { children: `${got.words}. File: ${got.stem}.${kind}` });
    set("get", { children: `Download ${name}, ${many(got.n)}`, href: `${path}${query ? "?" + query : ""}` });
    set("scope", { data: [["sight", "In sight"], ["any", "Any date"]].map(([value, words]) => ({ value, label: `${words} (${both[value].n.toLocaleString("en")})` })) });
  }

  function save(address, name) {
    const link = document.createElement("a");
    link.href = address; link.download = name;
    document.body.append(link); link.click(); link.remove();
  }

  // A PNG is the server's SVG, drawn here at twice its size.
  async function picture(address, name) {
    const reply = await fetch(address);
    if (!reply.ok) throw new Error(`The server answered ${reply.status}.`);
    const image = new Image(), source = URL.createObjectURL(new Blob([await reply.text()], { type: "image/svg+xml" }));
    try {
      image.src = source;
      await image.decode();
      const paper = document.createElement("canvas");
      paper.width = 2 * image.naturalWidth; paper.height = 2 * image.naturalHeight;
      paper.getContext("2d").drawImage(image, 0, 0, paper.width, paper.height);
      save(paper.toDataURL("image/png"), name);
    } finally { URL.revokeObjectURL(source); }
  }

  async function download(link) {
    const { scope, kind } = wanted, name = `${answer.downloads[scope].stem}.${kind}`;
    byId("get-fault").textContent = "";
    try {
      if (kind === "png") await picture(link.getAttribute("href"), name);
      else save(link.getAttribute("href"), name);
    } catch (fault) { byId("get-fault").textContent = `The picture could not be made. ${fault.message}`; }
  }

  // -- clicks and keys ---------------------------------------------------------------------------------------

  function copy(text, node) {
    const words = node.textContent;
    navigator.clipboard.writeText(text).then(() => { node.textContent = "Copied"; setTimeout(() => { node.textContent = words; }, 1500); },
      () => { window.prompt("Copy:", text); });
  }

  const rail = (open) => { byId("rail").classList.toggle("open", open); byId("open-rail").setAttribute("aria-expanded", String(open)); if (open) byId("q").focus(); };

  const ACTS = {
    "open-download": () => { byId("download").showModal(); offer(); }, "open-download-phone": () => ACTS["open-download"](),
    "open-help": () => byId("help").showModal(), "open-help-phone": () => byId("help").showModal(), "open-rail": () => rail(true), "open-rail-phone": () => rail(true), "close-rail": () => rail(false), "show-events": () => rail(false),
    share: (node) => copy(location.href, node), "share-phone": (node) => copy(location.href, node),
  };

  function fold(node) {
    const section = node.closest(".facet"), folded = section.classList.toggle("folded");
    node.setAttribute("aria-expanded", String(!folded));
    node.dataset.words = node.dataset.words || node.textContent;
    node.textContent = folded ? node.dataset.words : "Show fewer";
  }

  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!box.closest("#facets")) return;
    const others = new URLSearchParams(view).getAll(box.name).filter((value) => value !== box.value);
    look(change(view, { [box.name]: box.checked ? [...others, box.value] : others }), "push");
  });

  document.addEventListener("click", (event) => {
    const node = event.target.closest("a, button");
    if (!node || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (node.id === "get") { event.preventDefault(); download(node); return; }
    if (ACTS[node.id]) { ACTS[node.id](node); return; }
    if (node.dataset.close) { byId(node.dataset.close).close(); return; }
    if (node.dataset.fold) { fold(node); return; }
    if (node.dataset.page) { turn(node.dataset.page); return; }
    if (node.dataset.copy) { copy(node.dataset.copy === "link" ? location.href : answer.citation, node); return; }
    const href = node.getAttribute("href");
    if (!href || !href.startsWith("?")) return;
    event.preventDefault();
    if (node.dataset.id) opener = node.dataset.id;
    jumped = Boolean(node.closest("#strip"));
    ask(node.dataset.tab ? change(view, { tab: node.dataset.tab === "timeline" ? "" : node.dataset.tab }) : href.slice(1), "push");
    if (byId("rail").classList.contains("open") && (node.id === "reset" || node.dataset.tab)) rail(false);
  });

  // The event `step` places from the selected one, in the order of the list.
  function walk(step) {
    if (!answer.ids) return;
    const at = answer.ids.indexOf(new URLSearchParams(view).get("event")), to = at < 0 ? (step > 0 ? 0 : answer.ids.length - 1) : at + step;
    if (answer.ids[to]) read(answer.ids[to]);
  }

  const press = (id) => () => byId(id)?.click();
  // In the list and the reader; the canvas has its own.
  const KEYS_HERE = { j: () => walk(1), ArrowRight: () => walk(1), k: () => walk(-1), ArrowLeft: () => walk(-1),
    Home: () => answer.ids?.length && read(answer.ids[0]), End: () => answer.ids?.length && read(answer.ids.at(-1)),
    "+": () => window.timeline.zoom(0.5), "=": () => window.timeline.zoom(0.5), "-": () => window.timeline.zoom(2), "−": () => window.timeline.zoom(2), 0: press("zoom-fit") };

  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || !answer) return;
    if (event.key === "Enter" && at.id === "q" && byId("rail").classList.contains("open")) { rail(false); return; }
    if (at.closest("input, textarea, select, [contenteditable], [role=grid], [role=menu], dialog, [role=radiogroup]")) return;
    const act = event.key === "/" ? () => { if (innerWidth < 1280) rail(true); byId("q").focus(); }
      : event.key === "?" ? ACTS["open-help"] : event.key === "d" ? press("scheme")
      : event.key === "Escape" ? () => { if (byId("rail").classList.contains("open")) rail(false); else press("close-reader")(); }
      : at.closest("#list, #reader") ? KEYS_HERE[event.key] : null;
    if (act) { event.preventDefault(); act(); } else if (at.id === "canvas" && window.timeline.key(event)) event.preventDefault();
  });

  // A feed has years above it and a narrow table: crossing its width asks anew.
  let sizing = null, was = narrow();
  window.addEventListener("resize", () => {
    clearTimeout(sizing);
    sizing = setTimeout(() => { if (narrow() !== was) { was = narrow(); ask(view, "pop"); } }, 200);
  });
  window.timeline.join({ show, read, iso, all: () => ask(change(view, { from: "", to: "" }), "push") });
  window.addEventListener("popstate", () => ask(location.search.slice(1), "pop"));

  window.dash_clientside = Object.assign({}, window.dash_clientside, { timeline: { controls, choose, tracks: (names) => window.timeline.tracks(names) } });
})();
