// What the tip beside a mark of an embed tells: the event's title and date and how its text starts,
// as far as the list has them; of any other, and of several, what the mark is called.
import { lineWith, markName, showBubble, startTips, tellMarks } from './bubble.js';

/** Tell marks that are pointed at or reached by keys. */
export function startEmbedTips() {
  startTips();
  for (const figure of document.querySelectorAll('figure')) {
    tellMarks(figure, (target) => target.closest('figure a'), tellLink);
  }
}

function tellLink(link, x, y) {
  const item = itemOf(link);
  const tip = showBubble(document.body, markName(link), () => (item ? itemParts(item, link) : nameParts(link)), x, y);
  tip.className = `tip ${item?.classList[0] ?? ''}`;
}

/** The item of the list that a mark of one event stands for, if there is one. */
function itemOf(link) {
  const [, fragment = ''] = link.getAttribute('href').split('#');
  const item = document.getElementById(decodeURIComponent(fragment));
  const events = [...link.parentNode.classList].filter((name) => /^e\d+$/.test(name));
  return item?.matches('li') && events.length === 1 ? item : null;
}

function itemParts(item, link) {
  const [, ...annotation] = markName(link).split('\n');
  const { label, start } = item.dataset;
  const title = item.querySelector('.line a').textContent;
  const heading = document.createElement('b');
  const when = document.createElement('span');
  heading.append(ownText(label ?? title));
  when.append(...item.querySelector('.when').cloneNode(true).childNodes);
  const more = [label && title, start, ...annotation].filter(Boolean);
  return [lineWith(heading, ' ', when), ...more.map((text) => lineWith(ownText(text)))];
}

function nameParts(link) {
  return markName(link).split('\n').map((name) => lineWith(ownText(name)));
}

function ownText(text) {
  const made = document.createElement('bdi');
  made.append(text);
  return made;
}
