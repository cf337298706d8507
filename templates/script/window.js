// Windows of time, [start, end] in epoch milliseconds, held within a span.

/** A window of the same length as near to `window` as the span and the least length let it be. */
export function heldWindow(window, span, least) {
  const whole = span[1] - span[0];
  const length = Math.min(Math.max(window[1] - window[0], least), whole);
  const middle = (window[0] + window[1]) / 2;
  const start = Math.min(Math.max(middle - length / 2, span[0]), span[1] - length);
  return [start, start + length];
}

/** The window `factor` times as deep, so that the instant `at` stays where it is drawn. */
export function zoomedWindow(window, factor, at, span, least) {
  const length = window[1] - window[0];
  const zoomed = Math.min(Math.max(length / factor, least), span[1] - span[0]);
  const start = at - (at - window[0]) * zoomed / length;
  return heldWindow([start, start + zoomed], span, least);
}

/** The window moved by so many milliseconds. */
export function pannedWindow(window, by, span, least) {
  return heldWindow([window[0] + by, window[1] + by], span, least);
}

/** The window that shows [start, end] whole: moved no further and widened no more than it takes. */
export function windowShowing(window, start, end, span, least) {
  const length = window[1] - window[0];
  if (end - start > length * 0.8) {
    const room = (end - start) * 0.1;
    return heldWindow([start - room, end + room], span, least);
  }
  const room = length * 0.1;
  if (start < window[0] + room) return pannedWindow(window, start - room - window[0], span, least);
  if (end > window[1] - room) return pannedWindow(window, end + room - window[1], span, least);
  return window;
}

/** Whether a window is the whole span, or as good as that. */
export function isWhole(window, span) {
  return window[1] - window[0] > (span[1] - span[0]) * 0.9999;
}

/** What of a window is in the span; all the span if nothing is. */
export function windowWithin(window, span) {
  const [start, end] = [Math.max(window[0], span[0]), Math.min(window[1], span[1])];
  return start < end ? [start, end] : span;
}
