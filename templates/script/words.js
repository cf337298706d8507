// What the script says, in the language of the page's words.

const phrases = JSON.parse((document.getElementById('_words') || {}).textContent || '{}');
const lang = phrases.lang ?? 'en'; // numbers too, as in the words beside them
const plural = new Intl.PluralRules(lang);
const number = new Intl.NumberFormat(lang);

/** A phrase with its values filled in; `count` also picks its plural form, as in `shown.one`. */
export function say(name, values = {}) {
  const form = `${name}.${plural.select(values.count ?? 0)}`;
  const phrase = phrases[form in phrases ? form : name] ?? name;
  return phrase.replace(/\{(\w+)\}/g, (whole, key) => worded(values[key] ?? whole));
}

/** `text` so that letters written from right to left turn nothing around it. */
export function isolated(text) {
  const turns = (code) => (phrases.turning ?? []).some(([first, last]) => first <= code && code <= last);
  return [...text].some((one) => turns(one.codePointAt(0))) ? `\u2068${text}\u2069` : text;
}

function worded(value) {
  return typeof value === 'number' ? number.format(value) : value;
}
