// The chart as an outline: a stretch of years names its first event, and all of them once opened.
import { allEntries, eventAt } from './list.js';
import { titleOf, whenOf } from './short.js';
import { ours, theirs } from './words.js';

/** Fill each stretch when the reader opens it. */
export function startOutline() {
  document.querySelector('.outline')?.addEventListener('toggle', fillStretch, true); // it does not bubble
}

function fillStretch({ target }) {
  const list = target.querySelector(':scope > ul');
  if (!target.matches('.stretch') || !list.querySelector('.rest')) return;
  list.replaceChildren(...entriesOfStretch(target).map(outlineItem));
}

/** The entries of the stretch's lane from its first event to before that of the next stretch. */
function entriesOfStretch(stretch) {
  const all = allEntries();
  const place = (link) => all.findIndex(({ id }) => link && id === eventAt(decodeURIComponent(link.hash.slice(1))));
  const next = stretch.parentNode.nextElementSibling;
  const from = place(stretch.querySelector('a'));
  const to = place(next && next.querySelector('a'));
  return all.slice(from, to < 0 ? all.length : to).filter(({ lane }) => lane === all[from].lane);
}

function outlineItem({ id, element }) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `#${encodeURIComponent(id)}`;
  link.append(theirs(titleOf(element)));
  const when = document.createElement('bdi');
  when.append(ours(whenOf(element)));
  item.append(link, ' ', when);
  return item;
}
