// What a tap on a mark shows at the foot of the window: its event in short, the ones before and
// after it in time, and the way to its entry. Nothing else moves, and any finger still scrolls.
import { hideTip } from './bubble.js';
import { choose, pointAt } from './linking.js';
import { allEntries, entryOf, isShown } from './list.js';
import { marksOf } from './marks.js';
import { countItems, laneOf, pictureOf, shortOf, titleOf, whenOf } from './short.js';
import { nameElement, ours, spoken, theirs } from './words.js';

const NEAR = [7, 14]; // px from a mark that a finger may miss it by
const NAMED = 4; // events of a cluster that are named
const AIR = 8; // px between a mark and what covers the page
const OVERHEAD = 48; // px at the top of the window that an axis may take
const briefListeners = [];
let brief = null; // the element, where the page's template has it
let shortened = []; // the ids of the events it shows: one, or those of a cluster
let byFinger = false; // whether the last pointer was a finger or a pen

/** Let taps on marks show their events. Before `startLinking`, which leads to entries. */
export function startBrief() {
  brief = document.querySelector('dialog.brief');
  if (!brief) return;
  part('before').addEventListener('click', () => step('before'));
  part('after').addEventListener('click', () => step('after'));
  part('close').addEventListener('click', closeBrief);
  brief.addEventListener('close', forget);
  document.addEventListener('pointerdown', ({ pointerType }) => { byFinger = pointerType !== 'mouse'; }, true);
  document.addEventListener('click', tapStill, true);
  document.addEventListener('keydown', escape, true);
  for (const move of ['popstate', 'hashchange']) addEventListener(move, closeBrief);
}

/** Call `listener` with the id of an event that is now shown in short: to bring its mark in sight. */
export function onBrief(listener) {
  briefListeners.push(listener);
}

/** What a click on the mark of events does: show them in short, or lead to the entry. */
export function reach(ids) {
  if (brief && isTap()) openBrief(ids);
  else choose(ids[0]);
}

/** A click by a finger, or in a window so narrow that the entry is far from the mark. */
function isTap() {
  return byFinger || matchMedia('(max-width: 37.99em)').matches;
}

/** By keys (`detail` is 0) and with modifiers a mark is the link that it is without a script. */
function tapStill(event) {
  const still = event.target.closest?.('.chart > .still');
  if (!still || !event.detail || event.button || !isTap()) return;
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const mark = aimedNear(event, (target) => target.closest('.still [data-events]'));
  const ids = mark ? mark.dataset.events.split(' ').filter(isShown) : [];
  if (!ids.length && !isOpen()) return;
  event.preventDefault();
  event.stopPropagation();
  if (ids.length) openBrief(ids);
  else closeBrief();
}

/** What `find` gives of the element that was clicked, or of one that a finger may have meant. */
export function aimedNear({ clientX, clientY, target }, find) {
  // Along a row before across rows, which are closer together.
  const around = byFinger ? NEAR.flatMap((far) => [[-far, 0], [far, 0], [0, -far], [0, far]]) : [];
  const near = around.map(([x, y]) => document.elementFromPoint(clientX + x, clientY + y));
  for (const element of [target, ...near]) {
    const found = element && find(element);
    if (found) return found;
  }
  return null;
}

function isOpen() {
  return Boolean(brief?.open);
}

function escape(event) {
  if (event.key !== 'Escape' || !isOpen()) return;
  event.preventDefault();
  event.stopPropagation();
  closeBrief();
}

/** Show events in short; the focus comes along, and goes back to the mark in the end. */
function openBrief(ids) {
  hideTip();
  fill(ids);
  if (!isOpen()) {
    stopOf(ids[0])?.focus({ preventScroll: true });
    brief.show();
    brief.scrollTop = 0;
  }
  brief.focus({ preventScroll: true });
  makeRoom();
}

function closeBrief() {
  if (!isOpen()) return;
  const inside = brief.contains(document.activeElement);
  brief.close();
  if (inside) stopOf(shortened[0])?.focus({ preventScroll: true });
}

/** What the keys go on from: the chart to explore, or the link of an event's mark in the still one. */
function stopOf(id) {
  const stop = document.querySelector('.exploring > .live') ?? seenMarks(id)[0]?.querySelector('a');
  return stop?.closest('[aria-hidden]') ? null : stop;
}

function seenMarks(id) {
  return marksOf(id).filter((mark) => mark.getClientRects().length);
}

// What it shows

function part(name) {
  return brief.querySelector(`.${name}`);
}

function fill(ids) {
  shortened = ids;
  const entry = entryOf(ids[0]);
  const many = ids.length > 1;
  brief.className = `brief noprint ${laneOf(entry)}`;
  if (many) fillParts({ heading: spoken('cluster', { count: ids.length }) });
  else tellOne(shortOf(entry));
  const picture = many ? null : pictureOf(entry);
  if (picture) part('date').before(picture);
  for (const old of brief.querySelectorAll('.glimpse')) if (old !== picture) old.remove();
  part('names').replaceChildren(...(many ? namesOf(ids) : []));
  part('whole').setAttribute('href', `#${ids[0]}`);
  for (const name of ['before', 'after']) tellStep(part(name), name);
  brief.scrollTop = 0;
  pointAt(ids, 'brief');
}

function tellOne({ heading, title, when, start, counts, annotation }) {
  const told = { full: title, start, says: annotation };
  for (const [name, text] of Object.entries(told)) told[name] = text && theirs(text);
  fillParts({ ...told, heading: theirs(heading), date: ours(when) }, countItems(counts));
}

/** Put what is told into its places; nothing is in the others. */
function fillParts({ heading, date = '', full = '', start = '', says = '' }, counts = []) {
  const places = { title: heading, date, full, start, says };
  for (const [name, told] of Object.entries(places)) part(name).replaceChildren(told);
  part('counts').replaceChildren(...counts);
}

/** The first events of a cluster, each a button that shows it. */
function namesOf(ids) {
  const more = ids.length > NAMED ? ['…'] : [];
  return [...ids.slice(0, NAMED).map(nameOf), ...more].map((content) => {
    const item = document.createElement('li');
    item.append(content);
    return item;
  });
}

function nameOf(id) {
  const entry = entryOf(id);
  const button = document.createElement('button');
  const title = document.createElement('b');
  button.type = 'button';
  button.className = 'name';
  title.append(theirs(titleOf(entry)));
  button.append(title, ' ', ours(whenOf(entry)));
  button.addEventListener('click', () => goOn(id));
  return button;
}

// The events before and after it

function stepsOf() {
  const ids = allEntries().map(({ id }) => id).filter(isShown);
  const at = ids.indexOf(shortened[0]);
  return { before: ids[at - 1], after: shortened.length > 1 ? shortened[0] : ids[at + 1] };
}

// Not `disabled`, which would take the focus from a button that was just pressed.
function tellStep(made, name) {
  const id = stepsOf()[name];
  const entry = id && entryOf(id);
  nameElement(made, entry ? `${name}-event` : name, entry ? { event: titleOf(entry) } : {});
  made.setAttribute('aria-disabled', String(!entry));
}

function step(name) {
  const id = stepsOf()[name];
  if (id) goOn(id);
}

async function goOn(id) {
  const focused = document.activeElement;
  fill([id]);
  if (!focused.isConnected) brief.focus({ preventScroll: true });
  await Promise.all(briefListeners.map((listener) => listener(id)));
  makeRoom();
}

// Room for it

/** Let nothing stay behind it: neither what has the focus, nor the page's foot, nor the mark. */
function makeRoom() {
  if (!isOpen()) return;
  const { top, height } = brief.getBoundingClientRect();
  document.documentElement.style.scrollPaddingBottom = `${height}px`;
  document.body.style.paddingBottom = `${height}px`;
  const marks = seenMarks(shortened[0]).map((mark) => mark.getBoundingClientRect());
  if (!marks.length) return;
  const first = Math.min(...marks.map((mark) => mark.top)) - OVERHEAD;
  const last = Math.max(...marks.map((mark) => mark.bottom)) - top + AIR;
  if (first < 0) scrollBy({ top: first });
  else if (last > 0) scrollBy({ top: Math.min(first, last) });
}

function forget() {
  document.documentElement.style.scrollPaddingBottom = '';
  document.body.style.paddingBottom = '';
  pointAt([], 'brief');
}
