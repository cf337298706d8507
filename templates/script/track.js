// Which part of the span the window shows: a bar under the buttons, and a lens over the density
// strip where there is one. Both can be dragged.

let thumb = null;
let lens = null;

/** Set up the bar and the lens; `current()` is the window, `moveTo(window)` shows another. */
export function startTrack(figure, current, moveTo) {
  thumb = figure.querySelector('.thumb');
  lens = figure.querySelector('.lens');
  for (const [handle, track] of [[thumb, thumb.parentNode], [lens, lens.parentNode]]) {
    handle.addEventListener('pointerdown', (event) => {
      handle.setPointerCapture(event.pointerId);
      event.preventDefault();
      thumb.focus({ preventScroll: true });
      let x = event.clientX;
      const drag = (move) => {
        const perPx = spanOf(thumb) / track.clientWidth;
        const by = (move.clientX - x) * perPx;
        x = move.clientX;
        moveTo(current().map((instant) => instant + by));
      };
      handle.addEventListener('pointermove', drag);
      handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', drag), { once: true });
    });
  }
  thumb.parentNode.addEventListener('pointerdown', (event) => {
    if (event.target === thumb) return;
    const frame = thumb.parentNode.getBoundingClientRect();
    const [first] = spanEnds(thumb);
    const at = first + (event.clientX - frame.left) / frame.width * spanOf(thumb);
    const length = current()[1] - current()[0];
    moveTo([at - length / 2, at + length / 2]);
  });
  thumb.addEventListener('keydown', (event) => {
    const length = current()[1] - current()[0];
    const by = {
      ArrowLeft: -length * 0.15, ArrowDown: -length * 0.15, ArrowRight: length * 0.15,
      ArrowUp: length * 0.15, PageDown: -length, PageUp: length, Home: -Infinity, End: Infinity,
    }[event.key];
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [first, after] = spanEnds(thumb);
    const start = Math.min(Math.max(current()[0] + by, first), after - length);
    moveTo([start, start + length]);
  });
}

/** Show where a window, `words`, is in the span, in the bar and over a layout's density strip. */
export function showTrack(window, span, layout, words) {
  const whole = span[1] - span[0];
  const from = (window[0] - span[0]) / whole;
  const share = (window[1] - window[0]) / whole;
  thumb.dataset.span = span.join(' ');
  thumb.style.left = `${from * 100}%`;
  thumb.style.width = `${share * 100}%`;
  thumb.setAttribute('aria-valuenow', String(Math.round(from / Math.max(1 - share, 1e-9) * 100) || 0));
  thumb.setAttribute('aria-valuetext', words);
  lens.hidden = !layout.strip || share > 0.9999;
  if (!layout.strip) return;
  const { padding, margin, size, strip, width } = layout;
  const across = size[0] - 2 * margin;
  const down = size[1] - 2 * margin;
  lens.style.left = `${(padding.left - margin + from * width) / across * 100}%`;
  lens.style.width = `${share * width / across * 100}%`;
  lens.style.top = `${(strip[0] - margin) / down * 100}%`;
  lens.style.height = `${(strip[1] - strip[0]) / down * 100}%`;
}

function spanEnds(element) {
  return (element.dataset.span ?? '0 1').split(' ').map(Number);
}

function spanOf(element) {
  const [first, after] = spanEnds(element);
  return after - first;
}
