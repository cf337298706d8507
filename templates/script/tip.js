// What stands beside the pointer over the live chart: an event's title and its date in words.
import { entryOf } from './list.js';
import { ours, spoken, theirs } from './words.js';

const LISTED = 8; // events of a cluster that are named
const AWAY = 14; // px from the pointer
const LINGERS = 300; // ms, for a pointer on its way to it
let going = 0; // the timer after which it goes

/** Show what the events `ids` are, beside a point of the browser's window. */
export function showTip(figure, ids, x, y) {
  clearTimeout(going);
  const tip = tipOf(figure);
  const lines = ids.slice(0, LISTED).map(lineOf);
  if (ids.length > 1) lines.unshift(lineWith(spoken('cluster', { count: ids.length })));
  if (ids.length > LISTED) lines.push(lineWith('…'));
  tip.replaceChildren(...lines);
  tip.hidden = false;
  const frame = figure.getBoundingClientRect();
  const room = frame.width - tip.offsetWidth;
  const below = y - frame.top + AWAY;
  const above = below - tip.offsetHeight - 2 * AWAY;
  const fits = y + AWAY + tip.offsetHeight < document.documentElement.clientHeight;
  tip.style.left = `${Math.max(0, Math.min(x - frame.left + AWAY, room))}px`;
  tip.style.top = `${fits ? below : above}px`;
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

/** The title of an entry. */
export function titleOf(entry) {
  return entry.querySelector('h3').textContent;
}

/** The date of an entry in words, without what else stands there. */
export function whenOf(entry) {
  const said = [...entry.querySelector('.when').childNodes];
  return said.filter((node) => !node.matches?.('.date-text, button'))
    .map((node) => node.textContent).join('').trim();
}

function tipOf(figure) {
  let tip = document.getElementById('_tip');
  if (!tip) {
    tip = document.createElement('div');
    tip.id = '_tip';
    tip.className = 'tip';
    tip.setAttribute('aria-hidden', 'true'); // the list says the same, and the keys announce it
    tip.addEventListener('pointerenter', () => clearTimeout(going));
    tip.addEventListener('pointerleave', hideTipSoon);
    figure.append(tip);
  }
  return tip;
}

function lineOf(id) {
  const entry = entryOf(id);
  if (!entry) return lineWith();
  const title = document.createElement('b');
  title.append(theirs(titleOf(entry)));
  const when = document.createElement('span');
  when.append(ours(whenOf(entry)));
  return lineWith(title, ' ', when);
}

function lineWith(...content) {
  const line = document.createElement('p');
  line.append(...content);
  return line;
}
