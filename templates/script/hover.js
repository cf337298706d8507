// The tip over the still charts, by pointer and by keys. It stands where the browser's own would,
// which comes late, tells less and stays away from keys.
import { startTips, tellMarks } from './bubble.js';
import { showTip } from './tip.js';

/** Tell marks of the still charts as they are pointed at or reached. */
export function startHover() {
  startTips();
  for (const still of document.querySelectorAll('.chart > .still')) {
    tellMarks(still, (target) => target.closest('[data-events]'), showMark);
  }
}

function showMark(mark, x, y) {
  showTip(mark.closest('figure'), mark.dataset.events.split(' '), x, y);
}
