// Says how many events are shown: at once to the eye, and once all is quiet to those who listen.
import { spoken } from './words.js';

const QUIET = 600; // ms
let quiet = 0; // the timer of what is about to be said

/** Show the count, and have it announced. */
export function tellCount(count, all, filtered) {
  const words = () => (filtered ? spoken('shown', { count, all }) : spoken('shown-all', { count: all }));
  const seen = document.querySelector('.count');
  if (seen) seen.replaceChildren(words());
  announce(filtered && !count ? spoken('nothing') : words());
}

function announce(words) {
  const status = document.querySelector('.controls [role="status"]');
  clearTimeout(quiet);
  quiet = setTimeout(() => {
    if (status && status.textContent !== words.textContent) status.replaceChildren(words);
  }, QUIET);
}
