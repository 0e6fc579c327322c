// What is drawn where, in px, without drawing it. The same plan as timeline/detail.py, which explains the method;
// tests/app/test_detail_js.py holds the two together. Needs no page: Node runs it in the tests.
(function (root) {
  "use strict";
  const GUTTER = 146, AXIS = 26, ERA = 17, ROW = 18, RUG = 11, PAD = 4, GROUP_GAP = 5, RIGHT = 10, INSET = 9;
  const EMPTY_ROWS = 0.6, EXTRA = 14, GROUP = [["\u2009", 9.5], ["", 9.5], ["", 8.5]];
  const RADIUS = [0, 2.4, 2.6, 3.8, 4.6, 5.6];
  const LABEL = [null, [11, 400, 190], [11, 400, 190], [11.5, 400, 190], [12, 500, 230], [12.5, 600, 260]];
  const LEAST = [[30, 4], [8, 3], [0, 2]], MARKED = 4;
  const RUG_ROOM = 9, BIN = 5, RUG_RADIUS = 2.2;
  const STEPS = [1, 1.189207115002721, 1.4142135623730951, 1.681792830507429];
  const TILE = 2048, EDGE = 8, LEAD = 300, CANDIDATES = 300, LONGEST = 200, HEADS = 24, NAME = 160;
  const PILE = [10.5, 10, 14, 5], CHIP = [10.5, 600, 14], LEAST_PART = 0.55;
  const DOUBTS = ["", "~", "?", "%"];

  // -- columns and crowds ------------------------------------------------------------------------------------

  // Events as the server packs them, in time order: a header in JSON, then whole columns.
  class Columns {
    constructor(buffer) {
      const size = new Uint32Array(buffer, 0, 1)[0];
      Object.assign(this, JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, size))));
      let at = 4 + size;
      const take = (kind, n) => { const part = new kind(buffer, at, n); at += part.byteLength; return part; };
      this.first = take(Int32Array, this.n);
      this.longAt = take(Uint32Array, this.m);
      this.longLast = take(Int32Array, this.m);
      this.longStart = take(Int32Array, this.m);
      this.lane = take(Uint8Array, this.n);
      this.meta = take(Uint8Array, this.n);
      this.bytes = at - 4 - size;
    }
    importance(i) { return this.meta[i] & 7; }
    span(i) { return (this.meta[i] & 8) !== 0; }
    hollow(i) { return (this.meta[i] & 16) !== 0; }
    doubt(i) { return DOUBTS[(this.meta[i] >> 5) & 3]; }
    open(i) { return (this.meta[i] & 128) !== 0; }
    long(i) { return (this.meta[i] & 24) !== 0; }
    last(i) { return this.long(i) ? this.longLast[bound(this.longAt, 0, this.m, i)] : this.first[i]; }
    mark(i) {
      if (!this.hollow(i)) return this.first[i] + 0.5;
      return (this.first[i] + this.longStart[bound(this.longAt, 0, this.m, i)] + 1) / 2;
    }
  }

  // First place in low..high of a sorted column whose value is not below x.
  function bound(column, low, high, x) {
    while (low < high) { const middle = (low + high) >>> 1; if (column[middle] < x) low = middle + 1; else high = middle; }
    return low;
  }

  // The long events of a lane in time order, with the latest last day of every 64, so that a window finds its own quickly.
  class Longs {
    constructor(columns, ks) {
      this.at = Uint32Array.from(ks, (k) => columns.longAt[k]);
      this.last = Int32Array.from(ks, (k) => columns.longLast[k]);
      this.start = Int32Array.from(ks, (k) => columns.longStart[k]);
      this.latest = new Int32Array(Math.ceil(ks.length / 64)).fill(-2147483648);
      for (let k = 0; k < ks.length; k++) this.latest[k >> 6] = Math.max(this.latest[k >> 6], this.last[k]);
      this.bytes = this.at.byteLength + this.last.byteLength + this.start.byteLength + this.latest.byteLength;
    }
    // Those that began before a day and last at least to it.
    reaching(first, day) {
      const found = [];
      for (let block = 0; block < this.latest.length && first[this.at[block << 6]] < day; block++) {
        if (this.latest[block] < day) continue;
        for (let k = block << 6; k < Math.min(this.at.length, (block + 1) << 6) && first[this.at[k]] < day; k++) if (this.last[k] >= day) found.push(this.at[k]);
      }
      return found;
    }
  }

  // The events of a filter made ready for any window: positions by lane and importance, in time order; the long by lane.
  class Crowd {
    // `bits`: one bit an event, null for all; `lanes`: one truth a lane, null for all.
    constructor(columns, bits, lanes) {
      this.columns = columns;
      const { n, m, lane, meta } = columns, count = columns.lanes.length;
      const on = (i) => (!lanes || lanes[lane[i]]) && (!bits || (bits[i >> 3] & (128 >> (i & 7))) !== 0);
      const at = (this.at = new Uint32Array(count * 5 + 1));
      for (let i = 0; i < n; i++) if (on(i)) at[lane[i] * 5 + (5 - (meta[i] & 7)) + 1]++;
      for (let k = 1; k < at.length; k++) at[k] += at[k - 1];
      this.total = at[at.length - 1];
      this.highest = 1;
      for (let slot = 0; slot < count * 5; slot++) if (at[slot + 1] > at[slot]) this.highest = Math.max(this.highest, 5 - (slot % 5));
      const order = (this.order = new Uint32Array(this.total)), next = at.slice();
      for (let i = 0; i < n; i++) if (on(i)) order[next[lane[i] * 5 + (5 - (meta[i] & 7))]++] = i;
      const places = Array.from({ length: count }, () => []);
      for (let k = 0; k < m; k++) if (on(columns.longAt[k])) places[lane[columns.longAt[k]]].push(k);
      this.longs = places.map((ks) => new Longs(columns, ks));
      this.n = columns.lanes.map((_, l) => at[l * 5 + 5] - at[l * 5]);
      this.kept = new Map();
    }
    has(i) {
      const slot = this.columns.lane[i] * 5 + (5 - this.columns.importance(i)), k = bound(this.order, this.at[slot], this.at[slot + 1], i);
      return k < this.at[slot + 1] && this.order[k] === i;
    }
    // Places in `order` of a lane's events of an importance with first day in low..high, `high` exclusive.
    between(l, importance, low, high) {
      const slot = l * 5 + (5 - importance), { order } = this, { first } = this.columns;
      const search = (from, x) => { let a = from, b = this.at[slot + 1]; while (a < b) { const c = (a + b) >>> 1; if (first[order[c]] < x) a = c + 1; else b = c; } return a; };
      const a = search(this.at[slot], low);
      return [a, search(a, high)];
    }
    // Names have come: what was laid out without some of them is made anew.
    named() { for (const [key, value] of this.kept) if (value.whole === false) this.kept.delete(key); else if (value.tiles) for (const [tile, spots] of value.tiles) if (!spots.whole) value.tiles.delete(tile); }
    // A value made once for each key.
    once(key, make) { let value = this.kept.get(key); if (value === undefined) { if (this.kept.size > 4000) this.kept.clear(); this.kept.set(key, (value = make())); } return value; }
  }

  // -- the plan ------------------------------------------------------------------------------------------------

  // `view`: {start, end (exclusive, fractions of days allowed), width, height, selected, linked: [[i, lag]], tracks, textOf(i), widthOf(text, size, weight)}.
  function plan(crowd, view) {
    const s = sight(crowd, view), { lanes: bands } = crowd.columns;
    const everyTrack = [...new Set(crowd.columns.eras.map((era) => era[0]))];
    const tracks = view.tracks ? everyTrack.filter((track) => view.tracks.includes(track)) : everyTrack.slice(0, 2);
    const top = AXIS + ERA * tracks.length + 6;
    const counts = bands.map((_, l) => countIn(crowd, l, s));
    const lanes = lanesOf(crowd, s, counts, top, view.height);
    const marks = [], labels = [], bins = [];
    lanes.forEach((lane, l) => { if (crowd.n[l]) ofLane(crowd, s, l, lane, marks, labels, bins); });
    const foot = lanes.length ? lanes[lanes.length - 1].top + lanes[lanes.length - 1].height : top;
    return { width: view.width, height: foot + 2, left: s.left, right: s.right, start: s.start, end: s.end, scale: s.scale, step: s.step, missing: s.missing,
      lanes, marks, labels, bins, piles: pilesOf(marks, bins, s), arcs: arcsOf(crowd, s, marks), eras: erasOf(crowd.columns.eras, tracks, s), tracks, ticks: ticksOf(s), groups: groupsOf(lanes, s), top };
  }

  function sight(crowd, view) {
    const left = GUTTER + INSET, right = view.width - RIGHT, { start, end } = view, scale = (right - left) / (end - start);
    const step = Math.floor(STEPS.length * Math.log2(scale) + 1e-9), part = ((step % STEPS.length) + STEPS.length) % STEPS.length;
    const coarse = STEPS[part] * 2 ** ((step - part) / STEPS.length);
    const years = (right - left) / coarse / 365.2425, { origin, reach } = crowd.columns, wide = reach * coarse;
    const linked = new Map((view.linked || []).filter(([i]) => crowd.has(i))), selected = view.selected ?? -1;
    return { start, end, left, right, scale, step, coarse, origin, reach, linked, missing: [],
      selected: selected >= 0 && crowd.has(selected) ? selected : -1,
      key: `${step}|${right - left}|${selected}|${[...linked].join()}`,
      shore: 2 * wide >= right - left ? [LEAD, LEAD + wide] : [-Infinity, Infinity],
      tile: TILE * Math.ceil((right - left + 2 * LEAD) / TILE), least: Math.min(LEAST.find(([over]) => years > over || over === 0)[1], crowd.highest),
      low: Math.floor(start), high: Math.ceil(end) - 1,
      px: (day) => left + (day - start) * scale, coarsePx: (day) => (day - origin) * coarse + LEAD,
      rank: (i) => (i === selected ? 0 : linked.has(i) ? 1 : 2),
      textOf: view.textOf, widthOf: view.widthOf };
  }

  // Long events of a lane that began before the window and reach into it, in time order.
  function early(crowd, l, s) {
    return crowd.longs[l].reaching(crowd.columns.first, s.low);
  }

  function countIn(crowd, l, s) {
    let n = early(crowd, l, s).length;
    for (let importance = 5; importance; importance--) { const [a, b] = crowd.between(l, importance, s.low, s.high + 1); n += b - a; }
    return n;
  }

  const inSight = (columns, i, s) => columns.first[i] <= s.high && columns.last(i) >= s.low;

  // -- lanes -----------------------------------------------------------------------------------------------------

  function lanesOf(crowd, s, counts, top, height) {
    const bands = crowd.columns.lanes, live = crowd.n.map((n) => n > 0), rows = bands.map(() => 1);
    const wanted = bands.map((_, l) => crowd.once(`wanted ${l} ${s.key}`, () => wantedOf(crowd, l, s)));
    let gaps = 0;
    for (let l = 1; l < bands.length; l++) if (bands[l].group !== bands[l - 1].group) gaps += GROUP_GAP;
    const tall = (l, extra) => (live[l] ? rows[l] * ROW + RUG + extra : EMPTY_ROWS * ROW) + 2 * PAD;
    const total = () => { let sum = 0; for (let l = 0; l < bands.length; l++) sum += tall(l, 0); return gaps + sum; };
    const room = height - top - 4;
    const order = bands.map((_, l) => l).sort((a, b) => wanted[b][1] - wanted[a][1] || (bands[a].code === bands[b].code ? b - a : bands[a].code < bands[b].code ? 1 : -1));
    for (const l of order) if (live[l] && wanted[l][0] > 1 && total() + ROW <= room && crowd.once(`barred ${l} ${s.key}`, () => barred(crowd, l, s))) rows[l] = 2;
    while (total() + ROW <= room) {
      let best = -1, most = -Infinity;
      for (let l = 0; l < bands.length; l++) {
        if (!live[l] || rows[l] >= wanted[l][0]) continue;
        const weight = (wanted[l][1] * (1 - rows[l] / wanted[l][0])) / rows[l] ** 1.3;
        if (best < 0 || weight > most || (weight === most && (bands[l].code > bands[best].code || (bands[l].code === bands[best].code && l > best)))) { best = l; most = weight; }
      }
      if (best < 0) break;
      rows[best]++;
    }
    const extra = Math.min(Math.max((room - total()) / Math.max(live.filter(Boolean).length, 1), 0), EXTRA);
    let y = top;
    return bands.map((band, l) => {
      if (l && band.group !== bands[l - 1].group) y += GROUP_GAP;
      const lane = { code: band.code, label: band.label, group: band.group, shape: band.shape, top: y, height: tall(l, extra), rows: live[l] ? rows[l] : 0, n: counts[l] };
      y += lane.height;
      return lane;
    });
  }

  // [words, size, top, bottom] of each run of lanes of one group: spaced capitals, closer and smaller where it is short.
  function groupsOf(lanes, s) {
    const found = [];
    lanes.forEach((lane, l) => {
      if (!lane.group) return;
      const foot = lane.top + lane.height - 2;
      if (l && lanes[l - 1].group === lane.group) found[found.length - 1][3] = foot; else found.push([lane.group, 0, lane.top + 2, foot]);
    });
    return found.map(([group, , top, bottom]) => {
      const ways = GROUP.map(([gap, size]) => [[...group.toUpperCase()].join(gap), size]);
      return [...(ways.find(([words, size]) => s.widthOf(words, size, 600) + 4 <= bottom - top) || ["", 0]), top, bottom];
    });
  }

  function wantedOf(crowd, l, s) {
    const columns = crowd.columns, starts = [], ends = [];
    let weight = 0;
    for (let importance = 5; importance >= s.least; importance--) {
      const slot = l * 5 + (5 - importance), r = RADIUS[importance];
      for (let k = crowd.at[slot]; k < crowd.at[slot + 1] && starts.length < CANDIDATES; k++) {
        const i = crowd.order[k], x = s.coarsePx(columns.mark(i));
        starts.push(x - r);
        ends.push(Math.max(s.coarsePx(columns.last(i) + 1), x + r) + NAME);
        weight += importance ** 3;
      }
    }
    if (!starts.length) return [1, 0];
    const from = Float64Array.from(starts).sort(), to = Float64Array.from(ends).sort();
    let deepest = 0;
    for (let k = 0, over = 0; k < from.length; k++) { while (over < to.length && to[over] <= from[k]) over++; deepest = Math.max(deepest, k + 1 - over); }
    return [deepest, weight];
  }

  // The long events of a lane that do not lie in one tile, with what `each` is told: position, place among the long ones, importance.
  function crossers(crowd, l, s, each) {
    const columns = crowd.columns, { first } = columns, { at, last, start } = crowd.longs[l];
    for (let k = 0; k < at.length; k++) {
      const i = at[k], importance = columns.importance(i), r = RADIUS[importance] + 2;
      const x = s.coarsePx(columns.hollow(i) ? (first[i] + start[k] + 1) / 2 : first[i] + 0.5);
      const a = Math.min(s.coarsePx(first[i]), x) - r, b = Math.max(s.coarsePx(last[k] + 1), x) + r;
      if (Math.floor(a / s.tile) !== Math.floor(b / s.tile)) each(i, k, importance);
    }
  }

  // Has a lane a bar that crosses tiles and is placed for its importance, at the step, over all time?
  function barred(crowd, l, s) { let found = false; crossers(crowd, l, s, (i, k, importance) => { found = found || importance >= s.least; }); return found; }

  // -- marks and names -------------------------------------------------------------------------------------------

  function ofLane(crowd, s, l, lane, marks, labels, bins) {
    const columns = crowd.columns, rugY = lane.top + lane.height - PAD - RUG / 2;
    const spots = spotsOf(crowd, s, l, lane.rows).filter((spot) => inSight(columns, spot.i, s)).sort((a, b) => a.i - b.i);
    const placed = new Set();
    const names = namesOf(crowd, s, l, lane, spots);
    for (const spot of spots) {
      const y = middleOf(lane, spot), label = names.get(spot.i);
      marks.push(markOf(columns, s, spot.i, l, y, label ? "named" : "marked", RADIUS[columns.importance(spot.i)]));
      if (label) labels.push(label);
      placed.add(spot.i);
    }
    const before = early(crowd, l, s).filter((i) => !placed.has(i));
    if (crowd.n[l] * RUG_ROOM <= s.reach * s.coarse) {
      const rest = before.slice();
      for (let importance = 5; importance; importance--) { const [a, b] = crowd.between(l, importance, s.low, s.high + 1); for (let k = a; k < b; k++) if (!placed.has(crowd.order[k])) rest.push(crowd.order[k]); }
      for (const i of rest.sort((a, b) => a - b)) marks.push(markOf(columns, s, i, l, rugY, "rug", RUG_RADIUS));
      return;
    }
    const alone = s.selected >= 0 && columns.lane[s.selected] === l && !placed.has(s.selected) && inSight(columns, s.selected, s);
    if (alone) { marks.push(markOf(columns, s, s.selected, l, rugY, "rug", RUG_RADIUS)); placed.add(s.selected); }
    binsOf(crowd, s, l, rugY + RUG / 2, placed, before.filter((i) => !placed.has(i)).length, bins);
  }

  const middleOf = (lane, spot) => lane.top + PAD + spot.row * ROW + ROW / 2;

  // The names of a lane's places as the window shows them. One that an edge cuts turns to the other side if it is free.
  function namesOf(crowd, s, l, lane, spots) {
    const names = new Map(), TURNED = { after: "before", before: "after" };
    for (const spot of spots) { const label = labelOf(crowd, s, l, middleOf(lane, spot), spot); if (label) names.set(spot.i, label); }
    for (const spot of spots) {
      if (!TURNED[spot.side] || (names.has(spot.i) && names.get(spot.i).text === spot.text)) continue;
      const turned = labelOf(crowd, s, l, middleOf(lane, spot), { ...spot, side: TURNED[spot.side] });
      if (!turned || turned.text !== spot.text) continue;
      const [x0, x1] = takenBy(turned), clear = (a, b) => x1 <= a || x0 >= b;
      if (spots.every((one) => one.row !== spot.row || one.i === spot.i || (clear(...reachOf(crowd.columns, one.i, s.px)) && (!names.has(one.i) || clear(...takenBy(names.get(one.i))))))) names.set(spot.i, turned);
    }
    return names;
  }

  // px that a name takes with its chip and some air.
  function takenBy(label) {
    const [a, b] = label.chip ? [label.chipX, label.chipX + label.chipWidth] : [label.x, label.x];
    return [Math.min(label.x, a) - 4, Math.max(label.x + label.width, b) + 4];
  }

  // The places of a lane in the tiles that the window meets. Bars that cross tiles come first, from the lowest row up.
  function spotsOf(crowd, s, l, rows) {
    const bars = barsOf(crowd, s, l, rows), found = bars.spots.slice(), low = Math.floor(s.coarsePx(s.start) / s.tile), high = Math.floor(s.coarsePx(s.end) / s.tile);
    for (let tile = low; tile <= high; tile++) {
      let spots = bars.tiles.get(tile);
      if (!spots) { if (bars.tiles.size > 400) bars.tiles.clear(); bars.tiles.set(tile, (spots = whole(s, () => tileOf(crowd, s, l, rows, tile, bars)))); }
      for (const spot of spots) found.push(spot);
    }
    for (const spot of found) if (spot.missing) s.missing.push(spot.i);
    return found;
  }

  // Bars with the tiles laid out around them, kept for a step of scale.
  const barsOf = (crowd, s, l, rows) => crowd.once(`bars ${l} ${rows} ${s.key}`, () => whole(s, () => crossing(crowd, s, l, rows)));

  // What `make` lays out, and whether each name it asked for was there.
  function whole(s, make) { const before = s.missing.length, value = make(); value.whole = s.missing.length === before; return value; }

  function tileOf(crowd, s, l, rows, tile, bars) {
    const t0 = tile * s.tile, t1 = (tile + 1) * s.tile, used = new Rows(rows), found = [];
    for (const spot of bars.spots) if (spot.x0 < t1 && spot.x1 > t0) used.take(spot.i, spot.row, spot.x0, spot.x1);
    const order = Array.from({ length: rows }, (_, row) => row), heads = headsOf(crowd, s, l, rows, t0, t1, bars.taken);
    const chosen = heads.filter((i) => s.rank(i) < 2).length;
    // A name of the chosen goes before the mark of any other.
    for (const turn of [heads.slice(0, chosen), heads.slice(chosen)]) {
      hold(crowd.columns, s, turn, order, used);
      for (const i of turn) { const spot = spotOf(crowd, s, i, order, used, Math.max(t0 + EDGE, s.shore[0]), Math.min(t1 - EDGE, s.shore[1])); if (spot) found.push(spot); }
    }
    return found;
  }

  // Events of a tile that compete for a place: the chosen, then by importance and date.
  function headsOf(crowd, s, l, rows, t0, t1, taken) {
    const columns = crowd.columns, low = s.origin + (t0 - LEAD) / s.coarse, high = s.origin + (t1 - LEAD) / s.coarse, most = HEADS * (rows + 1), found = [];
    for (let importance = 5; importance && importance >= s.least - 1; importance--) {
      // Of too many equals those that are spread over the tile, not the earliest.
      const [a, b] = crowd.between(l, importance, low, high), room = most - found.length, n = Math.min(b - a, room);
      for (let k = 0; k < n; k++) { const i = crowd.order[b - a <= room ? a + k : a + Math.floor((k * (b - a)) / room)]; if (s.rank(i) === 2 && !taken.has(i)) found.push(i); }
    }
    const chosen = [...new Set([s.selected, ...s.linked.keys()])].filter((i) => i >= 0 && columns.lane[i] === l && !taken.has(i) && low <= columns.first[i] && columns.first[i] < high);
    chosen.sort((a, b) => s.rank(a) - s.rank(b) || columns.importance(b) - columns.importance(a) || a - b);
    return [...chosen, ...found];
  }

  // Bars that cross tiles: the chosen, then by importance, length and date. `taken` are all that cross, placed or not: a question, not a list.
  function crossing(crowd, s, l, rows) {
    const columns = crowd.columns, { first } = columns, { last } = crowd.longs[l];
    // By what comes first: the chosen, then importance; of each kind the positions and lengths, in time order.
    const kinds = Array.from({ length: 18 }, () => []);
    crossers(crowd, l, s, (i, k, importance) => {
      const rank = s.rank(i);
      if (importance >= s.least || rank < 2) kinds[rank * 6 + 5 - importance].push([i, last[k] - first[i]]);
    });
    const heads = [];
    for (const kind of kinds) if (heads.length < LONGEST) heads.push(...kind.sort((one, two) => two[1] - one[1]).slice(0, LONGEST - heads.length).map(([i]) => i));
    const used = new Rows(rows), order = [], spots = [];
    for (let row = rows - 1; row >= Math.min(1, rows - 1); row--) order.push(row);
    hold(columns, s, heads, order, used);
    for (const i of heads) { const spot = spotOf(crowd, s, i, order, used, -Infinity, Infinity, rows === 1); if (spot) spots.push(spot); }
    const has = (i) => { if (!columns.long(i)) return false; const [a, b] = reachOf(columns, i, s.coarsePx); return Math.floor(a / s.tile) !== Math.floor(b / s.tile); };
    return { spots, taken: { has }, tiles: new Map() };
  }

  // What is taken in each row of a lane, and by which event; `held` are rows kept for marks alone.
  class Rows {
    constructor(rows) { this.taken = Array.from({ length: rows }, () => []); this.held = new Map(); }
    // Is there room for an event? What is held for itself is no obstacle.
    free(i, row, x0, x1) { for (const [j, a, b] of this.taken[row]) if (j !== i && x1 > a && x0 < b) return false; return true; }
    take(i, row, x0, x1) {
      if (this.held.has(i)) { const from = this.held.get(i); this.taken[from] = this.taken[from].filter(([j]) => j !== i); this.held.delete(i); }
      this.taken[row].push([i, x0, x1]);
    }
    hold(i, row, x0, x1) { this.take(i, row, x0, x1); this.held.set(i, row); }
  }

  // Keeps a row for the marks of the chosen, and of the important among those that are named, before any name is placed.
  function hold(columns, s, members, order, used) {
    const least = Math.max(MARKED, s.least + 1);
    for (const i of members) if (columns.importance(i) >= least || s.rank(i) < 2) holdOne(columns, s, i, order, used);
  }

  function holdOne(columns, s, i, order, used) {
    const [a, b] = reachOf(columns, i, s.coarsePx), row = order.find((one) => used.free(i, one, a, b));
    if (row !== undefined) used.hold(i, row, a, b);
  }

  // The first row of `order` that has room; null leaves the event to the rug. `inside`: the name must not leave the bar,
  // since what stands beside it in the only row is not known yet.
  function spotOf(crowd, s, i, order, used, low, high, inside = false) {
    const columns = crowd.columns, [text, width, missing] = nameOf(columns, s, i);
    const chip = chipRoom(s, i), [a, b] = reachOf(columns, i, s.coarsePx), ways = [];
    if (columns.span(i) && b - a > width + chip + 26) ways.push(["inside", a, b]);
    if (!inside) ways.push(["after", a, b + width + chip + 8], ["before", a - width - chip - 8, b]);
    if (text) for (const row of order) for (const [side, x0, x1] of ways) {
      if (x0 >= low && x1 <= high && used.free(i, row, x0, x1)) { used.take(i, row, x0, x1); return { i, row, side, text, width, x0, x1 }; }
    }
    if (columns.importance(i) >= MARKED && !used.held.has(i)) holdOne(columns, s, i, order, used);
    return used.held.has(i) ? { i, row: used.held.get(i), side: "", text: "", width: 0, x0: a, x1: b, missing } : null;
  }

  function faceOf(columns, s, i) { const [size, weight, most] = LABEL[columns.importance(i)]; return [size, i === s.selected ? 600 : weight, most]; }

  function nameOf(columns, s, i) {
    const whole = s.textOf(i), [size, weight, most] = faceOf(columns, s, i);
    if (whole === undefined) { s.missing.push(i); return ["", 0, true]; }
    const text = shortened(whole, size, weight, most, s.widthOf);
    return [text, text ? s.widthOf(text, size, weight) : 0, false];
  }

  // The text, or as many of its words as fit in `most` px with an ellipsis; empty when not one fits.
  function shortened(text, size, weight, most, widthOf) {
    if (widthOf(text, size, weight) <= most) return text;
    // One word more never makes it narrower: the first that does not fit ends it.
    const words = text.split(/\s+/).filter(Boolean);
    let fits = "";
    for (let n = 1; n < words.length; n++) { const cut = words.slice(0, n).join(" ").replace(/[ ,;:–-]+$/, "") + "…"; if (widthOf(cut, size, weight) > most) break; fits = cut; }
    return fits;
  }

  function chipRoom(s, i) {
    const chip = s.linked.get(i);
    return chip ? s.widthOf(chip, CHIP[0], CHIP[1]) + CHIP[2] + 4 : 0;
  }

  // Left and right px that a mark takes in its row, with its bar or bracket.
  function reachOf(columns, i, px) {
    const x = px(columns.mark(i)), r = RADIUS[columns.importance(i)] + 2;
    if (!columns.long(i)) return [x - r, x + r];
    return [Math.min(px(columns.first[i]), x) - r, Math.max(px(columns.last(i) + 1), x) + r];
  }

  // The name of a place as the window shows it: held at the edges, shortened where it would be cut, or none.
  function labelOf(crowd, s, l, y, spot) {
    if (!spot.side) return null;
    const columns = crowd.columns, { i } = spot, [a, b] = reachOf(columns, i, s.px), chip = s.linked.get(i) || "", taken = chipRoom(s, i), before = spot.side === "before";
    let edge, low, high;
    if (before) { edge = a - 4 - taken; low = s.left; high = Math.min(edge, s.right); }
    else if (spot.side === "after") { edge = b + 2 + taken; low = edge; high = s.right; }
    else { edge = Math.max(s.px(columns.mark(i)) + RADIUS[columns.importance(i)] + 6, s.left + 4) + taken; low = edge; high = Math.min(b - 4, s.right); }
    // The chip stands between mark and name, so on the name's right where the name stands before.
    if ((before ? high + taken > s.right : low - taken < s.left) || high - low < spot.width * LEAST_PART) return null;
    const [size, weight] = faceOf(columns, s, i);
    const text = spot.width <= high - low ? spot.text : shortened(s.textOf(i), size, weight, high - low, s.widthOf);
    const width = text === spot.text ? spot.width : s.widthOf(text, size, weight);
    if (!text || width < spot.width * LEAST_PART) return null;
    return { i, lane: l, text, x: before ? edge - width : edge, y, width, importance: columns.importance(i), selected: i === s.selected, inside: spot.side === "inside", before,
      chip, chipX: chip ? (before ? edge + 4 : edge - taken) : 0, chipWidth: chip ? taken - 4 : 0 };
  }

  function markOf(columns, s, i, lane, y, kind, radius) {
    return { i, lane, x: s.px(columns.mark(i)), y, radius, x0: s.px(columns.first[i]), x1: s.px(columns.last(i) + 1), span: columns.span(i), hollow: columns.hollow(i), doubt: columns.doubt(i), open: columns.open(i), kind };
  }

  // Bars of counts: all events of a lane by their first day, less those that have a place.
  function binsOf(crowd, s, l, foot, placed, before, bins) {
    const slot = Math.floor(((s.start - s.origin) * s.scale) / BIN), last = Math.floor(((s.end - s.origin) * s.scale) / BIN), size = last + 1 - slot;
    const grid = Float64Array.from({ length: size + 1 }, (_, k) => s.origin + ((slot + k) * BIN) / s.scale);
    const edges = grid.map((day) => Math.min(Math.max(day, s.low), s.high + 1));
    edges[0] = s.low; edges[size] = s.high + 1;
    const counts = new Int32Array(size), { first } = crowd.columns;
    for (let importance = 5; importance; importance--) {
      const [a, b] = crowd.between(l, importance, s.low, s.high + 1);
      if (b - a < 8 * size) { for (let k = a, at = 0; k < b; k++) { const day = first[crowd.order[k]]; while (edges[at + 1] <= day) at++; counts[at]++; } continue; }
      for (let k = 0, from = a; k < size; k++) { let x = from, y = b; while (x < y) { const z = (x + y) >>> 1; if (first[crowd.order[z]] < edges[k + 1]) x = z + 1; else y = z; } counts[k] += x - from; from = x; }
    }
    const slotOf = (day) => { let a = 0, b = size; while (a < b) { const c = (a + b) >>> 1; if (edges[c + 1] <= day) a = c + 1; else b = c; } return a; };
    for (const i of placed) if (first[i] >= s.low) counts[slotOf(first[i])]--;
    if (before) counts[slotOf(s.low)] += before;
    for (let k = 0; k < size; k++) {
      if (!counts[k]) continue;
      bins.push({ lane: l, x0: Math.max(s.px(grid[k]), s.left), x1: Math.min(s.px(grid[k + 1]) - 1, s.right), y: foot, height: 2 + (RUG - 2) * Math.min(Math.sqrt(counts[k]) / 5, 1), n: counts[k] });
    }
  }

  // [x, y, number] beside each small spot of the rug where many events stand and their number has room.
  function pilesOf(marks, bins, s) {
    const [size, least, most, air] = PILE, spots = new Map(), found = [];
    const add = (lane, spot) => { if (!spots.has(lane)) spots.set(lane, []); spots.get(lane).push(spot); };
    for (const m of marks) if (m.kind === "rug") { const [a, b] = m.span || m.hollow ? [m.x0, m.x1] : [m.x, m.x]; add(m.lane, [Math.min(m.x - m.radius, a), Math.max(m.x + m.radius, b), 1, m.y]); }
    for (const b of bins) add(b.lane, [b.x0, b.x1, b.n, b.y - RUG / 2]);
    for (const lane of [...spots.keys()].sort((a, b) => a - b)) {
      const piles = [];
      for (const [x0, x1, n, y] of spots.get(lane).sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
        const last = piles[piles.length - 1];
        if (last && x0 <= last[1] + 2) { last[1] = Math.max(x1, last[1]); last[2] += n; } else piles.push([x0, x1, n, y]);
      }
      piles.forEach(([x0, x1, n, y], k) => {
        const after = k + 1 < piles.length ? piles[k + 1][0] : s.right + air;
        if (n >= least && x1 - x0 <= most && x1 + 2 * air + s.widthOf(n.toLocaleString("en"), size, 400) <= after) found.push([x1 + air, y, n]);
      });
    }
    return found;
  }

  // -- arcs, eras and ticks ------------------------------------------------------------------------------------------

  function arcsOf(crowd, s, marks) {
    if (s.selected < 0 || !s.linked.size) return [];
    const spots = new Map(marks.map((mark) => [mark.i, mark])), chosen = spots.get(s.selected), { first } = crowd.columns;
    if (!chosen) return [];
    return [...s.linked.keys()].filter((i) => i !== s.selected && spots.has(i)).sort((a, b) => a - b).map((i) => {
      const [a, b] = first[i] < first[s.selected] ? [spots.get(i), chosen] : [chosen, spots.get(i)];
      return { i, x0: a.x, y0: a.y, x1: b.x, y1: b.y };
    });
  }

  function erasOf(eras, tracks, s) {
    const found = [];
    for (const [track, name, first, last, place] of eras) {
      if (!tracks.includes(track)) continue;
      const x0 = Math.max(s.px(first), s.left), x1 = Math.min(s.px(last + 1), s.right);
      if (x1 > x0) found.push([track, name, x0, x1, AXIS + ERA * tracks.indexOf(track), place]);
    }
    return found;
  }

  const TICKS = [[0.03, "day", 1], [0.1, "day", 7], [0.25, "day", 14], [1.2, "month", 1], [3.4, "month", 3], [8, "year", 1], [20, "year", 2], [45, "year", 5], [110, "year", 10],
    [250, "year", 25], [500, "year", 50], [1200, "year", 100], [2500, "year", 250], [5000, "year", 500], [1e9, "year", 2000]];
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  function dayOf(year, month, date) { const at = new Date(0); at.setUTCFullYear(year, month - 1, date); return Math.round(at.getTime() / 86400000); }
  const yearOf = (day) => new Date(Math.floor(day) * 86400000).getUTCFullYear();
  // The year that people call round: 500 BCE, which is -499, for -500, and 1 CE for 0.
  const roundYear = (year, step) => (step > 1 && year <= 0 ? year + 1 : year);
  const yearWords = (year) => (year < 1 ? `${1 - year} BCE` : year < 1000 ? `${year} CE` : String(year));

  // [x, words, major, side] for the window and one window either side.
  function ticksOf(s) {
    const span = s.end - s.start, [, kind, step] = TICKS.find(([years]) => span / 365.2425 <= years), found = [];
    const marks = marksOfTime(s.start - span, s.end - 1 + span, kind, step), inside = marks.filter(([day]) => s.start <= day && day <= s.end - 1);
    const lead = inside.some(([day]) => newYear(day)) || !inside.length ? null : inside[0][0];
    for (let [day, words, major] of marks) {
      if (day === lead) { words = withYear(day, words); major = true; }
      const x = s.px(day), width = s.widthOf(words, 11.5, major ? 600 : 400);
      const side = s.left <= x && x < s.left + width / 2 ? "right" : s.right - width / 2 < x && x <= s.right ? "left" : "center";
      const begin = x - { right: 0, center: width / 2, left: width }[side];
      // What stands before it makes room for the one that says the year.
      while ((day === lead || (kind !== "year" && newYear(day))) && found.length && found[found.length - 1][4] > begin - 14) found.pop();
      if (!found.length || begin >= found[found.length - 1][4] + 14) found.push([x, words, major, side, begin + width]);
    }
    return found.map((tick) => tick.slice(0, 4));
  }

  const newYear = (day) => { const date = new Date(day * 86400000); return date.getUTCMonth() === 0 && date.getUTCDate() === 1; };
  function withYear(day, words) { const month = MONTHS[new Date(day * 86400000).getUTCMonth()]; return `${words === month ? words : `${words} ${month}`} ${yearWords(yearOf(day))}`; }

  function marksOfTime(first, last, kind, step) {
    const low = Math.max(yearOf(first), -9999), high = Math.min(yearOf(last), 9999), found = [];
    if (kind === "year") {
      for (let year = Math.floor(low / step) * step; year <= high; year += step) { const round = roundYear(year, step); if (round >= -9999) found.push([dayOf(round, 1, 1), yearWords(round), true]); }
      return found;
    }
    for (let year = low; year <= high; year++) for (let month = 1; month <= 12; month += kind === "month" ? step : 1) {
      const day = dayOf(year, month, 1);
      if (first <= day && day <= last) found.push([day, month === 1 ? yearWords(year) : MONTHS[month - 1], month === 1 || kind === "day"]);
      if (kind === "day") for (let d = step; d < 28 + (step === 1 ? 3 : 0); d += step) if (first <= day + d && day + d <= last && new Date((day + d) * 86400000).getUTCMonth() === month - 1) found.push([day + d, String(d + 1), false]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  }

  // For windows `closer` times as narrow: the rows of each lane, the bars in them and what the middle shows are laid out,
  // and what any of them may name is told.
  function ahead(crowd, view, closer) {
    const middle = (view.start + view.end) / 2, half = (view.end - view.start) / closer / 2;
    const s = sight(crowd, { ...view, start: middle - half, end: middle + half }), top = AXIS + ERA * view.tracks + 6, found = [];
    const lanes = lanesOf(crowd, s, crowd.n, top, view.height), last = Math.floor(s.coarsePx(s.origin + s.reach) / s.tile);
    lanes.forEach((lane, l) => {
      if (!crowd.n[l]) return;
      spotsOf(crowd, s, l, lane.rows);
      const { taken } = barsOf(crowd, s, l, lane.rows);
      for (let tile = 0; tile <= last; tile++) for (const i of headsOf(crowd, s, l, lane.rows, tile * s.tile, (tile + 1) * s.tile, taken)) found.push(i);
    });
    return [...s.missing, ...found];
  }

  const api = { ahead, Columns, Crowd, plan, bound, dayOf, roundYear, yearWords, RADIUS, LABEL, CHIP, PILE, ROW, RUG, PAD, AXIS, ERA, GUTTER, INSET, RIGHT };
  root.TimelineDetail = api;
  if (typeof module !== "undefined") module.exports = api;
})(typeof window === "undefined" ? globalThis : window);
