// All dates on one strip under the timeline: what the filter shows over a ghost of everything, and the window with its
// two handles, by pointer and by keys.
(function () {
  "use strict";
  const D = window.TimelineDetail, I = window.TimelineInk, DAY = 86400000, TALL = 58, BARS = 330;
  const byId = (id) => document.getElementById(id);
  let ghost = null, shown = null;

  // Counts over all time, of everything and of what the filter shows, on a few hundred equal bars.
  function count(columns, all) {
    const slot = (i) => Math.max(0, Math.min(BARS - 1, Math.floor(((columns.first[i] - columns.origin) / columns.reach) * BARS)));
    if (!ghost) { ghost = new Int32Array(BARS); for (let i = 0; i < columns.n; i++) ghost[slot(i)]++; }
    shown = new Int32Array(BARS);
    for (let k = 0; k < all.total; k++) shown[slot(all.order[k])]++;
  }

  // `words(day)`: a day as text, for the handles.
  function draw(columns, plan, words) {
    const node = byId("overview-ink");
    if (!node) return;
    const { left, right, width } = plan, c = I.colors(columns.lanes), ratio = window.devicePixelRatio || 1, pen = node.getContext("2d"), tall = 36, top = 3;
    if (node.width !== Math.round(width * ratio) || node.height !== Math.round(TALL * ratio)) { node.width = Math.round(width * ratio); node.height = Math.round(TALL * ratio); node.style.width = `${width}px`; node.style.height = `${TALL}px`; }
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, TALL);
    const span = right - left, bar = span / BARS, most = Math.sqrt(Math.max(1, ...ghost)), [a, b] = handles(columns, plan);
    pen.fillStyle = c.sunk; pen.fillRect(left, top, span, tall);
    pen.fillStyle = c["accent-weak"]; pen.fillRect(a, top, b - a, tall);
    const inSight = (x) => x + bar > a && x < b;
    for (let k = 0; k < BARS; k++) {
      const x = left + k * bar;
      if (ghost[k]) { const h = (Math.sqrt(ghost[k]) / most) * (tall - 3); pen.fillStyle = c["overview-out"]; pen.fillRect(x, top + tall - h, Math.max(bar - 0.6, 0.8), h); }
      if (shown[k]) { const h = (Math.sqrt(shown[k]) / most) * (tall - 3); pen.fillStyle = inSight(x) ? c.accent : c["overview-in"]; pen.fillRect(x, top + tall - h, Math.max(bar - 0.6, 0.8), h); }
    }
    pen.strokeStyle = c.accent; pen.strokeRect(a + 0.5, top + 0.5, Math.max(b - a - 1, 1), tall - 1);
    pen.strokeStyle = c.line; pen.strokeRect(left + 0.5, top + 0.5, span - 1, tall - 1);
    pen.font = I.font(11, 400); pen.textBaseline = "middle"; pen.fillStyle = c["ink-3"];
    pen.textAlign = "left"; pen.fillText("All dates", 23, top + tall / 2);
    ticks(pen, columns, left, span, top + tall + 9);
    const names = ["overview-from", "overview-to"];
    [a, b].forEach((x, k) => { const handle = byId(names[k]); handle.style.left = `${x - 3}px`; handle.setAttribute("aria-valuenow", String(Math.round(k ? plan.end - 1 : plan.start))); handle.setAttribute("aria-valuetext", words(Math.round(k ? plan.end - 1 : plan.start))); });
  }

  function ticks(pen, columns, left, span, y) {
    const { origin, reach } = columns, years = reach / 365.2425, step_ = [1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000].find((n) => years / n <= 9) || 5000;
    const first = new Date(origin * DAY).getUTCFullYear();
    for (let year = Math.ceil(first / step_) * step_; ; year += step_) {
      const round = D.roundYear(year, step_), x = left + ((D.dayOf(round, 1, 1) - origin) / reach) * span;
      if (x > left + span) break;
      pen.textAlign = x - left < 20 ? "left" : left + span - x < 20 ? "right" : "center";
      pen.fillText(D.yearWords(round), x, y);
    }
  }

  // px of both ends of the window on the overview.
  function handles(columns, plan) {
    const { left, right } = plan, { origin, reach } = columns, px = (day_) => left + ((day_ - origin) / reach) * (right - left);
    return [Math.max(left, Math.min(px(plan.start), right - 4)), Math.min(right, Math.max(px(plan.end), left + 4))];
  }

  // `canvas`: {columns(), plan(), window(), bounds(), setWindow(start, end), rest()}.
  function listen(canvas) {
    const node = byId("overview"), { setWindow, rest } = canvas;
    const dayAt = (x) => { const { origin, reach } = canvas.columns(), { left, right } = canvas.plan(); return origin + ((x - left) / (right - left)) * reach; };
    node.addEventListener("pointerdown", (event) => {
      if (event.button || !canvas.plan()) return;
      event.preventDefault();
      const box = node.getBoundingClientRect(), x = event.clientX - box.left, [a, b] = handles(canvas.columns(), canvas.plan()), [start, end] = canvas.window(), span = end - start;
      const part = Math.abs(x - a) < 8 ? "from" : Math.abs(x - b) < 8 ? "to" : "all";
      const grip = part === "all" && x > a && x < b ? dayAt(x) - start : span / 2;
      const move = (e) => {
        const d = dayAt(e.clientX - box.left);
        if (part === "from") setWindow(Math.min(d, end - 1), end); else if (part === "to") setWindow(start, Math.max(d, start + 1)); else setWindow(d - grip, d - grip + span);
      };
      move(event);
      node.setPointerCapture(event.pointerId);
      node.addEventListener("pointermove", move);
      node.addEventListener("pointerup", () => { node.removeEventListener("pointermove", move); rest(); }, { once: true });
    });
    for (const [name, end] of [["overview-from", 0], ["overview-to", 1]]) byId(name).addEventListener("keydown", (event) => {
      const [start, stop] = canvas.window(), bounds = canvas.bounds();
      const size = (stop - start) * (event.shiftKey ? 0.25 : 0.05), by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5 }[event.key];
      const to = event.key === "Home" ? bounds[0] : event.key === "End" ? bounds[1] : by === undefined ? null : (end ? stop : start) + by * size;
      if (to === null) return;
      event.preventDefault(); event.stopPropagation();
      if (end) setWindow(start, Math.max(to, start + 1)); else setWindow(Math.min(to, stop - 1), stop);
      rest();
    });
  }

  window.TimelineOverview = { count, draw, listen, TALL };
})();
