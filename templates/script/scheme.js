// The scheme that the address asks for (`?scheme=light`), before anything is seen. Without this
// it is that of the element around, or the reader's.

/** Take the scheme from the address. */
export function takeScheme() {
  const asked = new URLSearchParams(location.search).get('scheme');
  if (asked === 'light' || asked === 'dark') document.documentElement.dataset.scheme = asked;
}

takeScheme();
