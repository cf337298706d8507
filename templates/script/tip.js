// What the tip beside a mark tells: its event in short, or the first of several.
import { lineWith, showBubble } from './bubble.js';
import { entryOf, isShown } from './list.js';
import { countItems, laneOf, pictureOf, shortOf, titleOf, whenOf } from './short.js';
import { ours, spoken, theirs } from './words.js';

const LISTED = 8; // events of a cluster that are named

/** Show what the events `all` are, of several those that pass, beside a point of the browser's window. */
export function showTip(figure, all, x, y) {
  const passing = all.filter(isShown);
  const ids = passing.length ? passing : all;
  const tell = () => (ids.length > 1 ? linesOf(ids) : partsOf(ids[0]));
  showBubble(figure, ids.join(' '), tell, x, y).className = `tip ${laneOf(entryOf(ids[0]))}`;
}

/** One event in short: what its label says, and more. */
function partsOf(id) {
  const entry = entryOf(id);
  if (!entry) return [];
  const { heading, title, when, start, counts, annotation } = shortOf(entry);
  const first = lineOf(heading, when);
  const picture = pictureOf(entry);
  if (picture) first.prepend(picture);
  const parts = [first];
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
