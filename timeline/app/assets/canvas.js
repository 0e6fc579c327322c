// The timeline itself. detail.js decides what stands where; this file holds the window, draws the plan on one canvas in
// the next frame, and turns gestures and keys into a new window or a chosen event. Plotly owns the axis: its range,
// drag and pinch; nothing here asks the server for a frame.
(function () {
  "use strict";
  const D = window.TimelineDetail, I = window.TimelineInk, O = window.TimelineOverview, DAY = 86400000;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const byId = (id) => document.getElementById(id);
  const LEAST_HEIGHT = 480, NAMES = 5000, FEW = 100000, HIT = 10, TOUCH = 22, NOTCH = 1.25, REST = 160, MOVE = 250;
  const state = { columns: null, crowd: null, bits: null, lanes: null, start: 0, end: 0, width: 0, height: 0, selected: -1, linked: [], plan: null,
    hover: null, focus: -1, brush: null, tracks: null, told: false, said: "", names: new Map(), cards: new Map(), asked: new Set() };
  let ctx = null, plot = null, frame = 0, moving = 0, resting = 0, page = null;

  // -- what is held ---------------------------------------------------------------------------------------------

  const loaded = fetch("/api/columns.bin").then((reply) => { if (!reply.ok) throw new Error(String(reply.status)); return reply.arrayBuffer(); }).then((buffer) => {
    const columns = (state.columns = new D.Columns(buffer));
    state.start = columns.origin; state.end = columns.origin + columns.reach;
    columns.rowOf = new Map((columns.ids || []).map((id, i) => [id, i]));
    crowd();
  });

  // The events of the filter. Those of the filter before stay, laid out as they were, while both together are not many
  // more than all: what is undone stands there at once.
  let former = null;
  function crowd() {
    const { columns, bits, lanes } = state, key = `${lanes}|${state.said}`, now = former && former.key === key ? former : new D.Crowd(columns, bits, lanes);
    now.key = key;
    former = state.crowd && now.total + state.crowd.total <= 1.5 * columns.n ? state.crowd : null;
    state.crowd = now;
    O.count(columns, now);
    schedule();
  }
  const held = () => (former ? [state.crowd, former] : [state.crowd]);

  const textOf = (i) => (state.columns.names ? state.columns.names[i] : state.names.get(i));

  // -- the window -------------------------------------------------------------------------------------------------

  const bounds = () => { const { origin, reach } = state.columns, air = reach / 20; return [origin - air, origin + reach + air]; };

  // Puts a window of days within its limits: one day at least, the data and a little air at most.
  function within(start, end) {
    const [low, high] = bounds();
    let span = Math.min(Math.max(end - start, 1), high - low);
    let from = start + (end - start - span) / 2;
    from = Math.min(Math.max(from, low), high - span);
    return [from, from + span];
  }

  function setWindow(start, end, how) {
    [start, end] = within(start, end);
    cancelAnimationFrame(moving);
    if (how !== "glide" || still.matches || !state.plan) { state.start = start; state.end = end; follow(); schedule(); return; }
    const from = [state.start, state.end], begin = performance.now();
    const step = (now) => {
      const t = Math.min((now - begin) / MOVE, 1), ease = 1 - (1 - t) ** 3;
      state.start = from[0] + (start - from[0]) * ease; state.end = from[1] + (end - from[1]) * ease;
      draw();
      if (t < 1) moving = requestAnimationFrame(step); else follow();
    };
    moving = requestAnimationFrame(step);
  }

  // Tells Plotly's axis where we are, so that the next drag begins there.
  function follow() { if (plot && plot.layout) { plot.layout.xaxis.range = [state.start, state.end]; if (plot._fullLayout) plot._fullLayout.xaxis.range = [state.start, state.end]; window.Plotly.relayout(plot, { "xaxis.range": [state.start, state.end] }); } }

  // A gesture has ended: its window becomes part of the view, in whole days.
  function rest(delay = REST) {
    clearTimeout(resting);
    resting = setTimeout(() => { resting = 0; if (page) { const first = Math.round(state.start); page.show(first, Math.max(Math.round(state.end) - 1, first)); } }, delay);
  }

  function zoom(factor, x) {
    const at = state.plan ? state.start + (x - state.plan.left) / state.plan.scale : (state.start + state.end) / 2;
    setWindow(at - (at - state.start) * factor, at + (state.end - at) * factor);
    rest();
  }
  function pan(days) { setWindow(state.start + days, state.end + days); rest(); }

  // First and last day of the events of some lanes, null when there is none.
  function extent(keep = () => true) {
    const { crowd: all, columns } = state;
    let low = Infinity, high = -Infinity;
    columns.lanes.forEach((_, l) => {
      if (!keep(l)) return;
      for (let k = l * 5; k < l * 5 + 5; k++) if (all.at[k + 1] > all.at[k]) { low = Math.min(low, columns.first[all.order[all.at[k]]]); high = Math.max(high, columns.first[all.order[all.at[k + 1] - 1]]); }
      for (const last of all.longs[l].last) high = Math.max(high, last);
    });
    return low > high ? null : [low, high];
  }
  // All that the filter shows; all dates when it shows everything.
  function fitAll() { clearTimeout(resting); resting = 0; if (state.crowd.total === state.columns.n && page) page.all(); else fit(extent()); }
  function fit(range) { if (!range) return; const air = Math.max((range[1] - range[0]) * 0.04, 1); setWindow(range[0] - air, range[1] + 1 + air, "glide"); rest(MOVE + 50); }

  // -- what the page tells ------------------------------------------------------------------------------------------

  // The view has changed: event types, window and selection are shown at once; the rest comes with the answer.
  function look(query) {
    if (!state.columns) { loaded.then(() => look(query)); return; }
    const params = new URLSearchParams(query), types = params.getAll("type"), { columns } = state;
    const lanes = types.length ? columns.lanes.map((lane) => types.includes(lane.code)) : null;
    const changed = JSON.stringify(lanes) !== JSON.stringify(state.lanes);
    state.lanes = lanes;
    const event = params.get("event") || "", row = columns.rowOf.get(event);
    if (!event) { state.selected = -1; state.linked = []; } else if (row !== undefined && row !== state.selected) { state.selected = row; state.linked = []; }
    if (changed) crowd();
    const from = day(params.get("from")), to = day(params.get("to"));
    if ((params.get("from") && from === null) || (params.get("to") && to === null)) { schedule(); return; }
    const start = from ?? columns.origin, end = (to ?? columns.origin + columns.reach - 1) + 1;
    if (start < end && (Math.round(state.start) !== start || Math.round(state.end) !== end)) setWindow(start, end, "glide");
    schedule();
  }

  // The server's answer: one bit an event for all that is not an event type, the exact window, what is linked.
  function answered(data) {
    if (!state.columns) { loaded.then(() => answered(data)); return; }
    const bits = data.bits ? Uint8Array.from(atob(data.bits), (c) => c.charCodeAt(0)) : null;
    const same = data.bits === state.said;
    const stays = same && state.told && state.selected === data.row && JSON.stringify(state.linked) === JSON.stringify(data.linked);
    Object.assign(state, { bits, said: data.bits, selected: data.row, linked: data.linked, told: true });
    if (!same) crowd();
    const [first, last] = data.window.map(day);
    // An answer to an older question does not take the window out of the hand.
    if (!resting && (Math.round(state.start) !== first || Math.round(state.end) !== last + 1)) setWindow(first, last + 1, "glide");
    if (!stays) schedule();
    say();
  }

  function day(text) {
    const [all, sign, y, m, d] = /^(-?)(\d{4})-(\d\d)-(\d\d)$/.exec(text || "") || [];
    return all ? D.dayOf((sign ? -1 : 1) * Number(y), Number(m), Number(d)) : null;
  }

  // Says in words what is in view, once the hands rest.
  function say() {
    if (!state.plan) return;
    const n = state.plan.lanes.reduce((sum, lane) => sum + lane.n, 0), named = state.plan.labels.slice().sort((a, b) => b.importance - a.importance || a.i - b.i).slice(0, 3).map((one) => one.text);
    byId("canvas-says").textContent = `${n.toLocaleString("en")} event${n === 1 ? "" : "s"} in sight.${named.length ? ` Among them: ${named.join("; ")}.` : ""}`;
  }

  // -- drawing --------------------------------------------------------------------------------------------------------

  function schedule() { if (!frame && state.columns) frame = requestAnimationFrame(() => { frame = 0; draw(); }); }

  function room() {
    const box = byId("canvas");
    return [Math.max(Math.floor(box.clientWidth), 320), Math.max(innerHeight - 60 - 44 - O.TALL - 24 - 12, LEAST_HEIGHT)];
  }

  function draw() {
    if (!ready()) return;
    const [width, height] = room();
    const plan = (state.plan = D.plan(state.crowd, { start: state.start, end: state.end, width, height, selected: state.selected, linked: state.linked, tracks: state.tracks, textOf, widthOf: I.widthOf }));
    sized(plan);
    const focused = document.activeElement === byId("canvas") && state.focus >= 0 ? spot(state.focus) : null, hovered = state.hover && state.hover.mark ? state.hover.mark.i : -1;
    I.paint(ctx, plan, { columns: state.columns, selected: state.selected, hovered, focused, brush: state.brush });
    O.draw(state.columns, plan, (day_) => (page ? page.iso(day_) : ""));
    if (plan.missing.length) need(plan.missing);
    const box = byId("canvas"), done = plot && plot === byId("plot") ? "complete" : "drawn";
    if (box.dataset.state !== done) { box.dataset.state = done; if (done === "complete" && !state.columns.names) setTimeout(warm, 300); const first = byId("first"); if (first) first.remove(); }
  }

  // Where an event stands: its mark, or the bar that counts it; null outside the window.
  function spot(i) {
    const { plan, columns } = state, mark = plan.marks.find((one) => one.i === i);
    if (mark) return mark;
    const x = plan.left + (columns.first[i] - plan.start) * plan.scale;
    const bin = plan.bins.find((one) => one.lane === columns.lane[i] && x >= one.x0 - 1 && x <= one.x1 + 1);
    return bin ? { x: (bin.x0 + bin.x1) / 2, y: bin.y - bin.height / 2, radius: 4 } : null;
  }

  function ready() {
    const ink = byId("ink");
    if (!ink || !state.crowd || !byId("canvas").clientWidth) return false;
    if (!ctx || ctx.canvas !== ink) { ctx = ink.getContext("2d"); listen(); }
    return true;
  }

  // The canvas at the screen's own resolution, and Plotly's drag area under it: as tall as ever needed, the box cuts it.
  function sized(plan) {
    const ratio = window.devicePixelRatio || 1, { canvas } = ctx, box = byId("canvas");
    const [w, h] = [Math.round(plan.width * ratio), Math.round(plan.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w; canvas.height = h;
      canvas.style.width = `${plan.width}px`; canvas.style.height = `${plan.height}px`; box.style.height = `${plan.height}px`;
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (!window.Plotly) { if (state.told) plotly(); } else if (!plot || plot !== byId("plot") || state.width !== plan.width || state.height < plan.height) { state.width = plan.width; state.height = plan.height; axis(plan); }
  }

  // Plotly comes when the picture and the first answer stand: looking does not wait for it, dragging does.
  let coming = false;
  function plotly() {
    if (coming) return;
    coming = true;
    const script = document.createElement("script");
    script.src = "/assets/plotly-basic.min.js";
    script.onload = schedule;
    requestAnimationFrame(() => document.head.append(script));
  }

  function axis(plan) {
    const quiet = { showgrid: false, zeroline: false, showticklabels: false, ticks: "", showline: false };
    const layout = { width: plan.width, height: plan.height, margin: { l: 0, r: 0, t: 0, b: 0, pad: 0 }, showlegend: false, dragmode: "pan", hovermode: false, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
      xaxis: { ...quiet, type: "linear", range: [state.start, state.end], autorange: false, domain: [plan.left / plan.width, plan.right / plan.width] },
      yaxis: { ...quiet, range: [0, 1], fixedrange: true } };
    const config = { displayModeBar: false, scrollZoom: false, doubleClick: false, showSendToCloud: false, responsive: false };
    const node = byId("plot");
    window.Plotly.react(node, [{ type: "scatter", x: [], y: [], hoverinfo: "skip" }], layout, config);
    if (plot === node) return;
    plot = node;
    const range = (e) => { const r = e["xaxis.range"] || [e["xaxis.range[0]"], e["xaxis.range[1]"]]; return typeof r[0] === "number" && typeof r[1] === "number" ? r : null; };
    plot.on("plotly_relayouting", (e) => { const r = range(e); if (r) { [state.start, state.end] = within(r[0], r[1]); hoverOff(); schedule(); } });
    // A pinch ends without a pointer of ours.
    plot.on("plotly_relayout", (e) => { const r = range(e); if (r && (Math.abs(r[0] - state.start) > 1e-6 || Math.abs(r[1] - state.end) > 1e-6)) { [state.start, state.end] = within(r[0], r[1]); schedule(); rest(); } });
  }

  // -- names and cards that are not here yet -----------------------------------------------------------------------

  // Asks for the names of some events, in one request; true when there was something to ask.
  function need(rows) {
    const wanted = [...new Set(rows)].filter((i) => !state.asked.has(i)).sort((a, b) => a - b).slice(0, NAMES);
    if (!wanted.length) return Promise.resolve(false);
    wanted.forEach((i) => state.asked.add(i));
    let last = 0;
    const deltas = wanted.map((i) => { const step_ = (i - last).toString(36); last = i; return step_; }).join(".");
    return fetch(`/api/names.json?rows=${deltas}`).then((reply) => reply.json()).then((names) => { wanted.forEach((i, k) => state.names.set(i, names[k])); held().forEach((one) => one.named()); if (state.plan.missing.some((i) => state.names.has(i))) schedule(); return true; }, () => { wanted.forEach((i) => state.asked.delete(i)); return false; });
  }

  // Of many events the names that a closer look, or a lane alone, would show come in advance, while the hands rest.
  async function warm() {
    const rest_ = () => new Promise((next) => (window.requestIdleCallback || setTimeout)(next));
    const { start, end, plan, columns, bits, crowd: all } = state, view = { start, end, width: plan.width, height: room()[1], tracks: plan.tracks.length, linked: [], textOf, widthOf: I.widthOf };
    const fetched = async (rows) => { for (let k = 0; k < rows.length; k += NAMES) await need(rows.slice(k, k + NAMES)); };
    for (const closer of [10, 4, 2, 20]) {
      await rest_();
      await fetched(D.ahead(all, view, closer));
      await rest_();
      if (held().includes(all)) D.ahead(all, view, closer);
    }
    if (columns.n > FEW) return;
    for (const lane of columns.lanes) { await rest_(); await fetched(D.ahead(new D.Crowd(columns, bits, columns.lanes.map((one) => one === lane)), view, 1)); }
  }

  async function card(i) {
    if (!state.cards.has(i)) state.cards.set(i, fetch(`/api/card.json?row=${i}`).then((reply) => reply.json()));
    return state.cards.get(i);
  }

  // -- the pointer ----------------------------------------------------------------------------------------------------

  // What stands under a point: a mark or its name, else a bar of counts, else a lane's name, else null.
  function under(x, y, reach = HIT) {
    const { plan } = state;
    if (!plan) return null;
    let best = null, far = reach;
    for (const mark of plan.marks) { const d = Math.hypot(mark.x - x, mark.y - y) - (mark.kind === "rug" ? 0 : mark.radius / 2); if (d < far) { best = mark; far = d; } }
    if (best) return { mark: best };
    for (const label of plan.labels) if (x >= label.x - 4 && x <= label.x + label.width + 4 && Math.abs(y - label.y) <= 9) return { mark: plan.marks.find((mark) => mark.i === label.i) };
    for (const mark of plan.marks) if (mark.span && mark.kind !== "rug" && x >= mark.x0 && x <= mark.x1 && Math.abs(y - mark.y) <= 6) return { mark };
    for (const bin of plan.bins) if (x >= bin.x0 - 1 && x <= bin.x1 + 1 && y <= bin.y + 3 && y >= bin.y - D.RUG - 3) return { bin };
    if (x < plan.left - D.INSET) { const lane = plan.lanes.findIndex((one) => y >= one.top && y < one.top + one.height); if (lane >= 0) return { lane }; }
    return null;
  }

  const at = (event) => { const box = ctx.canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  let listening = null, pressed = null, hovering = 0;

  function listen() {
    const box = byId("canvas");
    if (listening === box) return;
    listening = box;
    new ResizeObserver(() => { if (!state.plan || room()[0] !== state.plan.width) schedule(); }).observe(box);
    box.addEventListener("wheel", wheel, { passive: false, capture: true });
    box.addEventListener("pointerdown", press, true);
    box.addEventListener("pointermove", (e) => { if (!e.buttons && e.pointerType !== "touch") point(...at(e)); });
    box.addEventListener("pointerleave", hoverOff);
    box.addEventListener("focus", () => { schedule(); });
    box.addEventListener("blur", () => { schedule(); });
    O.listen({ columns: () => state.columns, plan: () => state.plan, window: () => [state.start, state.end], bounds, setWindow, rest });
  }

  function wheel(event) {
    const box = byId("canvas"), ours = event.ctrlKey || event.metaKey || document.activeElement === box;
    event.stopPropagation();
    if (!ours) { hint(); return; }
    event.preventDefault();
    hoverOff();
    const unit = event.deltaMode === 1 ? 33 : event.deltaMode === 2 ? 400 : 1, sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : event.shiftKey ? event.deltaY : 0;
    if (sideways) pan((sideways * unit) / state.plan.scale);
    else zoom(NOTCH ** Math.max(-3, Math.min(3, (event.deltaY * unit) / 100)), Math.max(at(event)[0], state.plan.left));
  }

  let hinting = 0;
  function hint() { const node = byId("canvas-hint"); node.hidden = false; clearTimeout(hinting); hinting = setTimeout(() => { node.hidden = true; }, 1800); }

  function press(event) {
    if (event.button) return;
    const [x, y] = at(event), touch = event.pointerType === "touch";
    pressed = { x, y, touch, brush: event.shiftKey && x > state.plan.left };
    if (!touch) byId("canvas").focus({ preventScroll: true });
    hoverOff();
    if (pressed.brush) {
      event.preventDefault(); event.stopPropagation();
      const move = (e) => { state.brush = [pressed.x, Math.max(state.plan.left, Math.min(state.plan.right, at(e)[0]))]; schedule(); };
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", () => { window.removeEventListener("pointermove", move); brushed(); }, { once: true });
      // Plotly listens to the mouse, too.
      window.addEventListener("mousedown", (e) => e.stopPropagation(), { once: true, capture: true });
      return;
    }
    const up = (e) => {
      window.removeEventListener("pointercancel", cancel, true);
      const [ux, uy] = at(e), moved = Math.hypot(ux - x, uy - y);
      if (moved > 4) { follow(); rest(); } else click(ux, uy, touch, e.timeStamp);
      // Plotly takes the focus away while it drags; keys and wheel need it.
      if (!touch) byId("canvas").focus({ preventScroll: true });
    };
    const cancel = () => window.removeEventListener("pointerup", up, true);
    window.addEventListener("pointerup", up, { once: true, capture: true });
    window.addEventListener("pointercancel", cancel, { once: true, capture: true });
  }

  function brushed() {
    const [a, b] = state.brush || [0, 0], { plan } = state, dayAt = (x) => plan.start + (x - plan.left) / plan.scale;
    state.brush = null;
    if (Math.abs(b - a) > 4) { setWindow(dayAt(Math.min(a, b)), dayAt(Math.max(a, b)), "glide"); rest(MOVE + 50); }
    schedule();
  }

  // Plotly covers the page while a button is down, so the browser sees no double click: two clicks in time are one.
  let last = null;
  function click(x, y, touch, time) {
    const found = under(x, y, touch ? TOUCH : HIT), twice = last && time - last.time < 400 && Math.hypot(x - last.x, y - last.y) < 8;
    last = twice ? null : { x, y, time };
    if (twice) double(x, y); else if (found && found.mark) choose(found.mark.i);
  }

  async function choose(i) {
    hoverOff();
    state.focus = i;
    const id = state.columns.ids ? state.columns.ids[i] : (await card(i)).id;
    page.read(id);
  }

  function double(x, y) {
    const found = under(x, y);
    if (found && found.bin) { const dayAt = (px) => state.plan.start + (px - state.plan.left) / state.plan.scale; fit([Math.floor(dayAt(found.bin.x0)), Math.ceil(dayAt(found.bin.x1 + 1))]); }
    else if (found && found.lane !== undefined) fit(extent((l) => l === found.lane));
    else if (!found) fitAll();
  }

  function point(x, y) {
    const found = under(x, y), same = state.hover && found && ((found.mark && state.hover.mark && found.mark.i === state.hover.mark.i) || (found.bin && state.hover.bin && found.bin.x0 === state.hover.bin.x0 && found.bin.lane === state.hover.bin.lane));
    ctx.canvas.parentNode.style.cursor = found ? "pointer" : "";
    if (same) return;
    hoverOff();
    if (!found || found.lane !== undefined) return;
    state.hover = found;
    schedule();
    hovering = setTimeout(() => (found.mark ? tell(found.mark) : count(found.bin)), 60);
  }

  function hoverOff() { clearTimeout(hovering); const node = byId("card"); if (node) node.hidden = true; if (state.hover) { state.hover = null; schedule(); } }

  async function tell(mark) {
    const told = await card(mark.i);
    if (!state.hover || !state.hover.mark || state.hover.mark.i !== mark.i) return;
    show([["card-date", told.date], ["card-title", told.title], ["card-facts", told.facts]], mark.x, mark.y);
  }
  function count(bin) { show([["card-title", `${bin.n.toLocaleString("en")} event${bin.n === 1 ? "" : "s"}`], ["card-facts", "Double click to see them"]], (bin.x0 + bin.x1) / 2, bin.y - 8); }

  // The card inside the plot, beside what it tells of; text is text.
  function show(lines, x, y) {
    const node = byId("card"), { plan } = state;
    node.replaceChildren(...lines.filter(([, words]) => words).map(([name, words]) => { const p = document.createElement("p"); p.className = name; p.textContent = words; return p; }));
    node.hidden = false;
    const { offsetWidth: w, offsetHeight: h } = node;
    node.style.left = `${Math.max(plan.left - D.GUTTER + 8, Math.min(x + 14 + w > plan.width ? x - w - 14 : x + 14, plan.width - w - 4))}px`;
    node.style.top = `${y + 14 + h > plan.height ? y - h - 14 : y + 14}px`;
  }

  // -- keys -------------------------------------------------------------------------------------------------------------

  const inLanes = (i) => state.crowd.has(i);
  // The next event in time order that the filter shows, from a place and in a direction.
  function step(from, by, keep = () => true) {
    for (let i = from + by; i >= 0 && i < state.columns.n; i += by) if (inLanes(i) && keep(i)) return i;
    return -1;
  }

  function seen() { return state.plan.marks.filter((mark) => mark.x >= state.plan.left && mark.x <= state.plan.right).map((mark) => mark.i).sort((a, b) => a - b); }

  function begin() { if (state.selected >= 0) return state.selected; const inView = seen(); return inView.length ? inView[0] : step(-1, 1); }

  async function focusOn(i) {
    if (i < 0) return;
    state.focus = i;
    const middle = state.columns.mark(i), away = middle < state.start || middle > state.end;
    if (away) { const half = (state.end - state.start) / 2; setWindow(middle - half, middle + half, "glide"); rest(MOVE + 50); }
    schedule();
    if (state.selected >= 0 && !byId("reader").hidden) { choose(i); return; }
    const [told] = await Promise.all([card(i), away && new Promise((done) => setTimeout(done, MOVE + 50))]);
    if (state.focus !== i) return;
    byId("live").textContent = `${told.date}: ${told.title}. ${told.facts}`;
    const place = spot(i);
    if (place && document.activeElement === byId("canvas")) show([["card-date", told.date], ["card-title", told.title], ["card-facts", told.facts]], place.x, place.y);
  }

  function lane(by) {
    const from = state.focus >= 0 ? state.focus : begin(), here = state.columns.lane[from], { lanes } = state.plan;
    for (let l = here + by; l >= 0 && l < lanes.length; l += by) {
      const there = state.plan.marks.filter((mark) => mark.lane === l).sort((a, b) => Math.abs(state.columns.mark(a.i) - state.columns.mark(from)) - Math.abs(state.columns.mark(b.i) - state.columns.mark(from)));
      if (there.length) { focusOn(there[0].i); return; }
    }
  }

  const middleX = () => (state.plan.left + state.plan.right) / 2;
  // A person who zooms with keys stays at the event that has the focus.
  const focusX = () => { const place = state.focus >= 0 && spot(state.focus); return place ? Math.max(state.plan.left, Math.min(place.x, state.plan.right)) : middleX(); };
  const next = (by) => () => focusOn(state.focus < 0 ? begin() : step(state.focus, by));
  const KEYS = { ArrowRight: next(1), j: next(1), ArrowLeft: next(-1), k: next(-1), ArrowUp: () => lane(-1), ArrowDown: () => lane(1), Home: () => focusOn(step(-1, 1)), End: () => focusOn(step(state.columns.n, -1)),
    "+": () => zoom(0.5, focusX()), "=": () => zoom(0.5, focusX()), "-": () => zoom(2, focusX()), "−": () => zoom(2, focusX()), 0: fitAll, Enter: () => { if (state.focus >= 0) choose(state.focus); } };

  // True when the key was ours; page.js asks while the canvas has the focus.
  function key(event) {
    if (!state.plan) return false;
    const act = event.shiftKey && /^Arrow(Left|Right)$/.test(event.key) ? () => pan(((event.key === "ArrowLeft" ? -1 : 1) * (state.end - state.start)) / 10) : KEYS[event.key];
    if (act) { hoverOff(); act(); }
    return Boolean(act);
  }

  // -- outside ----------------------------------------------------------------------------------------------------------

  const repaint = () => { I.refresh(); if (state.crowd) held().forEach((one) => one.kept.clear()); schedule(); };
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-mantine-color-scheme"] });
  I.forced.addEventListener("change", repaint);
  window.addEventListener("resize", schedule);
  // The tab may have been hidden, or the page not yet built, when the columns came.
  new MutationObserver(() => { const box = byId("canvas"); if (box && (!box.dataset.state || listening !== box)) schedule(); }).observe(document.documentElement, { childList: true, subtree: true });
  if (document.fonts && document.fonts.ready) document.fonts.ready.then(repaint);

  window.timeline = {
    look, answered, key, fit: fitAll, zoom: (factor) => { if (state.plan) zoom(factor, middleX()); },
    join(owner) { page = owner; },
    tracks(list) { state.tracks = list; schedule(); },
    setWindow(fromMs, toMs) { setWindow(fromMs / DAY, toMs / DAY); },
    // Ids drawn or counted, for tests: what the canvas says is in the window.
    plan: () => state.plan, ids: () => state.plan.marks.map((mark) => state.columns.ids[mark.i]),
    window: () => [state.start, state.end],
    bytes: () => state.columns.bytes + (state.bits ? state.bits.byteLength : 0) + held().reduce((sum, one) => sum + one.order.byteLength + one.at.byteLength + one.longs.reduce((more, long) => more + long.bytes, 0), 0),
  };
})();
