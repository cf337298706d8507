// Where the page lands in a long list. Of that only what is near the screen is laid out, and with
// it all below changes its place: after the page went there, and in no engine alike. So a place is
// held until it stays by itself, or until the reader moves on.
import { fragmentOf } from './address.js';

const UNMOVED = 20; // frames in a row
const GESTURES = ['wheel', 'touchstart', 'pointerdown', 'keydown'];
const MOST_HELD = 300; // frames in all
let keepThere = null; // scrolls to what is held
let unmoved = 0; // frames since that had to be done
let framesHeld = 0;

/** Follow the browser where it goes by itself: at first, by links, and back. */
export function startLanding() {
  if (!document.querySelector('.long')) return;
  const [come] = performance.getEntriesByType('navigation');
  if (!come || come.type === 'navigate') hold(aimedAt());
  let back = false; // whether the browser returns to a place that was left
  addEventListener('popstate', ({ state }) => {
    keepThere = null;
    back = Boolean(state?.left);
    if (back) returnTo(state.left);
  });
  addEventListener('hashchange', () => {
    if (!back) hold(aimedAt());
    back = false;
  });
  document.addEventListener('click', ({ target: on }) => on.closest('a[href^="#"]') && rememberPlace(), true);
  for (const move of GESTURES) addEventListener(move, () => { keepThere = null; }, { capture: true, passive: true });
}

function aimedAt() {
  return document.getElementById(fragmentOf(location.hash));
}

/** Let an element of a long list stay where a link to it leads. */
export function hold(element) {
  if (element?.closest('.long')) keepAt(() => element.scrollIntoView(), element);
}

/** Let the present step of history know what is on the screen, before another is taken. */
export function rememberPlace() {
  if (!document.querySelector('.long')) return;
  const seen = document.elementFromPoint(innerWidth / 2, 1)?.closest('.long > li[id]');
  const left = seen ? [seen.id, seen.getBoundingClientRect().top] : ['', scrollY];
  try {
    history.replaceState({ ...history.state, left }, '');
  } catch {
    // In a frame that may not, Back leads to where its address does.
  }
}

/** By itself Chromium forgets where a script has scrolled to. */
function returnTo([id, place]) {
  const seen = id && document.getElementById(id);
  if (seen) keepAt(() => scrollBy(0, seen.getBoundingClientRect().top - place), seen);
  else keepAt(() => scrollTo(0, place), document.body);
}

/** Keep `element` where `scroll` brings it. */
function keepAt(scroll, element) {
  const running = keepThere !== null;
  let top = NaN;
  keepThere = () => {
    if (Math.abs(element.getBoundingClientRect().top - top) < 1) return;
    scroll();
    top = element.getBoundingClientRect().top;
    unmoved = 0;
  };
  framesHeld = 0;
  keepThere();
  if (!running) requestAnimationFrame(watchPlace);
}

function watchPlace() {
  if (!keepThere) return;
  keepThere();
  unmoved += 1;
  framesHeld += 1;
  if (unmoved < UNMOVED && framesHeld < MOST_HELD) requestAnimationFrame(watchPlace);
  else keepThere = null;
}
