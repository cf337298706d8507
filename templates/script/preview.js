// In a preview: follow the author's saves, show faults over the page, tell each event's line.

const told = JSON.parse(document.getElementById('_preview').textContent);
const changes = new EventSource('_changes');

changes.addEventListener('message', ({ data }) => {
  const { version, faults } = JSON.parse(data);
  if (faults) showFaults(faults);
  else if (version !== told.version) location.reload();
  else hideFaults();
});
changes.addEventListener('error', () => showFaults(told.ended));
for (const entry of document.querySelectorAll('.events > li[id]')) {
  if (told.places[entry.id]) entry.querySelector('.head').append(placeButton(told.places[entry.id]));
}

function showFaults(text) {
  let box = document.getElementById('_faults');
  if (!box) {
    box = document.createElement('div');
    box.id = '_faults';
    box.setAttribute('role', 'alert');
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
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(place);
    button.textContent = told.copied;
    setTimeout(() => { button.textContent = place; }, 1200);
  });
  return button;
}
