// The state as the query and fragment of an address, and back.
import { readWindow, windowText } from './civil.js';

const OURS = ['q', 'lane', 'tag', 'window'];

/**
 * The state that an address holds; what is unknown or broken in it is left out.
 * @param {{search: string, hash: string}} address
 * @param {{lanes: Set<string>, tags: Set<string>, eventAt: (fragment: string) => string}} known
 */
export function readAddress(address, known) {
  const query = new URLSearchParams(address.search);
  const all = (name, ids) => [...new Set(query.getAll(name))].filter((id) => ids.has(id));
  return {
    query: query.get('q') ?? '',
    lanes: all('lane', known.lanes),
    tags: all('tag', known.tags),
    window: readWindow(query.get('window') ?? ''),
    event: known.eventAt(fragmentOf(address.hash)),
  };
}

/** The query that holds the state; parameters of others in `search` stay. */
export function writeQuery(state, search) {
  const query = new URLSearchParams(search);
  for (const name of OURS) query.delete(name);
  if (state.query) query.append('q', state.query);
  for (const lane of state.lanes) query.append('lane', lane);
  for (const tag of state.tags) query.append('tag', tag);
  if (state.window) query.append('window', windowText(state.window));
  // A query may hold these as they are, and is easier to read so.
  const text = query.toString().replace(/%2F/g, '/').replace(/%3A/g, ':');
  return text && `?${text}`;
}

/** What follows the # of an address. */
export function fragmentOf(hash) {
  try {
    return decodeURIComponent(hash.slice(1));
  } catch {
    return '';
  }
}
