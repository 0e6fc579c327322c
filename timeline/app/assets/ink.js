// Paints a plan on a canvas and decides nothing: eras, ticks, lanes, bars, arcs, marks, names, what has the focus.
(function () {
  "use strict";
  const D = window.TimelineDetail;
  const forced = matchMedia("(forced-colors: active)");
  let ctx = null, look = null, kept = null;

  // -- faces and colours ------------------------------------------------------------------------------------

  // Widths of words in the page's own face, as the sum of their signs, each measured once. Kerning only makes words narrower;
  // writings whose signs join or stack are measured whole.
  const PLAIN = /^[\u0020-\u024f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3]*$/, faces = new Map();
  let measure = null;
  function widthOf(text, size, weight) {
    const key = `${size}|${weight}`;
    let widths = faces.get(key);
    if (!widths) faces.set(key, (widths = new Map()));
    const one = (part) => {
      let width = widths.get(part);
      if (width !== undefined) return width;
      measure = measure || document.createElement("canvas").getContext("2d");
      measure.font = font(size, weight);
      width = measure.measureText(part).width;
      if (widths.size > 20000) widths.clear();
      widths.set(part, width);
      return width;
    };
    if (!PLAIN.test(text)) return one(text);
    let sum = 0;
    for (const sign of text) sum += one(sign);
    return sum;
  }

  const styles = () => getComputedStyle(document.documentElement);
  let face = null;
  function font(size, weight) { face = face || styles().getPropertyValue("--font-sans"); return `${weight} ${size}px ${face}`; }

  // The page's colours, read once for each scheme; `lanes` are the event types.
  function colors(lanes) {
    if (kept) return kept;
    const css = styles(), tone = (name) => css.getPropertyValue(`--${name}`).trim();
    const found = {};
    for (const name of ["surface", "raised", "sunk", "line", "line-strong", "ink", "ink-2", "ink-3", "accent", "accent-weak", "grid", "grid-major", "era-tint", "era-a", "era-b", "overview-in", "overview-out"]) found[name] = forced.matches ? forcedTone(name) : tone(name);
    found.lanes = lanes.map((_, l) => (forced.matches ? "CanvasText" : tone(`c-${l}`) || found["ink-3"]));
    return (kept = found);
  }
  // In forced colours shape and place carry what hue did.
  const forcedTone = (name) => (["surface", "raised", "sunk", "era-tint", "era-a", "era-b", "accent-weak", "grid", "grid-major", "line"].includes(name) ? "Canvas" : name === "accent" ? "Highlight" : "CanvasText");

  // -- the picture -------------------------------------------------------------------------------------------

  // `look`: {columns, selected, hovered (places of events, -1 for none), focused ({x, y, radius} or null), brush ([x, x] or null)}.
  function paint(pen, plan, looked) {
    ctx = pen; look = looked;
    const c = colors(look.columns.lanes), { left, right, top, height, width } = plan;
    ctx.clearRect(0, 0, width, height);
    ctx.textBaseline = "middle"; ctx.lineJoin = "round"; ctx.lineCap = "butt";
    const within_ = (x) => x >= left - 0.5 && x <= right + 0.5;
    paintEras(plan, c);
    for (const [x, , major] of plan.ticks) if (within_(x)) line(Math.round(x) + 0.5, top - 4, Math.round(x) + 0.5, height, c[major ? "grid-major" : "grid"], 1);
    paintLanes(plan, c);
    ctx.save();
    ctx.beginPath(); ctx.rect(left - 7, top - 4, right - left + 14, height); ctx.clip();
    ctx.globalAlpha = 0.72;
    for (const b of plan.bins) { ctx.fillStyle = c.lanes[b.lane]; ctx.fillRect(b.x0, b.y - b.height, Math.max(b.x1 - b.x0, 1), b.height); }
    ctx.globalAlpha = 1;
    for (const [x, y, n] of plan.piles) say_(n.toLocaleString("en"), x, y, D.PILE[0], 400, c["ink-3"]);
    const linked = new Set(plan.arcs.map((arc) => arc.i)), fades = plan.arcs.length > 0, inside = new Set(plan.labels.filter((one) => one.inside).map((one) => one.i));
    const faded = (i) => fades && i !== look.selected && !linked.has(i);
    for (const mark of plan.marks) if (mark.kind !== "rug" && (mark.span || mark.hollow)) paintSpan(plan, mark, c, inside.has(mark.i), faded(mark.i));
    for (const arc of plan.arcs) paintArc(arc, c);
    for (const mark of plan.marks) paintMark(plan, mark, c, faded(mark.i));
    if (plan.start <= look.columns.today && look.columns.today < plan.end) { const x = Math.round(plan.left + (look.columns.today - plan.start) * plan.scale) + 0.5; ctx.setLineDash([2, 3]); line(x, top - 4, x, height, c["ink-2"], 1); ctx.setLineDash([]); }
    ctx.restore();
    for (const label of plan.labels) paintLabel(label, c, faded(label.i));
    paintAxis(plan, c);
    paintFocus(plan, c);
  }

  function line(x0, y0, x1, y1, color, thick) { ctx.strokeStyle = color; ctx.lineWidth = thick; ctx.beginPath(); ctx.moveTo(x0, y0); ctx.lineTo(x1, y1); ctx.stroke(); }
  function say_(text, x, y, size, weight, color, align = "left") { ctx.font = font(size, weight); ctx.textAlign = align; ctx.fillStyle = color; ctx.fillText(text, x, y); }

  function paintEras(plan, c) {
    const first = plan.eras.filter((era) => era[0] === plan.tracks[0]);
    if (first.length > 1) for (const [, , x0, x1, , place] of first) if (place % 2) { ctx.fillStyle = c["era-tint"]; ctx.fillRect(x0, plan.top - 4, x1 - x0, plan.height - plan.top + 4); }
    for (const [, name, x0, x1, y, place] of plan.eras) {
      ctx.fillStyle = c[place % 2 ? "era-b" : "era-a"]; ctx.fillRect(x0, y, Math.max(x1 - x0 - 1, 1), 15);
      if (forced.matches) { ctx.strokeStyle = c.ink; ctx.lineWidth = 1; ctx.strokeRect(x0 + 0.5, y + 0.5, Math.max(x1 - x0 - 1, 1), 14); }
      if (x1 - x0 > widthOf(name, 11, 500) + 8) say_(name, x0 + 5, y + 8, 11, 500, c["ink-2"]);
    }
    plan.tracks.forEach((track, k) => say_(track, 23, D.AXIS + D.ERA * k + 8, 11, 400, c["ink-3"]));
  }

  function paintLanes(plan, c) {
    plan.lanes.forEach((lane, l) => {
      const foot = Math.round(lane.top + lane.height) + 0.5, middle = lane.rows ? lane.top + D.PAD + D.ROW / 2 : lane.top + lane.height / 2;
      line(14, foot, plan.width, foot, c.line, 1);
      ctx.globalAlpha = lane.n ? 1 : 0.45;
      shape(lane.shape, 27, middle, 4.6, c.lanes[l], null);
      ctx.globalAlpha = 1;
      say_(short(lane.label, 12, 500, 104), 37, middle, 12, 500, c[lane.n ? "ink" : "ink-3"]);
      if (lane.n && lane.height >= 2 * D.ROW) say_(lane.n.toLocaleString("en"), 37, middle + 15, 11, 400, c["ink-3"]);
    });
    paintGroups(plan, c);
  }

  function paintGroups(plan, c) {
    for (const [words, size, top, bottom] of plan.groups) {
      line(14, top, 14, bottom, c["line-strong"], 1.5);
      ctx.save(); ctx.translate(6, (top + bottom) / 2); ctx.rotate(-Math.PI / 2); say_(words, 0, 0, size || 9.5, 600, c["ink-2"], "center"); ctx.restore();
    }
  }

  function short(text, size, weight, most) {
    if (widthOf(text, size, weight) <= most) return text;
    let cut = text;
    while (cut && widthOf(`${cut}…`, size, weight) > most) cut = cut.slice(0, -1);
    return `${cut.trimEnd()}…`;
  }

  // Durations as bars; dates that are not a day as brackets from the first to the last day they can mean.
  function paintSpan(plan, mark, c, named, faded) {
    const color = c.lanes[mark.lane], x0 = Math.max(mark.x0, plan.left), x1 = Math.min(Math.max(mark.x1, mark.x0 + 3), plan.right), { y } = mark;
    ctx.globalAlpha = faded ? 0.5 : 1;
    ctx.strokeStyle = ctx.fillStyle = color;
    if (mark.doubt === "?" || mark.doubt === "%") ctx.setLineDash([3, 3]);
    if (mark.span) {
      const soft = mark.open || mark.doubt === "~" || mark.doubt === "%";
      if (soft && x1 - x0 > 30) { const fade = ctx.createLinearGradient(x1 - 24, 0, x1, 0); fade.addColorStop(0, color); fade.addColorStop(1, "transparent"); ctx.fillStyle = forced.matches ? color : fade; }
      if (named) { ctx.globalAlpha *= 0.16; round(x0, y - 7.5, x1 - x0, 15, 2.5); ctx.fill(); ctx.globalAlpha = faded ? 0.5 : 1; ctx.fillRect(x0, y + 6, x1 - x0, 2); }
      else { round(x0, y - 3, x1 - x0, 6, 2.5); ctx.globalAlpha *= 0.9; ctx.fill(); }
      if (mark.open && mark.x1 <= plan.right + 1) { ctx.setLineDash([]); ctx.fillStyle = color; ctx.beginPath(); ctx.moveTo(x1 + 5, y); ctx.lineTo(x1 - 2, y - 4); ctx.lineTo(x1 - 2, y + 4); ctx.fill(); }
    } else if (mark.x1 - mark.x0 > 12) {
      const open = mark.doubt === "~" || mark.doubt === "%";
      if (open && !forced.matches) { const fade = ctx.createLinearGradient(mark.x0, 0, mark.x1, 0); for (const [at, tone] of [[0, "transparent"], [0.25, color], [0.75, color], [1, "transparent"]]) fade.addColorStop(at, tone); ctx.strokeStyle = fade; }
      ctx.lineWidth = 1.3; ctx.beginPath(); ctx.moveTo(x0, y); ctx.lineTo(x1, y);
      if (!open) { if (mark.x0 >= plan.left) { ctx.moveTo(x0, y - 4); ctx.lineTo(x0, y + 4); } if (mark.x1 <= plan.right) { ctx.moveTo(x1, y - 4); ctx.lineTo(x1, y + 4); } }
      ctx.stroke();
    }
    ctx.setLineDash([]); ctx.globalAlpha = 1;
  }

  function round(x, y, w, h, r) { ctx.beginPath(); if (ctx.roundRect) ctx.roundRect(x, y, w, h, r); else ctx.rect(x, y, w, h); }

  function paintMark(plan, mark, c, faded) {
    if (mark.x < plan.left - 8 || mark.x > plan.right + 8) return;
    const color = c.lanes[mark.lane], name = plan.lanes[mark.lane].shape, rug = mark.kind === "rug";
    ctx.globalAlpha = faded ? 0.5 : rug ? 0.75 : 1;
    if (!rug) { ctx.globalAlpha = 1; shape(name, mark.x, mark.y, mark.radius + 2, c.surface, null); ctx.globalAlpha = faded ? 0.5 : 1; }
    if (mark.hollow) shape(name, mark.x, mark.y, mark.radius, c.surface, color, rug ? 1 : 1.4); else shape(name, mark.x, mark.y, mark.radius, color, null);
    ctx.globalAlpha = 1;
    if (mark.i === look.selected) { ctx.strokeStyle = c.ink; ctx.lineWidth = 2; ctx.beginPath(); ctx.arc(mark.x, mark.y, mark.radius + 4.5, 0, 7); ctx.stroke(); }
  }

  function paintArc(arc, c) {
    const dx = arc.x1 - arc.x0, dy = arc.y1 - arc.y0, bend = Math.min(40, Math.abs(dx) / 3 + 14) * (dx < 0 ? -1 : 1);
    const mx = (arc.x0 + arc.x1) / 2 + (Math.abs(dy) > 30 ? bend * 0.4 : 0), my = (arc.y0 + arc.y1) / 2 - (Math.abs(dy) > 30 ? 0 : Math.min(30, Math.abs(dx) / 4 + 10));
    const angle = Math.atan2(arc.y1 - my, arc.x1 - mx), ex = arc.x1 - Math.cos(angle) * 8, ey = arc.y1 - Math.sin(angle) * 8;
    const path = () => { ctx.beginPath(); ctx.moveTo(arc.x0, arc.y0); ctx.quadraticCurveTo(mx, my, ex, ey); };
    path(); ctx.strokeStyle = c.surface; ctx.lineWidth = 4.5; ctx.stroke();
    path(); ctx.strokeStyle = c.ink; ctx.lineWidth = 1.3; ctx.stroke();
    ctx.fillStyle = c.ink; ctx.beginPath(); ctx.moveTo(ex + Math.cos(angle) * 3, ey + Math.sin(angle) * 3); ctx.lineTo(ex - 7 * Math.cos(angle - 0.4), ey - 7 * Math.sin(angle - 0.4)); ctx.lineTo(ex - 7 * Math.cos(angle + 0.4), ey - 7 * Math.sin(angle + 0.4)); ctx.fill();
  }

  const INKS = ["", "ink-3", "ink-3", "ink-2", "ink", "ink"];
  function paintLabel(label, c, faded) {
    const [size, weight] = D.LABEL[label.importance], heavy = label.selected ? 600 : weight;
    ctx.font = font(size, heavy); ctx.textAlign = "left";
    if (label.selected) { ctx.fillStyle = c.ink; round(label.x - 4, label.y - 9, label.width + 8, 18, 3); ctx.fill(); }
    else { ctx.strokeStyle = c.surface; ctx.lineWidth = 3; ctx.globalAlpha = 0.85; ctx.strokeText(label.text, label.x, label.y); ctx.globalAlpha = 1; }
    ctx.fillStyle = label.selected ? c.surface : faded ? c["ink-3"] : c[label.chip ? "ink" : INKS[label.importance]];
    ctx.fillText(label.text, label.x, label.y);
    if (!label.chip) return;
    ctx.fillStyle = c.surface; ctx.strokeStyle = c.ink; ctx.lineWidth = 1;
    round(label.chipX, label.y - 7.5, label.chipWidth, 15, 7.5); ctx.fill(); ctx.stroke();
    say_(label.chip, label.chipX + label.chipWidth / 2, label.y + 0.5, D.CHIP[0], D.CHIP[1], c.ink, "center");
  }

  function paintAxis(plan, c) {
    for (const [x, words, major, side] of plan.ticks) {
      if (x < plan.left - 0.5 || x > plan.right + 0.5) continue;
      say_(words, x, D.AXIS / 2, 11.5, major ? 600 : 400, c[major ? "ink" : "ink-2"], { right: "left", left: "right", center: "center" }[side]);
    }
  }

  function paintFocus(plan, c) {
    const spot = (i) => plan.marks.find((mark) => mark.i === i);
    if (look.hovered >= 0) { const m = spot(look.hovered); if (m) { ctx.strokeStyle = c.ink; ctx.lineWidth = 1.5; ctx.beginPath(); ctx.arc(m.x, m.y, m.radius + 3.5, 0, 7); ctx.stroke(); } }
    const { focused } = look;
    if (focused) { const r = focused.radius + 5; ctx.strokeStyle = c.accent; ctx.lineWidth = 2; ctx.strokeRect(focused.x - r, focused.y - r, 2 * r, 2 * r); }
    if (look.brush) { ctx.fillStyle = c.accent; ctx.globalAlpha = 0.14; const [a, b] = look.brush; ctx.fillRect(Math.min(a, b), plan.top - 4, Math.abs(b - a), plan.height); ctx.globalAlpha = 1; line(a, plan.top - 4, a, plan.height, c.accent, 1.5); line(b, plan.top - 4, b, plan.height, c.accent, 1.5); }
  }

  // The marks of the event types, by the names of Plotly's symbols, `r` the radius of a circle of the same weight.
  const polygon = (points) => (x, y, r) => { ctx.beginPath(); points.forEach(([px, py], k) => ctx[k ? "lineTo" : "moveTo"](x + px * r, y + py * r)); ctx.closePath(); };
  const regular = (n, k, turn, inner) => polygon(Array.from({ length: inner ? 2 * n : n }, (_, i) => { const a = ((turn + (i * 360) / (inner ? 2 * n : n)) * Math.PI) / 180, r = k * (inner && i % 2 ? inner : 1); return [r * Math.cos(a), r * Math.sin(a)]; }));
  const circle = (x, y, r) => { ctx.beginPath(); ctx.arc(x, y, r, 0, 7); };
  const plus = [[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]];
  const SHAPES = { circle, "circle-open": circle, square: polygon([[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]]), diamond: regular(4, 1.2, -90), "triangle-up": polygon([[0, -1.05], [1.1, 0.85], [-1.1, 0.85]]), "triangle-down": polygon([[0, 1.05], [1.1, -0.85], [-1.1, -0.85]]),
    pentagon: regular(5, 1.1, -90), hexagon: regular(6, 1.1, 0), star: regular(5, 1.3, -90, 0.42), cross: polygon(plus), x: polygon(plus.map(([x, y]) => [(x - y) * 0.7071, (x + y) * 0.7071])),
    bowtie: polygon([[-1.1, -0.95], [0, -0.25], [1.1, -0.95], [1.1, 0.95], [0, 0.25], [-1.1, 0.95]]), hourglass: polygon([[-0.95, -1.1], [0.95, -1.1], [0.25, 0], [0.95, 1.1], [-0.95, 1.1], [-0.25, 0]]) };
  function shape(name, x, y, r, fill, stroke, thick) {
    (SHAPES[name] || circle)(x, y, r);
    if (name === "circle-open" && !stroke && fill !== kept.surface) { ctx.strokeStyle = fill; ctx.lineWidth = 1.5; ctx.stroke(); return; }
    if (fill) { ctx.fillStyle = fill; ctx.fill(); }
    if (stroke) { ctx.strokeStyle = stroke; ctx.lineWidth = thick; ctx.stroke(); }
  }

  // Colours and faces are read anew: light or dark, forced colours, a face that came late.
  function refresh() { kept = null; face = null; faces.clear(); }

  window.TimelineInk = { paint, colors, refresh, font, widthOf, forced };
})();
