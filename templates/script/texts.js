// What a search looks through: all that an entry says, how the chart labels it, and what the list
// of sources says of the places it cites. Not its lane, which has a filter of its own.
import { fold } from './fold.js';
import { allEntries } from './list.js';

// Controls, words that are the same in every entry, the lane, and titles of other events.
const NOT_SAID = 'button, summary, .enlarged, .lane > bdi, .citation, .permalink, :is(.aside, .fold > span, .quiet > span, .sources) > b, .see, .places, .backs, .fixed';
const NOTE_LINK = 'a.cite[href^="#"]';
const folded = new Map(); // entries, notes and works -> their text, folded
const sources = new Map(); // notes -> the same but for the place in the source
let reading = false;

/** The text nodes of an entry or a note that say something of their own, in order. */
export function textNodes(element) {
  const nodes = [];
  gatherText(element, new Set(element.querySelectorAll(NOT_SAID)), nodes);
  return nodes;
}

function gatherText(element, left, nodes) {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.TEXT_NODE) nodes.push(node);
    else if (!left.has(node)) gatherText(node, left, nodes);
  }
}

/** The links of an entry to notes on sources. */
export function noteLinks(element) {
  return element.querySelectorAll(NOTE_LINK);
}

/** The folded text of an entry or note alone. */
export function foldedText(element) {
  return remembered(folded, element, () => textNodes(element));
}

/** The folded text of a note and its work but for the place in that, which numbers alone make up. */
export function foldedSource(note) {
  const isPlace = (node) => node.parentNode.closest('.locator');
  const own = remembered(sources, note, () => textNodes(note).filter((node) => !isPlace(node)));
  return `${own} ${foldedText(workOf(note))}`;
}

/** The work that a note is on a place of. */
function workOf(note) {
  return note.closest('.notes > li');
}

function remembered(texts, element, read) {
  let text = texts.get(element);
  if (text === undefined) {
    text = fold(read().map((node) => node.data).join(''));
    texts.set(element, text);
  }
  return text;
}

/** The ids of the entries of which, with their labels and notes, each of `terms` is a part. */
export function idsWith(terms) {
  const isSaid = ({ element }) => {
    const texts = textsOf(element);
    return terms.every((term) => texts.some((text) => text.includes(term)));
  };
  return allEntries().filter(isSaid).map(({ id }) => id);
}

/** Read the entries while the browser has nothing else to do, so that the first search is swift. */
export function readAhead() {
  if (reading) return;
  reading = true;
  const later = window.requestIdleCallback ?? ((work) => setTimeout(() => work(null), 50));
  let next = 0;
  const work = (idle) => {
    const until = performance.now() + Math.min(idle ? idle.timeRemaining() : 8, 8);
    const all = allEntries();
    while (next < all.length && performance.now() < until) textsOf(all[next++].element);
    if (next < all.length) later(work);
  };
  later(work);
}

const textsByEntry = new Map(); // ids of entries -> the texts of the entry, its label, its notes and their works

function textsOf(element) {
  let texts = textsByEntry.get(element.id);
  if (texts === undefined) {
    const ids = new Set([...noteLinks(element)].map((link) => link.getAttribute('href').slice(1)));
    const notes = [...ids].map((id) => document.getElementById(id)).filter(Boolean);
    const sayers = new Set([element, ...notes, ...notes.map(workOf)]);
    texts = [fold(element.dataset.label ?? ''), ...[...sayers].map(foldedText)];
    textsByEntry.set(element.id, texts);
  }
  return texts;
}
