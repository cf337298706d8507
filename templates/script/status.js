// What is said to those who listen: at once, or when all has been quiet for a while, so that of
// many changes in a row only the last is heard.

const QUIET = 600; // ms
const dueWords = new Map(); // status -> the timer of what is about to be said

/** Say `words`, a node, and nothing that was still to be said. */
export function sayNow(status, words) {
  clearTimeout(dueWords.get(status));
  if (status.textContent !== words.textContent) status.replaceChildren(words);
}

/** Say them once nothing else has been for a while. */
export function sayWhenQuiet(status, words) {
  clearTimeout(dueWords.get(status));
  dueWords.set(status, setTimeout(sayNow, QUIET, status, words));
}
