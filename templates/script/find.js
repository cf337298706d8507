// Search and filters over the list.

/** Set up search, filters and the count. */
export function startFinding() {}
