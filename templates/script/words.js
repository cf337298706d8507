// What the script says, in the language of the page's words.

const phrases = JSON.parse((document.getElementById('_words') || {}).textContent || '{}');
const lang = phrases.lang ?? 'en'; // numbers too, as in the words beside them
const plural = new Intl.PluralRules(lang);
const number = new Intl.NumberFormat(lang);
const foreign = phrases.foreign ?? {}; // the attributes of words that are not in the page's language
const { lang: pageLang, dir: pageDir } = document.documentElement;

/** A phrase with its values filled in; `count` also picks its plural form, as in `shown.one`. */
export function say(name, values = {}) {
  return phraseFor(name, values).replace(/\{(\w+)\}/g, (whole, key) => worded(values[key] ?? whole));
}

/**
 * A phrase as a node, to stand in an element: it says its language where that is not the page's.
 * A text among its values is the page's own; a node is taken as it is.
 */
export function spoken(name, values = {}) {
  const value = (key) => (typeof values[key] === 'string' ? theirs(values[key]) : worded(values[key] ?? ''));
  const pieces = phraseFor(name, values).split(/\{(\w+)\}/);
  return ours(...pieces.map((piece, at) => (at % 2 ? value(piece) : piece)));
}

/** Words in the language of phrases, as a node. */
export function ours(...words) {
  const isForeign = Object.keys(foreign).length;
  const made = isForeign ? document.createElement('span') : document.createDocumentFragment();
  if (isForeign) Object.assign(made, foreign);
  made.append(...words);
  return made;
}

/** Texts of the page's author, to stand in a phrase. */
export function theirs(...texts) {
  const made = document.createElement('bdi');
  if (foreign.lang) made.lang = pageLang;
  made.append(...texts);
  return made;
}

/** Give an element, which holds no other text, its name. */
export function nameElement(element, phrase, values) {
  element.setAttribute('aria-label', say(phrase, values));
  if (foreign.lang) element.lang = foreign.lang; // `dir` would turn how it lies
}

/** What a node says, as plain text in one line, whose parts turn each other no more than there. */
export function plainText(node) {
  const copy = node.cloneNode(true);
  for (const part of copy.querySelectorAll('bdi, [dir]')) {
    const text = part.textContent;
    if (isolated(text) !== text) {
      part.prepend('\u2068');
      part.append('\u2069');
    }
  }
  return copy.textContent.trim().replace(/\s+/g, ' ');
}

function phraseFor(name, values) {
  const form = `${name}.${plural.select(values.count ?? 0)}`;
  return phrases[form in phrases ? form : name] ?? name;
}

/** `text` so that it and what is around it, from right to left or not, turn nothing of each other. */
export function isolated(text, isAround = pageDir === 'rtl') {
  const turns = (code) => (phrases.turning ?? []).some(([first, last]) => first <= code && code <= last);
  return isAround || [...text].some((one) => turns(one.codePointAt(0))) ? `\u2068${text}\u2069` : text;
}

function worded(value) {
  return typeof value === 'number' ? number.format(value) : value;
}
