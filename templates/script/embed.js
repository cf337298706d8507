// What an embed and the page around it say to each other. Without it the embed is
// complete; its height stays as it was set, and links open inside it.

import { fitStillWords } from './spacing.js';

const around = window.parent;

/** Tell the page around how high the embed is, now and whenever that changes. */
export function tellHeight() {
  const tell = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    around.postMessage({ type: 'timeline:height', height }, '*');
  };
  new ResizeObserver(tell).observe(document.body);
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
if (around !== window) {
  tellHeight();
  addEventListener('message', showWhatIsAsked);
  addEventListener('click', openOutside);
}
