// Rows: the fewest for the extents given; and, where height is short, what goes into them. Pure
// numbers, as `timeline/layout/packing.py` has them: by its rules, which come with the page. A
// test holds the two together.
//
// A candidate is an event in a lane: { event, mark, block, height, lines, rank, keep }, as
// `packing.Candidate`; extents are [from, to] in px along time. What is of windows alone: those
// with `isKept` have been named, and stay so as long as there is room; and rows that are filled
// (`sizes.isFilled`) have labels as long as the rows that come of it leave room.

const MANY = 1000; // events of which rows are not made over and over
const TRIALS = 6;
const KEEPING = 6; // the same, where names would be lost

/** A row for each extent, so that no two in a row are nearer than `gap`; the fewest there are. */
export function pack(extents, gap = 0) {
  const rows = new Array(extents.length);
  const free = []; // by row, from where on
  for (const at of byLeft(extents)) {
    const [left, right] = extents[at];
    let row = 0;
    while (row < free.length && free[row] > left) row += 1;
    rows[at] = row;
    free[row] = right + gap;
  }
  return rows;
}

/**
 * Rows as `pack` gives them, { places, turned }: by index, whether its `turned` extent, null where it
 * has none, is taken, as that saves a row.
 */
export function packTurning(extents, turned, gap, { mostTurned }) {
  let found = { places: pack(extents, gap), turned: [] };
  if (extents.length > mostTurned) return found;
  for (let count = Math.max(0, ...found.places); count > 0; count -= 1) {
    const fewer = within(count, extents, turned, gap);
    if (!fewer) break;
    found = fewer;
  }
  return found;
}

/** Rows for extents by their left edges, no more than `count`; null if that is not found. */
function within(count, extents, turned, gap) {
  const lines = Array.from({ length: count }, () => ({ free: -Infinity, before: -Infinity, last: -1 }));
  const places = [];
  const isTurned = [];
  /** Whether a row is free from `left` on once its last is turned, which then is. */
  const turns = (line, left) => {
    const other = line.last < 0 || isTurned[line.last] ? null : turned[line.last];
    if (!other || line.before > other[0] || other[1] + gap > left) return false;
    isTurned[line.last] = true;
    line.free = other[1] + gap;
    return true;
  };
  for (const at of byLeft(extents)) {
    const [left, right] = extents[at];
    const other = turned[at];
    let end = right;
    let row = lines.findIndex(({ free }) => free <= left);
    if (row < 0) row = lines.findIndex((line) => turns(line, left));
    if (row < 0 && other) {
      row = lines.findIndex(({ free }) => free <= other[0]);
      isTurned[at] = true;
      [, end] = other;
    }
    if (row < 0) return null;
    Object.assign(lines[row], { before: lines[row].free, free: end + gap, last: at });
    places[at] = row;
  }
  return { places, turned: isTurned };
}

function byLeft(extents) {
  return extents.map((_, at) => at)
    .sort((a, b) => extents[a][0] - extents[b][0] || extents[b][1] - extents[a][1] || a - b);
}

/**
 * The rows that `pack` gave, in another order: those with the heaviest event come first. `days`
 * are the instants of events that are a dot, null for others: those of one day are in order.
 */
export function heaviestFirst(places, weights, days = []) {
  const heaviest = [];
  places.forEach((place, at) => { heaviest[place] = Math.max(heaviest[place] ?? 0, weights[at]); });
  const order = heaviest.map((_, place) => place).sort((a, b) => heaviest[b] - heaviest[a] || a - b);
  const ofDay = new Map();
  days.forEach((day, at) => { if (day !== null) ofDay.set(day, [...ofDay.get(day) ?? [], places[at]]); });
  const free = new Set(order);
  for (const held of ofDay.values()) {
    const rows = [...new Set(held)].filter((place) => free.has(place));
    const slots = rows.map((place) => order.indexOf(place)).sort((a, b) => a - b);
    slots.forEach((slot, at) => { order[slot] = rows[at]; });
    if (rows.length > 1) rows.forEach((place) => free.delete(place));
  }
  const numbers = [];
  order.forEach((place, number) => { numbers[place] = number; });
  return places.map((place) => numbers[place]);
}

/** How many rows `pack` takes for extents, none empty; found sooner than the rows themselves. */
export function depth(extents, gap = 0) {
  const starts = Float64Array.from(extents, ([left]) => left).sort();
  const ends = Float64Array.from(extents, ([, right]) => right + gap).sort();
  let most = 0;
  let over = 0;
  for (let begun = 1; begun <= starts.length; begun += 1) {
    while (ends[over] <= starts[begun - 1]) over += 1;
    most = Math.max(most, begun - over);
  }
  return most;
}

/**
 * Rows no higher than `room` in all, with as many labels as that allows: { rows, leftOver } by
 * lane, of rows { height, tall, lines, events, labelled }. `sizes` are those of the layout.
 */
export function fit(given, room, sizes) {
  const lanes = loneFirst(given, room * sizes.loneShare, sizes);
  const count = lanes.reduce((sum, lane) => sum + lane.length, 0);
  const pitches = count <= sizes.mostSingle ? sizes.lowPitches : sizes.pitches;
  const lowest = pitches[pitches.length - 1];
  let single = null; // rows in which each event has its own mark
  for (const pitch of pitches) {
    const last = count <= sizes.mostSingle ? 1 : sizes.namedShare;
    const share = pitch === lowest ? last : sizes.share;
    if (heightOf(lanes, 0, pitch, sizes) > room * share) continue;
    const rows = labelledRows(lanes, room, pitch, sizes);
    single = { rows, leftOver: lanes.map(() => []) };
    // Sooner than a name that was there a mark gets low, or is gathered.
    if (!namesLost(lanes, rows)) return single;
  }
  const some = fitSome(lanes, count, room, single ? sizes.pitches[0] : lowest, sizes);
  return single && namesLost(lanes, single.rows) <= namesLost(lanes, some.rows) ? single : some;
}

/** How many that are to keep their label have none. */
function namesLost(lanes, rows) {
  const labelled = new Set(rows.flatMap((lane) => lane.flatMap((row) => [...row.labelled])));
  return lanes.flat().filter(({ event, isKept }) => isKept && !labelled.has(event)).length;
}

/** Lanes of which the lone events come before all others, as many as fit with their labels. */
function loneFirst(lanes, room, sizes) {
  const lone = lanes.map((lane) => loneOf(lane, sizes));
  const ranked = lone.flat().sort((a, b) => a.rank - b.rank || a.event - b.event);
  const first = (count) => {
    const events = new Set(ranked.slice(0, count).map(({ event }) => event));
    return lone.map((lane) => lane.filter(({ event }) => events.has(event)).map((one) => ({ ...one, rank: -1, keep: -1 })));
  };
  const found = first(most(ranked.length, (count) => heightOf(first(count), 0, 0, sizes) <= room));
  return lanes.map((lane, at) => {
    const chosen = new Map(found[at].map((one) => [one.event, one]));
    return lane.map((one) => chosen.get(one.event) ?? one);
  });
}

/** The events of a lane that have none by their middle, or one alone. */
function loneOf(lane, { cluster, few }) {
  const middles = lane.map((one) => [one, one.mark[0] + one.mark[1]]);
  middles.sort((a, b) => a[1] - b[1] || a[0].event - b[0].event);
  const groups = [];
  let last = -Infinity;
  for (const [one, twice] of middles) {
    if (twice / 2 - last >= cluster / 2) groups.push([]);
    groups[groups.length - 1].push(one);
    last = twice / 2;
  }
  return groups.filter(({ length }) => length <= few).flat();
}

/** The best by rank in rows; a row a lane is kept free for those left over. */
function fitSome(lanes, total, room, lowest, sizes) {
  let pitch = lowest;
  let taken = lanes.map((lane) => heightOf([lane], 0, pitch, sizes));
  if (taken.reduce((sum, height) => sum + Math.min(height, sizes.clusterRow), 0) > room) {
    // It will be too high whatever is left out: then marks are seen at least.
    pitch = sizes.pitches[sizes.pitches.length - 1];
    taken = lanes.map((lane) => heightOf([lane], 0, pitch, sizes));
  }
  const whole = taken.map((height) => height <= sizes.clusterRow);
  const left = room - sizes.clusterRow * whole.filter((all) => !all).length;
  const single = (count) => lanes.map((lane, at) => lane.filter(({ keep }) => whole[at] || keep < count));
  const share = total <= sizes.mostSingle ? 1 : sizes.share;
  const found = (count, high) => ({
    rows: labelledRows(single(count), left, high, sizes),
    leftOver: lanes.map((lane, at) => lane.filter(({ keep }) => !whole[at] && keep >= count).map(({ event }) => event)),
  });
  const count = most(total, (n) => heightOf(single(n), 0, pitch, sizes) <= left * share);
  const best = found(count, pitch);
  return namesLost(lanes, best.rows) ? keepingNames(lanes, best, (n) => found(n, pitch / 2), count) : best;
}

/** Sooner than a name that was there marks are gathered, as few as it takes, and the others lower. */
function keepingNames(lanes, given, found, count) {
  const kept = lanes.flat().reduce((least, { isKept, keep }) => (isKept ? Math.max(least, keep + 1) : least), 0);
  let best = given;
  let lost = namesLost(lanes, given.rows);
  let [low, high] = [kept, Math.max(kept, count)];
  for (let trial = 0; trial < KEEPING && low <= high; trial += 1) {
    const middle = trial ? Math.floor((low + high) / 2) : high;
    const other = found(middle);
    const less = namesLost(lanes, other.rows);
    if (less < lost || !less) [best, lost] = [other, less];
    if (less) high = middle - 1;
    else if (middle === high) break;
    else low = middle + 1;
  }
  return best;
}

/** Rows by lane, with labels for the first by rank, as many as halving finds room for. */
function labelledRows(lanes, room, pitch, sizes) {
  const total = lanes.reduce((last, lane) => lane.reduce((max, { rank }) => Math.max(max, rank + 1), last), 0);
  const labels = most(total, (n) => heightOf(lanes, n, pitch, sizes) <= room);
  const arranged = (n) => lanes.map((lane) => arrange(lane, n, pitch, sizes));
  const kept = lanes.reduce((last, lane) => lane.reduce((max, { rank, isKept }) => (isKept ? Math.max(max, rank + 1) : max), last), 0);
  if (kept > labels) {
    const found = arranged(kept);
    return heightOfRows(found) <= room ? found : fuller(arranged, labels, kept, room, total > MANY ? 3 : TRIALS);
  }
  return sizes.isFilled && total <= MANY ? fuller(arranged, labels, total, room, TRIALS) : arranged(labels);
}

function heightOfRows(rows) {
  return rows.flat().reduce((sum, { height }) => sum + height, 0);
}

/** The same with more labels, while rows as they are, with marks in the gaps, leave room for them. */
function fuller(arranged, labels, total, room, trials) {
  let [low, high] = [labels, total + 1];
  let best = arranged(labels);
  for (let trial = 0; trial < trials && high - low > 1; trial += 1) {
    const middle = Math.floor((low + high) / 2);
    const found = arranged(middle);
    if (heightOfRows(found) <= room) [low, best] = [middle, found];
    else high = middle;
  }
  return best;
}

/** The largest count up to `total` that fits, by halving; 0 is taken to fit. */
function most(total, fits) {
  let [low, high] = [0, total];
  if (fits(total)) return total;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What rows take with so many labels, before marks are put into gaps between labels. */
function heightOf(lanes, labels, pitch, sizes) {
  let height = 0;
  for (const lane of lanes) {
    const [tall, low] = split(lane, labels);
    for (const [high, members] of by(tall, 'height')) {
      height += high * depth(members.map(({ block }) => block), sizes.gap);
    }
    for (const [lines, members] of by(low, 'lines')) {
      height += pitch * lines * depth(members.map(({ mark }) => mark), sizes.markGap);
    }
  }
  return height;
}

function split(lane, labels) {
  return [lane.filter(({ rank }) => rank < labels), lane.filter(({ rank }) => rank >= labels)];
}

/** Candidates by a size, from small to large. */
function by(candidates, size) {
  const found = new Map();
  for (const one of candidates) {
    if (found.has(one[size])) found.get(one[size]).push(one);
    else found.set(one[size], [one]);
  }
  return [...found].sort(([a], [b]) => a - b);
}

/**
 * A lane's rows: tall ones with labels, what fits into their gaps, then low ones. What goes into
 * gaps first is further labels with their marks, by rank; then marks alone.
 */
function arrange(lane, labels, pitch, sizes) {
  const [tall, low] = split(lane, labels);
  const rows = tallRows(tall, sizes);
  const gaps = rows.map((row) => new Gaps(row, sizes.gap));
  let left = [];
  for (const one of [...low].sort((a, b) => a.rank - b.rank)) {
    if (!gaps.some((gap) => gap.row.height >= one.height && gap.take(one))) left.push(one);
  }
  left.sort((a, b) => a.mark[0] - b.mark[0] || a.mark[1] - b.mark[1] || a.event - b.event);
  for (const gap of gaps) left = gap.fill(left);
  for (const { row } of gaps) delete row.blocks;
  return [...rows, ...lowRows(left, pitch, sizes)];
}

/** Rows of blocks, those of one height together: a row is as high as its highest. */
function tallRows(tall, sizes) {
  return by(tall, 'height').flatMap(([height, members]) => {
    const group = [];
    pack(members.map(({ block }) => block), sizes.gap).forEach((place, at) => {
      group[place] ??= { height, tall: true, lines: 1, events: [], labelled: new Set(), blocks: [] };
      group[place].events.push(members[at].event);
      group[place].labelled.add(members[at].event);
      group[place].blocks.push(members[at].block);
    });
    return group;
  });
}

/** Rows of marks without labels, those with as many lines together: `pitch` px a line. */
function lowRows(low, pitch, sizes) {
  return by(low, 'lines').flatMap(([lines, members]) => {
    const group = [];
    pack(members.map(({ mark }) => mark), sizes.markGap).forEach((place, at) => {
      group[place] ??= { height: pitch * lines, tall: false, lines, events: [], labelled: new Set() };
      group[place].events.push(members[at].event);
    });
    return group;
  });
}

/** What is free in a row with labels; `busy` is sorted, and nothing in it meets. */
class Gaps {
  constructor(row, gap) {
    this.row = row;
    this.gap = gap;
    this.busy = [...row.blocks].sort((a, b) => a[0] - b[0]);
  }

  /** How many of what is busy begin before a px. */
  before(px) {
    let [low, high] = [0, this.busy.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.busy[middle][0] < px) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Take in a mark with its label if there is room. */
  take({ block, event }) {
    const place = this.before(block[0]);
    if (place && this.busy[place - 1][1] + this.gap > block[0]) return false;
    if (place < this.busy.length && block[1] + this.gap > this.busy[place][0]) return false;
    this.busy.splice(place, 0, block);
    this.row.events.push(event);
    this.row.labelled.add(event);
    return true;
  }

  /** Put marks of one line, which come by their left edge, into gaps; the others are left. */
  fill(marks) {
    let freeFrom = -Infinity;
    return marks.filter(({ mark: [start, end], lines, event }) => {
      const place = this.before(start);
      const before = Math.max(freeFrom, place ? this.busy[place - 1][1] : -Infinity);
      const after = place < this.busy.length ? this.busy[place][0] : Infinity;
      if (lines !== 1 || before + this.gap > start || end + this.gap > after) return true;
      this.row.events.push(event);
      freeFrom = end;
      return false;
    });
  }
}
