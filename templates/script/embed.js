// What an embed and the page around it say to each other. Without it the embed is
// complete; its height stays as it was set, and links open inside it.

import { markName } from './bubble.js';
import { startEmbedTips } from './embedtip.js';
import { fitStillWords } from './spacing.js';

const around = window.parent;

/** Tell the page around how high the embed is, now and whenever that changes. */
function tellHeight() {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  around.postMessage({ type: 'timeline:height', height }, '*');
}

/** Where the page around heeds that, the chart need not keep to a frame that is too low. */
export function takeRoom({ source, data }) {
  if (source !== around || !data || data.type !== 'timeline:heard' || tended()) return;
  document.documentElement.dataset.tended = '';
  tellHeight();
}

function tended() {
  return 'tended' in document.documentElement.dataset;
}

/** Mark the event that the address names, and say which it is, where the list has none of it. */
export function sayWhatIsAsked() {
  const line = document.querySelector('.said');
  const mark = document.querySelector('figure g > g:target');
  const name = mark ? markName(mark.parentElement) : '';
  document.querySelectorAll('.asked').forEach((each) => each.remove());
  document.querySelectorAll('.marked').forEach((each) => each.classList.remove('marked'));
  if (!name) return;
  document.querySelectorAll(`.${mark.dataset.mark}`).forEach((each) => each.classList.add('marked'));
  const asked = document.createElement('p');
  asked.className = 'line asked';
  asked.textContent = name;
  line.after(asked);
}

/** Show an event that the page around asks for, and that is here. */
export function showWhatIsAsked({ source, data }) {
  if (source !== around || !data || data.type !== 'timeline:show') return;
  if (typeof data.event !== 'string' || !document.getElementById(data.event)) return;
  location.replace(`#${encodeURIComponent(data.event)}`);
}

/** Open a link in a tab of its own; inside the embed where the page around lets no tab open. */
export function openOutside(event) {
  const link = event.target.closest('a[href]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const opened = window.open(link.getAttribute('href'), '_blank');
  if (!opened) return;
  event.preventDefault();
  try {
    opened.opener = null;
  } catch {
    // A sandbox without an origin may not; the page opened is the timeline's own.
  }
}

fitStillWords();
startEmbedTips();
addEventListener('load', sayWhatIsAsked); // what the address names is known by then
addEventListener('hashchange', sayWhatIsAsked);
if (around === window) {
  document.documentElement.dataset.tended = '';
} else {
  new ResizeObserver(tellHeight).observe(document.body);
  addEventListener('message', takeRoom);
  addEventListener('message', showWhatIsAsked);
  addEventListener('click', openOutside);
}
