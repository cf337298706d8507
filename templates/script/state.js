// What the reader has chosen. It is kept in the address, so that a link shows the same.
import { fragmentOf, readAddress, writeQuery } from './address.js';
import { rememberPlace } from './landing.js';
import { allEntries, eventAt } from './list.js';

const PAUSE = 300; // ms without change before the address follows; browsers allow few changes
const listeners = [];
const known = { lanes: new Set(), tags: new Set(), eventAt };
let waiting = 0; // the timer of a change that the address does not hold yet
let recorded = true; // whether the address could hold the last change
let followed = ''; // the address that the state was read from or written to

/** What is chosen now; change it with `change` alone. */
export const state = { query: '', lanes: [], tags: [], window: null, event: '' };

/** Read the state from the address, and again whenever the reader goes back. */
export function startState() {
  for (const { lane, tags } of allEntries()) {
    known.lanes.add(lane);
    for (const tag of tags) known.tags.add(tag);
  }
  followAddress();
  addEventListener('popstate', followAddress);
  addEventListener('hashchange', followAddress);
  addEventListener('pagehide', settleAddress);
  document.addEventListener('click', settleAddress, true); // it may be on a link
}

/**
 * Change some parts of the state; `step` makes it a step that Back takes back. Who goes to an event
 * takes a step, be it the one that is chosen already: the page is somewhere else then.
 */
export function change(parts, step = false) {
  const names = changedParts(parts);
  if (!names.length && !(step && parts.event)) return;
  if (step) settleAddress();
  Object.assign(state, parts);
  if (step) {
    writeAddress(true);
  } else {
    clearTimeout(waiting);
    waiting = setTimeout(settleAddress, PAUSE);
  }
  tell(names, step);
}

/** Call `listener` with the names of the parts that changed, after each change. */
export function onChange(listener) {
  listeners.push(listener);
}

function tell(names, step) {
  for (const listener of listeners) listener(names, step);
}

function changedParts(parts) {
  const text = JSON.stringify;
  return Object.keys(parts).filter((name) => text(parts[name]) !== text(state[name]));
}

/** Take over what the address says, if someone else changed it. */
function followAddress() {
  if (location.href === followed) return;
  clearTimeout(waiting);
  waiting = 0;
  const { event, ...others } = readAddress(location, known);
  const parts = { event, ...(recorded ? others : {}) };
  const names = changedParts(parts);
  Object.assign(state, parts);
  // A former id gives way to the present one.
  if (state.event && fragmentOf(location.hash) !== state.event) visit(state.event, false);
  followed = location.href;
  if (names.length) tell(names, false);
}

/** Let the address hold what has changed since it was last written. */
function settleAddress() {
  if (!waiting) return;
  clearTimeout(waiting);
  waiting = 0;
  writeAddress(false);
}

/** Write the state into the address, as a new step or in place of the present one. */
function writeAddress(step) {
  const search = writeQuery(state, location.search);
  const moved = eventAt(fragmentOf(location.hash)) !== state.event;
  const leaves = moved && !state.event;
  if (step) rememberPlace();
  if (search !== location.search || leaves) {
    const address = withoutFragment().split('?')[0] + search + (leaves ? '' : location.hash);
    record(step, address);
    if (moved && state.event) visit(state.event, step && !recorded);
  } else if (moved) {
    visit(state.event, step);
  } else if (step) {
    record(true, location.href);
  }
  followed = location.href;
}

/** Take a step of history, or change the present one. Some frames may do neither, and go without. */
function record(step, address) {
  try {
    history[step ? 'pushState' : 'replaceState'](step ? null : history.state, '', address);
    recorded = true;
  } catch {
    recorded = false;
  }
}

/** Go to a fragment as a link does, so that `:target` follows; a history call would not do that. */
function visit(id, step) {
  if (step) location.hash = id;
  else location.replace(`${withoutFragment()}#${encodeURIComponent(id)}`);
}

/** In full: in a frame without an address of its own, a relative one is another page's. */
function withoutFragment() {
  return location.href.split('#')[0];
}
