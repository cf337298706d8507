// The tip over the still charts, by pointer and by keys. It stands where the browser's own would,
// which comes late, tells less and stays away from keys.
import { hideTip, hideTipSoon, showTip } from './tip.js';

/** Tell marks of the still charts as they are pointed at or reached. */
export function startHover() {
  for (const still of document.querySelectorAll('.chart > .still')) {
    still.addEventListener('pointermove', tellPointed);
    still.addEventListener('pointerleave', hideTipSoon);
    still.addEventListener('focusin', tellReached);
    still.addEventListener('focusout', hideTip);
  }
  document.addEventListener('keydown', ({ key }) => key === 'Escape' && hideTip());
}

function tellPointed({ target, clientX, clientY, pointerType, buttons }) {
  const mark = target.closest('[data-events]');
  if (!mark || buttons || pointerType === 'touch') {
    hideTipSoon();
    return;
  }
  takeTitle(mark);
  showTip(mark.closest('figure'), mark.dataset.events.split(' '), clientX, clientY);
}

function tellReached({ target }) {
  const mark = target.closest('[data-events]');
  if (!mark || !target.matches(':focus-visible')) return;
  const { left, bottom } = mark.getBoundingClientRect();
  showTip(mark.closest('figure'), mark.dataset.events.split(' '), left, bottom);
}

/** Its name stays as it is, but the browser shows no tip of its own. */
function takeTitle(mark) {
  const title = mark.querySelector('title');
  if (!title) return;
  title.parentNode.setAttribute('aria-label', title.textContent);
  title.remove();
}
