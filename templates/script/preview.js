// In a preview: follow the author's saves, show faults over the page, tell each event's line.

const told = JSON.parse(document.getElementById('_preview').textContent);
const ASK_EVERY = 300;  // ms between two questions
const ANSWER_WITHIN = 10000;  // ms for an answer

// Not a stream of events: each open tab would hold a connection, and browsers allow six.
ask();
for (const entry of document.querySelectorAll('.events > li[id]')) {
  if (told.places[entry.id]) entry.querySelector('.head').append(placeButton(told.places[entry.id]));
}

async function ask() {
  try {
    const answer = await fetch('_changes', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_WITHIN) });
    const { version, faults } = await answer.json();
    if (faults) showFaults(faults);
    else if (version !== told.version) return location.reload();
    else hideFaults();
  } catch {
    showFaults(told.ended);
  }
  setTimeout(ask, ASK_EVERY);
}

function showFaults(text) {
  let box = document.getElementById('_faults');
  if (!box) {
    box = document.createElement('div');
    box.id = '_faults';
    box.setAttribute('role', 'alert');
    Object.assign(box, { lang: 'en', dir: 'ltr' }); // as faults are told, whatever the page's language
    box.append(document.createElement('pre'));
    document.body.append(box);
  }
  box.firstChild.textContent = text;
}

function hideFaults() {
  document.getElementById('_faults')?.remove();
}

function placeButton(place) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'place fixed';
  button.textContent = place;
  Object.assign(button, told.foreign);
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(place);
    button.textContent = told.copied;
    setTimeout(() => { button.textContent = place; }, 1200);
  });
  return button;
}
