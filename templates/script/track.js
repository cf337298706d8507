// Which part of the span the window shows: a bar under the buttons, and a lens over the density
// strip where there is one. Both can be dragged, and come to where a pointer presses beside them.
import { CLICK } from './gestures.js';
import { isWhole } from './window.js';

const NEARER = 5; // how much deeper than the whole a press on the strip goes
let thumb = null;
let rail = null; // over the strip, what the lens goes along
let lens = null;
let centreOn = null; // shows the window about a px of the strip

/** Set up the bar and the lens; `current()` is the window, `moveTo(window)` shows another. */
export function startTrack(figure, current, moveTo) {
  thumb = figure.querySelector('.thumb');
  rail = figure.querySelector('.rail');
  lens = rail.querySelector('.lens');
  followPresses(thumb.parentNode, thumb);
  centreOn = followPresses(rail, lens);

  /** Let the window follow who presses on a track, by its handle or beside it. */
  function followPresses(track, handle) {
    const instantAt = (x) => {
      const frame = track.getBoundingClientRect();
      return spanEnds(thumb)[0] + (x - frame.left) / frame.width * spanOf(thumb);
    };
    const lengthNow = () => current()[1] - current()[0];
    const show = (start, length) => moveTo([start, start + length]);
    const centre = (x) => {
      const length = isWhole(current(), spanEnds(thumb)) ? spanOf(thumb) / NEARER : lengthNow();
      show(instantAt(x) - length / 2, length);
    };
    track.addEventListener('pointerdown', (event) => {
      if (event.button > 0) return;
      event.preventDefault();
      track.setPointerCapture(event.pointerId);
      thumb.focus({ preventScroll: true });
      const by = event.target === handle ? instantAt(event.clientX) - current()[0] : null;
      const follow = (x) => (by === null ? centre(x) : show(instantAt(x) - by, lengthNow()));
      let dragged = false;
      const drag = ({ clientX }) => {
        // Not from the first px: a finger that goes on down scrolls the page.
        dragged ||= Math.abs(clientX - event.clientX) > CLICK;
        if (dragged) follow(clientX);
      };
      const press = () => by === null && !dragged && follow(event.clientX);
      track.addEventListener('pointermove', drag);
      track.addEventListener('pointerup', press);
      track.addEventListener('lostpointercapture', () => {
        track.removeEventListener('pointermove', drag);
        track.removeEventListener('pointerup', press);
      }, { once: true });
    });
    return centre;
  }
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
  rail.hidden = !layout.strip;
  lens.hidden = isWhole(window, span);
  lens.style.left = thumb.style.left;
  lens.style.width = thumb.style.width;
  if (!layout.strip) return;
  const { padding, margin, size, strip, width } = layout;
  const across = size[0] - 2 * margin;
  const down = size[1] - 2 * margin;
  rail.style.left = `${(padding.left - margin) / across * 100}%`;
  rail.style.width = `${width / across * 100}%`;
  rail.style.top = `${(strip[0] - margin) / down * 100}%`;
  rail.style.height = `${(strip[1] - strip[0]) / down * 100}%`;
}

/** Show the window about a point of the browser's window that is on the strip; elsewhere nothing. */
export function goOnStrip({ clientX, clientY }) {
  if (rail.hidden) return;
  const { left, right, top, bottom } = rail.getBoundingClientRect();
  if (left <= clientX && clientX <= right && top <= clientY && clientY <= bottom) centreOn(clientX);
}

function spanEnds(element) {
  return (element.dataset.span ?? '0 1').split(' ').map(Number);
}

function spanOf(element) {
  const [first, after] = spanEnds(element);
  return after - first;
}
