// An event in short, from its entry in the list: what the tip beside a mark tells of it, and the
// card that a tap opens.
import { fold } from './fold.js';
import { ours, theirs } from './words.js';

const MOST = 3; // figures
// What an entry's title stands in, the likeliest first: it may be of an author's own layout.
const HEADINGS = ['h3', 'h2, h4, h5, h6', 'strong, b'];

/** The title of an entry. */
export function titleOf(entry) {
  const found = HEADINGS.map((heading) => entry.querySelector(heading)).find(Boolean);
  return (found ?? entry).textContent.trim();
}

/** The date of an entry in words, without what else stands there. */
export function whenOf(entry) {
  const said = [...entry.querySelector('.when, time')?.childNodes ?? []];
  return said.filter((node) => !node.matches?.('.date-text, button'))
    .map((node) => node.textContent).join('').trim();
}

/** The class of an entry that gives its lane's colour. */
export function laneOf(entry) {
  return [...entry?.classList ?? []].find((name) => /^lane-\d+$/.test(name)) ?? '';
}

/**
 * What is told of an event. `heading` is its title; or the words at its mark, where the title and
 * the rest do not tell them, and then `title` is what they leave. `start` is the first sentence of
 * its text, `counts` are the figures that these leave untold, as [number, what, who].
 */
export function shortOf(entry) {
  const title = titleOf(entry);
  const start = startOf(entry);
  const aside = entry.querySelector('.annotation')?.textContent.trim() ?? '';
  const counts = JSON.parse(entry.dataset.figures ?? '[]').slice(0, MOST);
  const said = [title, start, ...counts.flat()].join(' ');
  const annotation = tells(said, aside) ? '' : aside;
  const { label = '' } = entry.dataset;
  const isTold = tells(`${said} ${annotation}`, label);
  return {
    heading: isTold ? title : label,
    title: isTold ? '' : title,
    when: whenOf(entry),
    start,
    counts: named(counts),
    annotation,
  };
}

/** The first picture of an entry, small and as an element of its own; null if it has none. */
export function pictureOf(entry) {
  const shown = entry.querySelector('.plate img')?.cloneNode();
  if (!shown) return null;
  shown.classList.add('glimpse');
  shown.loading = 'eager'; // it is there, or asked for only now
  return shown;
}

/** Figures as items of a list. */
export function countItems(counts) {
  return counts.map(([number, what, who]) => {
    const item = document.createElement('li');
    const strong = document.createElement('b');
    strong.append(ours(number));
    item.append(strong, ' ', theirs(what));
    if (who) item.append(' ', teller(who));
    return item;
  });
}

function teller(who) {
  const said = document.createElement('span');
  said.className = 'who';
  said.append('(', theirs(who), ')');
  return said;
}

/** The first sentence of the first paragraph, without what is struck out; how long it is stands at the entry. */
function startOf(entry) {
  const told = entry.querySelector('.text')?.querySelector('p, li')?.cloneNode(true);
  for (const struck of told?.querySelectorAll('s') ?? []) struck.remove();
  const text = told?.textContent ?? '';
  return text.slice(0, entry.dataset.start || undefined).trim();
}

/** Who says so only after the last of the figures that are said by one. */
function named(counts) {
  return counts.map(([number, what, who], at) => [number, what, who === counts[at + 1]?.[2] ? '' : who]);
}

// What is told already

const SPARED = 1 / 3; // of the words of a text that may be others: "protest" for "demonstrate"
const ENDING = 3; // letters that forms of one word may differ in
const LEAST = 4; // letters that they share
const NUMBER = /\p{Nd}/u;

/** Whether `said` tells what `words` do: each number, and most words, in whatever form. */
function tells(said, words) {
  const heard = plainly(said);
  const parts = plainly(words).match(/\p{Nd}+|[\p{L}\p{M}]+/gu) ?? [];
  const missing = parts.filter((one) => !isHeard(heard, one));
  return missing.length <= parts.length * SPARED && !missing.some((one) => NUMBER.test(one));
}

function isHeard(heard, one) {
  if (NUMBER.test(one)) return heard.split(/\P{Nd}+/u).includes(one);
  return heard.includes(one.slice(0, Math.max(LEAST, one.length - ENDING)));
}

/** As a search compares it, and without what stands between the thousands of its numbers. */
function plainly(text) {
  return fold(text.replace(/(\p{Nd})[.,'’\u00a0\u202f](?=\p{Nd}{3})/gu, '$1'));
}
