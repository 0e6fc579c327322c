// Runs before any script of a page and tells when the page has settled.
//   change   any change of the document, any drawing on a canvas
//   pending  a fetch or XMLHttpRequest under way, or its body still being read
//   settled  the start of the second whole frame after the last change: by then the frame that shows it is painted.
//            Believed after QUIET_FRAMES and QUIET_MS more without a change and with nothing pending; that wait is not
//            counted. So nothing takes less than two frames, 33 to 50 ms at 60 Hz, and what is drawn in the next frame,
//            as a canvas should be, one more.
"use strict";
window.tracker = (() => {
  const QUIET_FRAMES = 15, QUIET_MS = 400;
  let changes = 0, seen = 0, since = 0, still = 0, calm = 0, pending = 0;
  let settledAt = 0, answeredAt = 0, pressedAt = 0, pictureAt = null, readyAt = null, frames = null;
  let ready = () => true;

  const changed = () => { changes += 1; };
  const wrap = (owner, name, make) => { if (owner?.[name]) owner[name] = make(owner[name]); };
  const watch = (kind, names) => names.forEach((name) => wrap(kind?.prototype, name, (draw) => function (...words) {
    changed();
    return draw.apply(this, words);
  }));
  const wait = (ask) => function (...words) {
    pending += 1;
    return ask.apply(this, words).finally(() => { pending -= 1; });
  };

  new MutationObserver(changed).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  watch(window.CanvasRenderingContext2D, ["clearRect", "drawImage", "fill", "fillRect", "fillText", "putImageData",
    "stroke", "strokeRect", "strokeText"]);
  watch(window.ImageBitmapRenderingContext, ["transferFromImageBitmap"]);
  for (const kind of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    watch(kind, ["clear", "drawArrays", "drawArraysInstanced", "drawElements", "drawElementsInstanced"]);
  }
  wrap(window, "fetch", wait);
  for (const name of ["arrayBuffer", "blob", "json", "text"]) wrap(Response.prototype, name, wait);
  wrap(XMLHttpRequest.prototype, "send", (send) => function (...words) {
    pending += 1;
    this.addEventListener("loadend", () => { pending -= 1; }, { once: true });
    return send.apply(this, words);
  });
  for (const name of ["pointerdown", "wheel"]) {
    document.addEventListener(name, (event) => { pressedAt ||= event.timeStamp; }, { capture: true, passive: true });
  }

  // Comes first in every frame: it asked before any script of the page.
  const tick = () => {
    const now = performance.now();
    still = changes === seen ? still + 1 : 0;
    if (!answeredAt && changes > since) answeredAt = now;
    if (still === 2) settledAt = now;
    if (!pictureAt && document.getElementById("first")) pictureAt = now;
    if (readyAt === null && ready()) readyAt = now;
    if (frames) { frames.at.push(now); frames.drawn += changes !== seen; }
    seen = changes;
    calm = pending ? 0 : calm + 1;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);

  const quiet = (now) => pending === 0 && settledAt > 0
    && Math.min(still - 2, calm - 2) >= QUIET_FRAMES && now - settledAt >= QUIET_MS;

  // When everything since `start` has settled and the page is ready; null where that does not come in time.
  const settle = (patience) => new Promise((resolve) => {
    const from = performance.now();
    const look = () => {
      const now = performance.now();
      if (readyAt !== null && quiet(now)) resolve({ settledAt, readyAt, answeredAt, pressedAt, pictureAt, changes: changes - since });
      else if (now - from > patience) resolve(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  // Forgets what was before: still frames, the answer, what the mouse did.
  const start = () => {
    since = changes;
    still = calm = settledAt = answeredAt = pressedAt = 0;
    return performance.now();
  };

  return {
    start, settle,
    // Says when the page is ready; asked in every frame until it is.
    expect: (asked) => { ready = asked; },
    // Does something and gives the milliseconds until it has settled.
    act: async (deed, patience) => {
      const from = start();
      deed();
      return { from, ...await settle(patience) };
    },
    record: () => { frames = { at: [], drawn: 0 }; },
    recorded: () => { const found = frames; frames = null; return found; },
  };
})();
