// Entries and marks that belong together: pointing at one marks the other.

/** Follow the pointer and the focus. */
export function startLinking() {}
