// Pointers and wheels over the live chart: drag, pinch, Ctrl and the wheel, a tap.

export const CLICK = 4; // px a pointer may move in a tap
const WHEEL = 0.0022; // how much deeper a px of the wheel zooms
const LINE = 16; // px of a wheel that counts lines

/**
 * Follow what pointers do over `box`. `on` answers: `instantAt(clientX)`, `span()` the window,
 * `zoom(factor, instant)`, `pan(milliseconds)`, `canPan()`, `tap(event)`.
 */
export function followPointers(box, on) {
  const held = new Map(); // pointers down: id -> { x, y }
  let moved = 0;

  box.addEventListener('pointerdown', (event) => {
    if (event.button > 0 || isOnStrip(event)) return;
    if (!held.size) moved = 0;
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  box.addEventListener('pointermove', (event) => {
    const before = held.get(event.pointerId);
    if (!before) return;
    const others = [...held].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    moved += Math.abs(event.clientX - before.x) + Math.abs(event.clientY - before.y);
    if (others.length) pinch(before, event, others[0]);
    else if (moved > CLICK && on.canPan()) drag(before, event);
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  for (const end of ['pointerup', 'pointercancel']) {
    addEventListener(end, (event) => held.delete(event.pointerId));
  }
  box.addEventListener('click', (event) => moved <= CLICK && !isOnStrip(event) && on.tap(event));
  box.addEventListener('dblclick', (event) => !isOnStrip(event) && on.zoom(2, on.instantAt(event.clientX)));
  box.addEventListener('wheel', turn, { passive: false });

  function drag(before, event) {
    if (!box.hasPointerCapture(event.pointerId)) box.setPointerCapture(event.pointerId);
    on.pan(on.instantAt(before.x) - on.instantAt(event.clientX));
  }

  function pinch(before, event, other) {
    const apart = Math.abs(before.x - other.x);
    const now = Math.abs(event.clientX - other.x);
    if (apart > 8 && now > 8) on.zoom(now / apart, on.instantAt((event.clientX + other.x) / 2));
  }

  // The plain wheel scrolls the page past the chart; only sideways it moves the window.
  function turn(event) {
    const unit = event.deltaMode === 1 ? LINE : 1;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      on.zoom(Math.exp(-event.deltaY * unit * WHEEL), on.instantAt(event.clientX));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY) && on.canPan()) {
      event.preventDefault();
      on.pan(on.instantAt(event.deltaX * unit) - on.instantAt(0));
    }
  }
}

/** Whether it is about the map of the whole span, where a px is another instant. */
function isOnStrip({ target }) {
  return target.closest('.rail') !== null;
}
