// What stands beside a mark under the pointer, or that the keys have reached: its event in short.
import { entryOf } from './list.js';
import { countItems, laneOf, shortOf, titleOf, whenOf } from './short.js';
import { ours, spoken, theirs } from './words.js';

const LISTED = 8; // events of a cluster that are named
const AWAY = 14; // px from the pointer
const LINGERS = 300; // ms, for a pointer on its way to it
let going = 0; // the timer after which it goes

/** Show what the events `ids` are, beside a point of the browser's window. */
export function showTip(figure, ids, x, y) {
  clearTimeout(going);
  const tip = tipOf(figure);
  const events = ids.join(' ');
  if (tip.dataset.tells !== events) {
    tip.replaceChildren(...(ids.length > 1 ? linesOf(ids) : partsOf(ids[0])));
    tip.dataset.tells = events;
    tip.className = `tip ${laneOf(entryOf(ids[0]))}`;
  }
  tip.hidden = false;
  const frame = figure.getBoundingClientRect();
  const right = x - frame.left + AWAY;
  const left = right - tip.offsetWidth - 2 * AWAY;
  const room = frame.width - tip.offsetWidth;
  const below = y + AWAY;
  const above = y - AWAY - tip.offsetHeight;
  const fits = below + tip.offsetHeight < document.documentElement.clientHeight;
  // Never under the pointer: what is above and below the mark stays in its reach.
  tip.style.left = `${right <= room ? right : Math.max(0, left)}px`;
  tip.style.top = `${(fits || above < 0 ? below : above) - frame.top}px`;
}

/** Whether it stands there. */
export function isTipShown() {
  const tip = document.getElementById('_tip');
  return Boolean(tip) && !tip.hidden;
}

/** Take it away, unless the pointer comes to it. */
export function hideTipSoon() {
  clearTimeout(going);
  going = setTimeout(hideTip, LINGERS);
}

/** Take it away. */
export function hideTip() {
  clearTimeout(going);
  const tip = document.getElementById('_tip');
  if (tip) tip.hidden = true;
}

function tipOf(figure) {
  let tip = document.getElementById('_tip');
  if (!tip) {
    tip = document.createElement('div');
    tip.id = '_tip';
    tip.setAttribute('aria-hidden', 'true'); // the list says the same, and the keys announce it
    tip.addEventListener('pointerenter', () => clearTimeout(going));
    tip.addEventListener('pointerleave', hideTipSoon);
    figure.append(tip);
  }
  return tip;
}

/** One event in short: what its label says, and more. */
function partsOf(id) {
  const entry = entryOf(id);
  if (!entry) return [];
  const { heading, title, when, start, counts, annotation } = shortOf(entry);
  const parts = [lineOf(heading, when)];
  if (title) parts.push(lineWith(theirs(title)));
  if (start) parts.push(lineWith(theirs(start)));
  if (counts.length) {
    const list = document.createElement('ul');
    list.append(...countItems(counts));
    parts.push(list);
  }
  if (annotation) {
    const said = document.createElement('i');
    said.append(theirs(annotation));
    parts.push(lineWith(said));
  }
  return parts;
}

/** Several events, the first of them by title and date. */
function linesOf(ids) {
  const lines = [lineWith(spoken('cluster', { count: ids.length }))];
  for (const entry of ids.slice(0, LISTED).map(entryOf)) {
    if (entry) lines.push(lineOf(titleOf(entry), whenOf(entry)));
  }
  if (ids.length > LISTED) lines.push(lineWith('…'));
  return lines;
}

function lineOf(heading, date) {
  const title = document.createElement('b');
  title.append(theirs(heading));
  const when = document.createElement('span');
  when.append(ours(date));
  return lineWith(title, ' ', when);
}

function lineWith(...content) {
  const line = document.createElement('p');
  line.append(...content);
  return line;
}
