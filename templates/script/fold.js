// Letters as a search compares them: without case, without accents, and with the ways to
// write the same thing made one. Each character folds on its own, whatever is beside it, so
// that a place in the folded text has its place in the text as written.

// Marks that readers leave out when they type: accents, vowel points. Vowel signs of other
// scripts are letters of their own, and so are the two marks that voice kana.
const MARK = /^(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Cyrillic}]$/u;
// Soft hyphens, joiners, marks of direction; and the stroke that stretches Arabic words.
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\u0640]$/u;
const FOREIGN = /[^\x00-\x7f]/gu;
const BLANKS = / [\s-]+|[^\S ][\s-]*|-[\s-]*/g; // but not one space alone: there are many
// Letters that Unicode does not take apart, by what they fold to.
const ALIKE = new Map(
  Object.entries({
    "'": '‘’‚‛ʼʻ′',
    '"': '“”„‟«»″',
    '-': '‐‒–—―−',
    d: 'đð',
    h: 'ħ',
    l: 'ł',
    n: 'ŋ',
    o: 'ø',
    t: 'ŧ',
    ae: 'æ',
    oe: 'œ',
    th: 'þ',
    כ: 'ך',
    מ: 'ם',
    נ: 'ן',
    פ: 'ף',
    צ: 'ץ',
    ا: 'ٱ',
    ه: 'ة',
    ي: 'ىی',
    ك: 'ک',
  }).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain])),
);
const foldedCharacters = new Map();

/** The text as it is compared; runs of blanks and dashes are one space. */
export function fold(text) {
  return foldLetters(text).replace(BLANKS, ' ');
}

function foldLetters(text) {
  return text.replace(FOREIGN, foldCharacter).toLowerCase();
}

/**
 * The same, with where each of its letters comes from.
 * @returns {{text: string, starts: number[]}} `starts` has for each unit of `text` where its
 *   character begins in the text as written, and at its end that text's length.
 */
export function foldWithPlaces(text) {
  const units = [];
  const starts = [];
  let at = 0;
  for (const character of text) {
    const folded = character < '\x80' ? character.toLowerCase() : foldCharacter(character);
    for (const unit of folded.split('')) {
      const blank = /[\s-]/.test(unit);
      if (blank && units[units.length - 1] === ' ') continue;
      units.push(blank ? ' ' : unit);
      starts.push(at);
    }
    at += character.length;
  }
  starts.push(text.length);
  return { text: units.join(''), starts };
}

/** Where a folded term stands, as [start, end] in the text as written; whole characters. */
export function placesOf(term, { text, starts }) {
  const places = [];
  for (let at = text.indexOf(term), end; at >= 0; at = text.indexOf(term, end)) {
    end = at + term.length;
    while (starts[end] === starts[end - 1]) end += 1;
    places.push([starts[at], starts[end]]);
  }
  return places;
}

/**
 * What a query asks for, folded: each word, and each phrase in quotes; all must be there.
 * Words that dashes join are one phrase.
 */
export function termsOf(query) {
  const found = foldLetters(query).matchAll(/"([^"]*)"?|([^\s"]+)/g);
  const terms = [...found].map(([, phrase, word]) => (phrase ?? word).replace(BLANKS, ' ').trim());
  return [...new Set(terms)].filter(Boolean);
}

function foldCharacter(character) {
  let folded = foldedCharacters.get(character);
  if (folded === undefined) {
    const parts = [...character.normalize('NFKD')];
    folded = parts.filter((part) => !MARK.test(part) && !UNSEEN.test(part)).map(foldPart).join('');
    foldedCharacters.set(character, folded);
  }
  return folded;
}

/** Without case: by way of capitals, since ß and ς have the same as ss and σ. */
function foldPart(part) {
  const small = part.toLowerCase().toUpperCase().toLowerCase();
  return [...small].map((letter) => ALIKE.get(letter) ?? letter).join('');
}
