// Letters as a search compares them: without case, without accents, and with the ways to
// write the same thing made one. Each character folds on its own, whatever is beside it, so
// that a place in the folded text has its place in the text as written.

// Marks that readers leave out when they type: accents, vowel points. Vowel signs of other
// scripts are letters of their own, and so are the two marks that voice kana.
const MARK = /^(?![\u3099\u309a])(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Cyrillic}]$/u;
// Soft hyphens, joiners, marks of direction; the stroke that stretches Arabic words; apostrophes
// and letters that stand for one; dots that join the words of a name.
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\u0640'‘’‚‛′\u02b9-\u02c1׳·‧・]$/u;
const FOREIGN = /[^\x00-\x7f]|'/gu;
const PLAIN = /^[\x00-\x26\x28-\x7f]$/; // and not an apostrophe
const BLANKS = / [\s-]+|[^\S ][\s-]*|-[\s-]*/g; // but not one space alone: there are many
const DIGIT = /\p{Nd}/u;
const HIRAGANA = /^[\u3041-\u3096\u309d]$/;
const TO_KATAKANA = 0x60;
// Two signs for a vowel through the nose, of which Indic scripts have either before the other.
const NASAL = /^[\u0901\u0981\u0a01\u0a81\u0b01\u0c01\u0c81\u0d01]$/;
// Thai and Lao: a tone before the ring of "am", where others type it after.
const AM = /([\u0e48-\u0e4b\u0ec8-\u0ecb])([\u0e4d\u0ecd])/g;
// Signs that say once more what is before them.
const REPEATED = /([^\s\u3099-])(\u3099?)[々〻ヽ]/g;
// Letters that Unicode does not take apart, by what they fold to.
const ALIKE = new Map([
  ...Object.entries({
    '"': '“”„‟«»″״',
    '-': '‐‒–—―−־〜',
    b: 'ƀɓ',
    c: 'ȼƈ',
    d: 'đðɖɗ',
    e: 'ɇɛ',
    g: 'ǥɠ',
    h: 'ħ',
    i: 'ɨ',
    j: 'ɉ',
    k: 'ĸƙ',
    l: 'łƚ',
    n: 'ŋɲ',
    o: 'øɔɵ',
    p: 'ƥ',
    r: 'ɍ',
    t: 'ŧƭ',
    u: 'ʉ',
    y: 'ɏƴ',
    z: 'ƶ',
    ae: 'æ',
    oe: 'œ',
    th: 'þ',
    г: 'ґ',
    כ: 'ך',
    מ: 'ם',
    נ: 'ן',
    פ: 'ף',
    צ: 'ץ',
    וו: 'װ',
    וי: 'ױ',
    יי: 'ײ',
    ا: 'ٱ',
    ه: 'ةہەۃھ',
    ي: 'ىی',
    ك: 'کڪ',
    // What ends a Korean syllable begins the next, as long as that is not typed.
    ᄀᄉ: 'ᆪ',
    ᄂᄌ: 'ᆬ',
    ᄂᄒ: 'ᆭ',
    ᄅᄀ: 'ᆰ',
    ᄅᄆ: 'ᆱ',
    ᄅᄇ: 'ᆲ',
    ᄅᄉ: 'ᆳ',
    ᄅᄐ: 'ᆴ',
    ᄅᄑ: 'ᆵ',
    ᄅᄒ: 'ᆶ',
    ᄇᄉ: 'ᆹ',
    // One vowel typed as two of another looks the same.
    เเ: 'แ',
    // Letters without a vowel, of which Malayalam has signs; older files spell them out.
    ണ്: 'ൺ',
    ന്: 'ൻ',
    ര്: 'ർ',
    ല്: 'ൽ',
    ള്: 'ൾ',
    ക്: 'ൿ',
  }).flatMap(([plain, letters]) => [...letters].map((letter) => [letter, plain])),
  // Small kana are large: キャノン calls itself キヤノン, and old texts know no small ones.
  ...pairs('ァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ', 'アイウエオツヤユヨワカケクシストヌハヒフヘホムラリルレロ'),
  ...pairs('ᆨᆩᆫᆮᆯᆷᆸᆺᆻᆼᆽᆾᆿᇀᇁᇂ', 'ᄀᄁᄂᄃᄅᄆᄇᄉᄊᄋᄌᄎᄏᄐᄑᄒ'),
]);
const foldedCharacters = new Map();

/** The text as it is compared; runs of blanks and dashes are one space. */
export function fold(text) {
  return foldLetters(text).replace(BLANKS, ' ');
}

function foldLetters(text) {
  return settle(text.replace(FOREIGN, foldCharacter).toLowerCase());
}

/** Folded letters, of which each is what it was beside others; as many as before. */
function settle(folded) {
  return folded.replace(AM, '$2$1').replace(REPEATED, '$1$2$1');
}

/** The letters of one text with those of another at the same places. */
function pairs(letters, plain) {
  const others = [...plain];
  return [...letters].map((letter, i) => [letter, others[i]]);
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
    const folded = PLAIN.test(character) ? character.toLowerCase() : foldCharacter(character);
    for (const unit of folded.split('')) {
      const blank = /[\s-]/.test(unit);
      if (blank && units[units.length - 1] === ' ') continue;
      units.push(blank ? ' ' : unit);
      starts.push(at);
    }
    at += character.length;
  }
  starts.push(text.length);
  return { text: settle(units.join('')), starts };
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
    folded = [...character.normalize('NFKD')].filter(isSaid).map(foldPart).join('');
    foldedCharacters.set(character, folded);
  }
  return folded;
}

function isSaid(part) {
  return !MARK.test(part) && !UNSEEN.test(part) && !isNukta(part);
}

/**
 * Whether it is the dot of Indic letters that stand for others' sounds: a mark that Unicode orders
 * after what strikes a letter through (class 1) and before what voices kana (class 8).
 */
function isNukta(part) {
  if (part === '\u3099' || !/\p{M}/u.test(part)) return false;
  const [struck, voiced] = ['\u0334', '\u3099'].map((mark) => `a${mark}${part}`.normalize('NFD'));
  return voiced === `a${part}\u3099` && struck === `a\u0334${part}` && `a${part}\u0334`.normalize('NFD') === struck;
}

/** Without case: by way of capitals, since ß and ς have the same as ss and σ. */
function foldPart(part) {
  if (DIGIT.test(part)) return digitOf(part);
  if (HIRAGANA.test(part)) part = String.fromCodePoint(part.codePointAt(0) + TO_KATAKANA);
  if (NASAL.test(part)) part = String.fromCodePoint(part.codePointAt(0) + 1);
  const small = part.toLowerCase().toUpperCase().toLowerCase();
  return [...small].map((letter) => ALIKE.get(letter) ?? letter).join('');
}

/** A digit of any script as one of ours: Unicode has them in rows of ten from zero. */
function digitOf(part) {
  const code = part.codePointAt(0);
  let below = 0;
  while (DIGIT.test(String.fromCodePoint(code - below - 1))) below += 1;
  return String(below % 10);
}
