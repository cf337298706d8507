// Says how many events are shown: at once to the eye, and once all is quiet to those who listen.
import { sayWhenQuiet } from './status.js';
import { spoken } from './words.js';

/** Show the count, and have it announced. */
export function tellCount(count, all, filtered) {
  const words = () => (filtered ? spoken('shown', { count, all }) : spoken('shown-all', { count: all }));
  const seen = document.querySelector('.count');
  if (seen) seen.replaceChildren(words());
  const status = document.querySelector('.controls [role="status"]');
  if (status) sayWhenQuiet(status, filtered && !count ? spoken('nothing') : words());
}
