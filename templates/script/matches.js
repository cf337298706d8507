// Marks what a search found, in the lists near the window. Where the browser cannot
// highlight ranges, nothing is marked: elements of our own would stir the text up.
import { foldWithPlaces, placesOf } from './fold.js';
import { foldedSource, foldedText, noteLinks, textNodes } from './texts.js';

const FOUND = 'found'; // the name in the style sheet
const near = new Set();
let sought = []; // terms
let watcher = null;

/** Mark the places of `terms` in the next frame, and as lists come near; with none, unmark. */
export function markMatches(terms) {
  if (!('highlights' in CSS) || (!terms.length && !sought.length)) return;
  sought = terms;
  if (terms.length) watchLists();
  requestAnimationFrame(paintMatches);
}

function watchLists() {
  if (watcher) return;
  watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        if (isIntersecting) near.add(target);
        else near.delete(target);
      }
      if (sought.length) paintMatches();
    },
    { rootMargin: '50%' },
  );
  for (const list of document.querySelectorAll('.events, .notes')) watcher.observe(list);
}

function paintMatches() {
  const found = new Highlight();
  for (const list of sought.length ? near : []) {
    for (const item of list.children) {
      if (!item.hidden) for (const part of [item, ...item.querySelectorAll('.place')]) addMatches(part, found);
    }
  }
  if (found.size) CSS.highlights.set(FOUND, found);
  else CSS.highlights.delete(FOUND);
}

/** The places in an entry, note or work; and the name of each work that says what is sought. */
function addMatches(item, found) {
  const own = foldedText(item);
  const terms = sought.filter((term) => own.includes(term));
  if (terms.length) {
    const nodes = textNodes(item);
    const places = foldWithPlaces(nodes.map((node) => node.data).join(''));
    const spans = terms.flatMap((term) => placesOf(term, places));
    for (const range of rangesOf(spans, nodes)) found.add(range);
  }
  for (const link of noteLinks(item)) {
    const note = document.getElementById(link.getAttribute('href').slice(1));
    const name = link.querySelector('.fixed')?.firstChild;
    if (note && name && sought.some((term) => foldedSource(note).includes(term))) {
      found.add(rangeIn(name, 0, name.length));
    }
  }
}

/** The parts of text nodes that lie in spans of their joined text. */
function rangesOf(spans, nodes) {
  const ranges = [];
  const ordered = spans.sort((one, other) => one[0] - other[0]);
  let start = 0;
  let first = 0; // of the spans, the first that does not end before this node
  for (const node of nodes) {
    const end = start + node.length;
    while (first < ordered.length && ordered[first][1] <= start) first += 1;
    for (let i = first; i < ordered.length && ordered[i][0] < end; i += 1) {
      const from = Math.max(ordered[i][0] - start, 0);
      const to = Math.min(ordered[i][1], end) - start;
      if (to > from) ranges.push(rangeIn(node, from, to));
    }
    start = end;
  }
  return ranges;
}

function rangeIn(node, from, to) {
  return new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to });
}
