// From event to event along what they are to each other: down goes on, up goes back, and down
// after that to the next.

const trail = []; // ids of the events that were left, the last one last
const turns = new Map(); // event id -> which of those related to it is next

/** Where a key leads from an event: the `id` of another and `how` it is related; null if nowhere. */
export function along({ key, altKey, ctrlKey, metaKey, shiftKey }, from) {
  if (altKey || ctrlKey || metaKey || shiftKey) return null;
  if (key === 'ArrowUp') return goBackAlong();
  return key === 'ArrowDown' ? goAlong(from) : null;
}

/** Forget the way that was gone: the reader is elsewhere. */
export function leaveTrail() {
  trail.length = 0;
}

function goBackAlong() {
  const id = trail.pop();
  if (!id) return null;
  turns.set(id, (turns.get(id) ?? 0) + 1);
  return { id, how: '' };
}

function goAlong(from) {
  const links = [...document.querySelectorAll(`[id="${CSS.escape(from)}"] a[data-related]`)];
  const onward = links.filter((link) => idOf(link) !== trail.at(-1));
  const link = onward[(turns.get(from) ?? 0) % onward.length];
  if (!link) return null;
  trail.push(from);
  return { id: idOf(link), how: link.closest('span')?.querySelector('b')?.textContent ?? '' };
}

function idOf(link) {
  return decodeURIComponent(link.hash.slice(1));
}
