// Keys on a still chart: Tab stops at it once, and arrows go on from event to event. Nothing but
// the focus moves. Without this each event is a stop of its own, after a link that skips them all.

import { along, leaveTrail } from './walking.js';

const UNDER_AXIS = 8; // px between the axis and what has the focus

/** Let the keys go through the still charts. */
export function startStill() {
  for (const still of document.querySelectorAll('.chart > .still')) {
    if (still.querySelector('svg[aria-hidden]')) keepFocusOut(still);
    else goByArrows(still);
  }
}

/** A chart that is for the eye alone takes clicks, and no focus. */
function keepFocusOut(still) {
  still.addEventListener('mousedown', (event) => event.preventDefault());
}

// Listeners are not at the svg: one that hears of the focus would take it.
function goByArrows(still) {
  const links = [...still.querySelectorAll('a')];
  let stop = links[0];
  for (const link of links) link.setAttribute('tabindex', link === stop ? 0 : -1);
  const help = document.getElementById('_live-help');
  if (help) still.querySelector('svg').setAttribute('aria-describedby', help.id);
  still.addEventListener('focusin', ({ target }) => {
    stop.setAttribute('tabindex', -1);
    stop = target.closest('a') ?? stop;
    stop.setAttribute('tabindex', 0);
  });
  still.addEventListener('keydown', (event) => {
    const next = along(event, idsOf(stop)[0])?.id;
    const there = next && links.find((link) => idsOf(link).includes(next));
    if (there) {
      event.preventDefault();
      there.focus();
      uncover(there);
      return;
    }
    const steps = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (!steps || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leaveTrail();
    // Those that the filters have dimmed are passed over.
    const among = links.filter((link) => link === stop || !link.closest('.dim'));
    const at = Math.min(Math.max(among.indexOf(stop) + steps, 0), among.length - 1);
    among[at].focus();
    uncover(among[at]);
  });
}

/** The ids of the events that a link in a chart is of. */
function idsOf(link) {
  return link.closest('[data-events]')?.dataset.events.split(' ') ?? [''];
}

/** What has the focus stands below the axis that stays in view, not behind it. */
function uncover(link) {
  const axes = [...document.querySelectorAll('.chart > .axis > svg')];
  const covered = Math.max(...axes.map((axis) => axis.getBoundingClientRect().height)) + UNDER_AXIS;
  const { top } = link.getBoundingClientRect();
  if (top < covered) scrollBy({ top: top - covered });
}
