// How to cite the timeline or one of its events, ready to be copied.
import { nameElement, plainText, spoken, theirs } from './words.js';

/** Offer the citation of each entry to readers who come to it, and copies of every citation. */
export function startCiting() {
  const whole = document.getElementById('_citation');
  if (!whole) return;
  tellAddress(whole);
  whole.after(copyButton(whole, summaryOf(whole)));
  offerEmbed();

  const near = (event) => event.target.closest && offerCitation(event.target.closest('li.event'));
  document.addEventListener('pointerover', near);
  document.addEventListener('focusin', near);
  const arrived = () => offerCitation(document.querySelector('li.event:target'));
  addEventListener('hashchange', arrived);
  addEventListener('load', arrived);
  // A finger does not hover, so each entry has its button from the start.
  if (matchMedia('(hover: none)').matches) document.querySelectorAll('li.event').forEach(offerCitation);
}

/** Where the page's file does not say its address, it is the one it was read from. */
function tellAddress(whole) {
  if (whole.querySelector('.address') || !location.protocol.startsWith('http')) return;
  whole.append(' ', citeElement('bdi', 'address', location.origin + location.pathname));
}

/** The code for other sites, which needs the page's address: from its file, or where it was read from. */
function offerEmbed() {
  const code = document.getElementById('_embed');
  if (!code) return;
  const panel = code.closest('details');
  if (panel.hidden) {
    if (!location.protocol.startsWith('http')) return;
    const address = new URL('embed.html', location.href.split(/[?#]/)[0]).href.replace(/&/g, '&amp;');
    code.textContent = code.textContent.replace('src="embed.html"', () => `src="${address}"`);
    panel.hidden = false;
  }
  code.parentElement.after(copyButton(code, summaryOf(code)));
}

/** Give an entry its button, once. */
function offerCitation(entry) {
  if (!entry?.querySelector('h3') || entry.querySelector('.citing')) return;
  const button = citeElement('button', 'citing', spoken('cite'));
  button.type = 'button';
  nameElement(button, 'cite-event', { event: titleOfEntry(entry) });
  button.setAttribute('aria-expanded', 'false');
  button.addEventListener('click', () => toggleCitation(entry, button));
  entry.append(' ', button);
}

function toggleCitation(entry, button) {
  const open = button.nextElementSibling;
  const shown = open && open.classList.contains('citation');
  button.setAttribute('aria-expanded', String(!shown));
  if (shown) {
    open.remove();
    return;
  }
  const text = citeElement('p', '', citationOf(entry));
  const panel = citeElement('div', 'citation');
  panel.append(text, copyButton(text, titleOfEntry(entry)));
  button.after(panel);
}

/** A text to stand between double quotation marks: such as it has itself become single ones. */
function withinMarks(text) {
  return text.replace(/“([^“”]*)”/g, '‘$1’').replace(/(^|[\s([])"([^"]+)"(?!\w)/g, '$1‘$2’');
}

/** The citation of an event: its title, then the whole work's citation, with the entry's address. */
function citationOf(entry) {
  const work = document.getElementById('_citation').cloneNode(true);
  const address = work.querySelector('.address');
  if (address) address.append(`#${encodeURIComponent(entry.id)}`);
  const told = theirs(...work.childNodes);
  told.dir = document.documentElement.dir;
  return spoken('citation', { event: withinMarks(titleOfEntry(entry)), work: told });
}

function titleOfEntry(entry) {
  return entry.querySelector('h3').textContent.trim().replace(/\s+/g, ' ');
}

function summaryOf(element) {
  return plainText(element.closest('details').querySelector('summary'));
}

/** A button that copies what `source` says, called after `what` that is, and tells that it did. */
function copyButton(source, what) {
  const button = citeElement('button', 'copying', spoken('copy'));
  nameElement(button, 'copy-what', { what });
  button.type = 'button';
  const status = citeElement('span', 'copied');
  status.setAttribute('role', 'status');
  button.addEventListener('click', async () => {
    status.textContent = '';
    status.replaceChildren(spoken((await copyText(source)) ? 'copied' : 'selected'));
  });
  const line = citeElement('p', 'noprint');
  line.append(button, ' ', status);
  return line;
}

/** Copy a text; where the browser does not let us, select it for the reader to copy. */
async function copyText(source) {
  try {
    await navigator.clipboard.writeText(plainText(source));
    return true;
  } catch {
    getSelection().selectAllChildren(source);
    return false;
  }
}

function citeElement(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
