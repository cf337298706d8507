// What the reader has chosen. It is kept in the address, so that a link shows the same.

const listeners = [];

/** What is chosen now; change it with `change` alone. */
export const state = { query: '', lanes: [], tags: [], window: null, event: '' };

/** Read the state from the address, and again whenever the reader goes back. */
export function startState() {}

/** Change some parts of the state; `step` makes it a step that Back takes back. */
export function change(parts, step = false) {
  Object.assign(state, parts);
  for (const listener of listeners) listener(Object.keys(parts), step);
}

/** Call `listener` with the names of the parts that changed, after each change. */
export function onChange(listener) {
  listeners.push(listener);
}
