// A tip beside a mark: when it comes, where it stands and how it goes. What it tells is others' to say.

const AWAY = 14; // px from the pointer
const LINGERS = 300; // ms, for a pointer on its way to it
let bubble = null; // the element, once one was shown
let going = 0; // the timer after which it goes

/** Call `show(mark, x, y)` for marks in `chart` that a pointer or the keys come to; `markOf` knows them. */
export function tellMarks(chart, markOf, show) {
  chart.addEventListener('pointermove', ({ target, clientX, clientY, pointerType, buttons }) => {
    const mark = markOf(target);
    if (!mark || buttons || pointerType === 'touch') {
      hideTipSoon();
      return;
    }
    takeTitle(mark);
    show(mark, clientX, clientY);
  });
  chart.addEventListener('focusin', ({ target }) => {
    const mark = markOf(target);
    if (!mark || !target.matches(':focus-visible')) return;
    const { left, bottom } = mark.getBoundingClientRect();
    show(mark, left, bottom);
  });
  chart.addEventListener('pointerleave', hideTipSoon);
  chart.addEventListener('focusout', hideTip);
}

/** Let Escape take any tip away. */
export function startTips() {
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hideTip());
}

/** What a mark is called, whether the browser may still show that or not. */
export function markName(mark) {
  const named = mark.querySelector('[aria-label]') ?? mark;
  return mark.querySelector('title')?.textContent ?? named.getAttribute('aria-label') ?? '';
}

/** Its name stays as it is, but the browser shows no tip of its own. */
function takeTitle(mark) {
  const title = mark.querySelector('title');
  if (!title) return;
  title.parentNode.setAttribute('aria-label', title.textContent);
  title.remove();
}

/** Show in `host` what `tell` makes of `name`, nodes, beside a point of the window. */
export function showBubble(host, name, tell, x, y) {
  clearTimeout(going);
  bubble ??= made();
  if (bubble.parentNode !== host) host.append(bubble);
  if (bubble.dataset.tells !== name) bubble.replaceChildren(...tell());
  bubble.dataset.tells = name;
  bubble.hidden = false;
  place(host.getBoundingClientRect(), x, y);
  return bubble;
}

/** Whether one stands there. */
export function isTipShown() {
  return Boolean(bubble) && !bubble.hidden;
}

/** Take it away, unless the pointer comes to it. */
export function hideTipSoon() {
  clearTimeout(going);
  going = setTimeout(hideTip, LINGERS);
}

/** Take it away. */
export function hideTip() {
  clearTimeout(going);
  if (bubble) bubble.hidden = true;
}

/** A line of a tip. */
export function lineWith(...content) {
  const line = document.createElement('p');
  line.append(...content);
  return line;
}

function made() {
  const tip = document.createElement('div');
  tip.id = '_tip';
  tip.className = 'tip';
  tip.tabIndex = -1; // or a browser lets Tab stop at one that scrolls
  tip.setAttribute('aria-hidden', 'true'); // marks have names, lists say the same, keys announce it
  tip.addEventListener('pointerenter', () => clearTimeout(going));
  tip.addEventListener('pointerleave', hideTipSoon);
  return tip;
}

/** Beside the pointer, and in the window. */
function place(frame, x, y) {
  const right = x - frame.left + AWAY;
  const left = right - bubble.offsetWidth - 2 * AWAY;
  const room = frame.width - bubble.offsetWidth;
  const below = y + AWAY;
  const above = y - AWAY - bubble.offsetHeight;
  const fits = below + bubble.offsetHeight < document.documentElement.clientHeight;
  // Never under the pointer: what is above and below the mark stays in its reach.
  bubble.style.left = `${right <= room ? right : Math.max(0, left)}px`;
  bubble.style.top = `${(fits || above < 0 ? below : above) - frame.top}px`;
}
