// Entries and marks that belong together: pointing at one marks the other, a mark leads to
// its entry, and an entry back to its mark.
import { fragmentOf } from './address.js';
import { unfiltered } from './find.js';
import { keepFocus, landOn } from './focus.js';
import { hold } from './landing.js';
import { entryOf, eventAt, goTo, isShown, shownIds } from './list.js';
import { marksOf, readStillMarks, showOnly, standOut } from './marks.js';
import { change, onChange, state } from './state.js';
import { nameElement } from './words.js';

const chartListeners = [];
// The ids of the events under the pointer, by who said so, and of those that have the focus.
const pointed = { page: [], chart: [], focus: [], brief: [] };
let under = null; // the entry or mark under the pointer
let entriesMarked = []; // entries that are marked as pointed at
let entryChosen = null;

/** Follow the pointer, the focus and the links to events. */
export function startLinking() {
  readStillMarks();
  showOnly(shownIds());
  // A pointer that lies still points at nothing, whatever scrolls past under it.
  document.addEventListener('pointermove', ({ target }) => point(target));
  document.addEventListener('pointerdown', ({ target }) => point(target));
  document.documentElement.addEventListener('pointerleave', () => point(null));
  document.addEventListener('focusin', ({ target }) => pointBy('focus', idsAt(ownerOf(target))));
  document.addEventListener('focusout', () => pointBy('focus', []));
  document.addEventListener('click', followLink);
  document.querySelector('.timeline')?.classList.add('linked');
  nameButtons();
  onChange((names) => {
    if (names.includes('event')) arrive();
  });
  arrive();
}

/** The buttons of the entries look alike: each is called after its event. */
function nameButtons() {
  for (const button of document.querySelectorAll('.to-chart')) {
    const title = button.closest('li').querySelector('h3');
    if (title) nameElement(button, 'show-event', { event: title.textContent });
  }
}

/** Mark the events of `ids`: under the pointer or focused in the live chart, or told in short. */
export function pointAt(ids, means = 'chart') {
  pointBy(means, ids);
}

/** Go to an event's entry, as a step; filters that hide it are lifted, and Back restores them. */
export function choose(id) {
  const entry = entryOf(id);
  if (!entry) return;
  change({ ...(isShown(id) ? {} : unfiltered()), event: id }, true);
  goTo(entry);
  keepFocus(document.activeElement);
}

/**
 * Call `listener` with an event's id when the reader wants to see it in the chart. What it
 * returns is awaited; then the event's mark, if there is one, is scrolled to and focused.
 */
export function onShowInChart(listener) {
  chartListeners.push(listener);
}

/** The address names an event, or none: its entry and its marks stand out. */
function arrive() {
  if (entryChosen) entryChosen.classList.remove('chosen');
  entryChosen = entryOf(state.event);
  if (entryChosen) entryChosen.classList.add('chosen');
  markPointed();
  // Whoever follows a link to an event wants to see it, whatever the filters say.
  if (entryChosen && !isShown(state.event)) {
    change(unfiltered());
    entryChosen.scrollIntoView();
    hold(entryChosen);
  }
}

// Pointing

function point(target) {
  const owner = ownerOf(target);
  if (owner === under) return;
  under = owner;
  pointBy('page', idsAt(owner));
}

/** The entry or mark that an element is a part of, or null. */
function ownerOf(element) {
  return element ? element.closest('.chart [data-events], .events > li[id]') : null;
}

function idsAt(owner) {
  if (!owner) return [];
  return owner.dataset.events ? owner.dataset.events.split(' ') : [owner.id];
}

function pointBy(means, ids) {
  if (!ids.length && !pointed[means].length) return;
  pointed[means] = ids;
  markPointed();
}

/** What is pointed at stands out; if nothing is, what was chosen last. */
function markPointed() {
  const ids = Object.values(pointed).find((some) => some.length) ?? [];
  for (const entry of entriesMarked) entry.classList.remove('pointed');
  entriesMarked = ids.map(entryOf).filter(Boolean);
  for (const entry of entriesMarked) entry.classList.add('pointed');
  standOut(ids.length ? ids : [state.event].filter(Boolean));
}

// Going there

function followLink(event) {
  if (event.defaultPrevented || event.button) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const button = event.target.closest('.to-chart');
  const link = event.target.closest('a[href^="#"]');
  const id = button ? idsAt(ownerOf(button))[0] : link && eventOf(link);
  if (!id && !link) return;
  if (id || isBorrowed()) event.preventDefault();
  if (button) showInChart(id);
  else if (id) choose(id);
  else followOther(link);
}

/** A link to a note, back from one, or past the chart: the browser goes there, and the focus along. */
function followOther(link) {
  const target = document.getElementById(fragmentOf(link.getAttribute('href')));
  if (isBorrowed()) location.hash = link.getAttribute('href');
  if (target) setTimeout(landOn, 0, target);
}

/** Whether links start from another page's address, as in a frame with its text in `srcdoc`. */
function isBorrowed() {
  return document.baseURI.split('#')[0] !== location.href.split('#')[0];
}

/** The event a link leads to; from a mark of several, the first of them that is shown. */
function eventOf(link) {
  const mark = link.closest('.chart [data-events]');
  return (mark && idsAt(mark).find(isShown)) || eventAt(link.getAttribute('href').slice(1));
}

async function showInChart(id) {
  change({ event: id }, true);
  await Promise.all(chartListeners.map((listener) => listener(id)));
  const mark = marksOf(id).find((one) => one.getClientRects().length);
  const goal = mark ?? document.querySelector('.chart');
  if (goal) goal.scrollIntoView({ block: 'center', inline: 'nearest' });
  const link = mark && (mark.closest('a, [tabindex]') ?? mark.querySelector('a'));
  if (link && !link.closest('[aria-hidden]')) link.focus({ preventScroll: true });
}
