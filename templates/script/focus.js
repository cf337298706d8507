// Where the reader's focus was at each step of history: Back brings it there again.

const MOVING = 'a[href], .to-chart'; // what takes the focus elsewhere

/** Keep the place of the focus with the step that a link leaves, and go there when it is back. */
export function startKeepingFocus() {
  document.addEventListener('click', ({ target }) => {
    const moving = target.closest?.(MOVING);
    if (moving) keepFocus(moving);
  }, true);
  addEventListener('popstate', ({ state }) => bringFocus(state));
  const [visit] = performance.getEntriesByType('navigation');
  if (visit?.type === 'back_forward') bringFocus(history.state);
}

/** Keep with the present step of history that the focus is at `element`. */
export function keepFocus(element) {
  try {
    history.replaceState({ ...history.state, focus: placeOf(element) }, '');
  } catch {
    // Some frames may not; there Back leaves the focus where it is.
  }
}

/** Focus an element that links lead to, whether or not it takes the focus of itself. */
export function landOn(element) {
  if (!element.matches('a[href], button, [tabindex]')) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

function bringFocus(state) {
  if (!Array.isArray(state?.focus)) return;
  const element = elementAt(state.focus);
  if (element?.checkVisibility()) landOn(element);
}

/** The id nearest above an element, '' if there is none, and the way down from it. */
function placeOf(element) {
  const way = [];
  let above = element;
  for (; above.parentElement && !above.id; above = above.parentElement) {
    way.unshift([...above.parentElement.children].indexOf(above));
  }
  return [above.id, ...way];
}

function elementAt([id, ...way]) {
  const root = id ? document.getElementById(id) : document.documentElement;
  return way.reduce((element, at) => element?.children[at], root);
}
