// Search and filters over the list: the controls, what passes, and what follows from it.
import { tellCount } from './count.js';
import { termsOf } from './fold.js';
import { allEntries, goTo, isShown, showEntries, shownIds } from './list.js';
import { showOnly } from './marks.js';
import { markMatches } from './matches.js';
import { change, onChange, state } from './state.js';
import { idsWith, readAhead } from './texts.js';
import { spoken } from './words.js';

const plain = new Map(); // buttons that count -> what they say while there is nothing to count
const ALL = { query: '', lanes: [], tags: [] };
let controls = null;
let search = null;
let typing = false; // whether what is typed goes on with what was typed before

/** Set up search, filters and the count. */
export function startFinding() {
  controls = document.querySelector('.controls');
  search = controls && controls.querySelector('input');
  if (!search) return;
  search.addEventListener('focus', readAhead);
  search.addEventListener('blur', endTyping);
  search.addEventListener('input', takeQuery);
  search.addEventListener('keydown', keyInSearch);
  document.addEventListener('keydown', keyAnywhere);
  document.addEventListener('click', pressControl);
  for (const sign of ['click', 'focusin']) document.addEventListener(sign, ({ target }) => foldAround(target));
  controls.addEventListener('keydown', escapeFrom);
  onChange(showFound);
  if (state.query || isFiltered()) showFound([...Object.keys(ALL), 'event']);
}

/** What lets every event be shown; for `change`. */
export function unfiltered() {
  return { ...ALL };
}

function isFiltered() {
  return termsOf(state.query).length + state.lanes.length + state.tags.length > 0;
}

/** Bring controls, list and chart in line with the state. */
function showFound(names, step) {
  if (!names.some((name) => name in ALL)) return;
  if (step && !names.includes('query')) endTyping();
  if (search.value !== state.query) {
    search.value = state.query;
    endTyping();
  }
  showPressed();
  const terms = termsOf(state.query);
  showEntries(passing(terms));
  showOnly(shownIds());
  const all = allEntries().length;
  tellCount(shownIds() ? shownIds().size : all, all, isFiltered());
  controls.classList.toggle('filtered', isFiltered());
  showNothing(isFiltered() && !shownIds().size);
  markMatches(terms);
  // An address that names an event and hides it would contradict itself.
  if (!names.includes('event') && state.event && !isShown(state.event)) change({ event: '' });
}

/** The ids of the events that pass the search and the filters, or null if there are none such. */
function passing(terms) {
  if (!isFiltered()) return null;
  const { lanes, tags } = state;
  const said = terms.length ? new Set(idsWith(terms)) : null;
  const passes = (entry) =>
    (!lanes.length || lanes.includes(entry.lane)) &&
    (!tags.length || entry.tags.some((tag) => tags.includes(tag))) &&
    (!said || said.has(entry.id));
  return new Set(allEntries().filter(passes).map(({ id }) => id));
}

// The controls

function showPressed() {
  for (const button of controls.querySelectorAll('.chip')) {
    const { kind, value } = button.dataset;
    button.setAttribute('aria-pressed', String(state[kind].includes(value)));
    button.parentNode.classList.toggle('some', state[kind].length > 0);
  }
  const chosen = { filters: state.lanes.length + state.tags.length, tags: state.tags.length };
  for (const fold of controls.querySelectorAll('[data-counts]')) {
    const name = fold.dataset.counts;
    if (!plain.has(fold)) plain.set(fold, [...fold.childNodes]);
    fold.replaceChildren(...(chosen[name] ? [spoken(name, { count: chosen[name] })] : plain.get(fold)));
  }
}

function pressControl(event) {
  const button = event.target.closest('.chip, .reset, .unfold, .menu');
  if (!button) return;
  if (button.matches('.reset')) {
    change(unfiltered(), true);
    if (!event.detail) search.focus(); // pressed by a key; the button is gone now
  } else if (button.matches('.unfold, .menu')) {
    const open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
  } else {
    const { kind, value } = button.dataset;
    const others = state[kind].filter((one) => one !== value);
    const chosen = others.length === state[kind].length ? [...others, value] : others;
    change({ [kind]: chosen }, true);
  }
}

/** What is unfolded lies over the page: it goes when the reader goes on elsewhere. */
function foldAround(element) {
  for (const button of openMenus()) {
    if (!button.contains(element) && !panelOf(button)?.contains(element)) foldMenu(button);
  }
}

function escapeFrom(event) {
  const [button] = event.key === 'Escape' ? openMenus() : [];
  if (!button || event.target === search) return;
  foldMenu(button);
  button.focus();
}

function openMenus() {
  return controls.querySelectorAll('[aria-expanded="true"]');
}

function panelOf(button) {
  return document.getElementById(button.getAttribute('aria-controls'));
}

function foldMenu(button) {
  button.setAttribute('aria-expanded', 'false');
}

/** Say in the list's place that nothing passes, and how to have it back. */
function showNothing(nothing) {
  const words = document.querySelector('p.nothing');
  if (words && !nothing) words.remove();
  if (words || !nothing) return;
  const list = document.querySelector('.events');
  const template = controls.querySelector('template');
  if (list && template) list.before(template.content.cloneNode(true));
}

// Typing

/** A run of typing is one step, however many letters it has. */
function takeQuery() {
  const first = !typing;
  typing = true;
  change({ query: search.value }, first);
}

function endTyping() {
  typing = false;
}

function keyInSearch(event) {
  if (event.isComposing) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    if (!search.value) {
      search.blur();
      return;
    }
    search.value = '';
    takeQuery();
  } else if (event.key === 'Enter') {
    const first = allEntries().find(({ id }) => isShown(id));
    if (first) goTo(first.element);
  }
}

function keyAnywhere(event) {
  // With Ctrl: who speaks to the browser says letters and signs that are no commands (WCAG 2.1.4).
  if (event.key !== '/' || !event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  search.focus();
  search.select();
}
