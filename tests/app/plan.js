// Reads cases from standard input, makes their plans with assets/detail.js, and prints them.
"use strict";
const { Columns, Crowd, ahead, plan } = require(process.argv[2]);
const { advance, cases } = JSON.parse(require("fs").readFileSync(0, "utf8"));

function widthOf(text, size, weight) {
  let hundredths = 0;
  for (const c of text) { const code = c.codePointAt(0); hundredths += code >= 32 && code <= 126 ? advance[code - 32] : code > 0x2e7f ? 100 : 62; }
  return ((hundredths * size) / 100) * (weight >= 500 ? 1.07 : 1.02);
}

function buffer(base64) { const bytes = Buffer.from(base64, "base64"); return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length); }

let columns = null;
const answers = cases.map((one) => {
  if (one.columns) columns = new Columns(buffer(one.columns)); // else those of the case before
  const crowd = new Crowd(columns, one.bits ? new Uint8Array(buffer(one.bits)) : null, one.lanes);
  const place = (id) => columns.ids.indexOf(id);
  return one.views.map((view) => {
    const looked = { ...view, selected: place(view.selected), linked: view.linked.map(([id, chip]) => [place(id), chip]).filter(([i]) => i >= 0), textOf: (i) => columns.names[i], widthOf };
    // Some names come late: what was laid out without them must not stay.
    if (one.late) { plan(crowd, { ...looked, textOf: (i) => (i % one.late ? columns.names[i] : undefined) }); crowd.named(); }
    if (one.ahead) { const wide = (looked.end - looked.start) / 2; ahead(crowd, { ...looked, start: looked.start - wide, end: looked.end + wide, tracks: 2 }, 2); }
    const made = plan(crowd, looked);
    const id = (row) => ({ ...row, id: columns.ids[row.i] });
    return { ...made, marks: made.marks.map(id), labels: made.labels.map(id), arcs: made.arcs.map(id) };
  });
});
process.stdout.write(JSON.stringify(answers));
