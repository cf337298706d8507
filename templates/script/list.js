// The list's entries: what each belongs to, and which of them are shown.
import { hold } from './landing.js';

const INDEX_LINK = '.index a[href^="#"]';
let entries = null; // in order
let shown = null; // ids of the entries that are shown, null for all
let indexed = null; // links of the index, each with the places of its entries
const heights = new Map(); // lists -> the height expected of them whole, in px; 0 for none

/** Every entry, in the list's order. */
export function allEntries() {
  if (entries === null) entries = [...document.querySelectorAll('.events > li[id]')].map(readEntry);
  return entries;
}

function readEntry(element) {
  const { lane = '', tags } = element.dataset;
  return { id: element.id, element, lane, tags: tags ? tags.split(' ') : [] };
}

/** The id of the event that a fragment names, by its id or a former one; '' if it names none. */
export function eventAt(fragment) {
  const target = fragment && document.getElementById(fragment);
  const element = target && target.closest('.events > li[id]');
  // A former id is an anchor that leads nowhere; other anchors in an entry are its notes'.
  return element && (target === element || target.matches('a:not([href])')) ? element.id : '';
}

/** The element of an event's entry, or null. */
export function entryOf(id) {
  return id && eventAt(id) === id ? document.getElementById(id) : null;
}

/** Go to an entry as a link does, and let the keyboard go on from there. */
export function goTo(element) {
  const heading = element.querySelector('h3') ?? element;
  heading.tabIndex = -1;
  element.scrollIntoView();
  heading.focus({ preventScroll: true });
  hold(element);
}

/** Whether an event passes the filters. */
export function isShown(id) {
  return shown === null || shown.has(id);
}

/** The ids of the events that pass, a Set, or null if all do. */
export function shownIds() {
  return shown;
}

/** Show the entries of `ids`, a Set, and no other; null for all. */
export function showEntries(ids) {
  shown = ids;
  expectHeights();
  const counts = new Map();
  for (const { id, element } of allEntries()) {
    const visible = isShown(id);
    if (element.hidden === visible) element.hidden = !visible;
    counts.set(element.parentNode, (counts.get(element.parentNode) ?? 0) + (visible ? 1 : 0));
  }
  for (const [list, count] of counts) showList(list, count);
  for (const { link, from, to } of indexLinks()) aim(link, entries.slice(from, to));
}

/** A stretch with nothing to show goes; of another less height is expected than of a full one. */
function showList(list, count) {
  if (list.hidden !== (count === 0)) list.hidden = count === 0;
  const height = Math.round((heights.get(list) ?? 0) * count / list.children.length);
  const wanted = height && count < list.children.length ? `${height}px` : '';
  if (list.style.containIntrinsicHeight !== wanted) list.style.containIntrinsicHeight = wanted;
}

/** Learn the heights of all lists before anything changes: the browser works them out but once. */
function expectHeights() {
  if (heights.size) return;
  for (const list of document.querySelectorAll('ol.events')) {
    const [, height] = /([\d.]+)px/.exec(getComputedStyle(list).containIntrinsicHeight) ?? [];
    heights.set(list, Number(height ?? 0));
  }
}

function indexLinks() {
  if (indexed === null) {
    const places = new Map(entries.map(({ id }, place) => [id, place]));
    const links = [...document.querySelectorAll(INDEX_LINK)];
    const starts = links.map((link) => places.get(link.getAttribute('href').slice(1)) ?? 0);
    indexed = links.map((link, i) => ({ link, from: starts[i], to: starts[i + 1] }));
  }
  return indexed;
}

/** Let a link of the index lead to the first of its entries that is shown; hide it if none is. */
function aim(link, among) {
  const first = among.find(({ id }) => isShown(id));
  link.parentNode.hidden = !first;
  if (first) link.setAttribute('href', `#${first.id}`);
}
