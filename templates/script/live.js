// The live chart, which takes the place of the still one when the reader wants it.

/** Wait for the reader's wish. */
export function startLive() {}
