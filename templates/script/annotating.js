// What an author says of marks, drawn beside them where a window has room; see
// `timeline/layout/annotating.py`, by whose rules it is done. How each text may stand in lines is
// found there.

/**
 * The annotations that find room in a window that is laid out as `plan`, of the events that are
 * `seen`: { event, x, y, anchor, lines, pitch, italic, lead: [x, y, x2, y2] }. Those of `kept`
 * come first, then those of more importance.
 */
export function annotatedIn(window, plan, seen, layout, kept) {
  const marks = new Map(seen.map(({ one, mark }) => [one.event, mark]));
  const said = layout.annotations.filter(({ event }) => plan.spots.has(event) && marks.has(event));
  if (!said.length) return [];
  const room = roomOf(window, plan, seen, layout);
  return keptFirst(said, kept).flatMap((one) => {
    const found = firstFree(one, marks.get(one.event), plan.spots.get(one.event), room, layout);
    for (const box of found ? [found.box, found.lead] : []) room.fill(box);
    return found ?? [];
  });
}

/** A text beside a mark, the best way that has room there between the edges: { way, extent }, or null. */
export function besideMark([left, right], said, { width, sizes }) {
  const { lead, apart } = sizes.annotation;
  for (const way of said.settings) {
    const wide = lead + 2 * apart + way.width;
    if (right + wide <= width + sizes.beyond) return { way, extent: [left, right + wide] };
    if (left - wide >= -sizes.beyond) return { way, extent: [left - wide, right] };
  }
  return null;
}

/** The px that a row has to be higher for a text level with a mark that has so many below it. */
export function overhang({ descent }, { further }, below, { middle, clear }) {
  return Math.max(0, Math.ceil(middle + further / 2 + descent + clear + 1 - below));
}

/**
 * How much higher rows have to be, by event, for what found no room beside its mark and would stand
 * below: as far as the window's room goes.
 */
export function stripsFor(plan, seen, layout, kept) {
  const { half, under, clear, oneLine } = layout.sizes.annotation;
  let left = layout.room - plan.bands[plan.bands.length - 1][1];
  const rows = new Map();
  const strips = new Map();
  const marks = new Map(seen.map(({ one, mark }) => [one.event, mark]));
  for (const one of keptFirst(layout.annotations, kept)) {
    const { event, ascent, descent } = one;
    if (!marks.has(event) || plan.annotated.has(event)) continue;
    const [start, end] = marks.get(event);
    const fitting = one.settings.filter(({ width }) => width <= layout.width + 2 * layout.sizes.beyond);
    const short = fitting.filter(({ width }) => width <= Math.max(end - start, oneLine));
    const [way] = [...(short.length ? short : fitting)].sort((a, b) => a.lines.length - b.lines.length);
    if (!way) continue;
    const spot = plan.spots.get(event);
    const high = Math.max(0, Math.ceil(half + under + ascent + descent + way.further + clear + 3 - (spot.under - spot.mid)));
    const more = high - (rows.get(spot.under) ?? 0);
    if (more > left) continue;
    left -= Math.max(0, more);
    rows.set(spot.under, Math.max(high, high - more));
    strips.set(event, high);
  }
  return strips;
}

function keptFirst(said, kept) {
  return [...said.filter(({ event }) => kept.has(event)), ...said.filter(({ event }) => !kept.has(event))];
}

function firstFree(one, mark, spot, room, layout) {
  const { gap, clear } = layout.sizes.annotation;
  for (const [setting, place] of placesOfText(one, mark, spot, layout)) {
    const top = place.y - one.ascent;
    const box = [place.x, top, place.x + setting.width, top + one.ascent + one.descent + setting.further];
    if (!room.has(box, gap, clear) || !hasLead(room, place.lead)) continue;
    const x = place.anchor === 'right' ? box[2] : box[0];
    return { ...place, x, box, event: one.event, lines: setting.lines, pitch: one.pitch, italic: one.italic };
  }
  return null;
}

/** The ways and places in which a text may stand, the best first: [setting, place]. */
function* placesOfText(one, mark, spot, layout) {
  for (const places of [placesLevel, placesBelow]) {
    for (const setting of one.settings) {
      for (const place of places(mark, spot, { ...one, ...setting }, layout)) yield [setting, place];
    }
  }
}

/** Whether nothing is in the way of a line from a mark, which has room around it. */
function hasLead(room, [left, top, right, bottom]) {
  if (top === bottom) return room.has([left, top, right, bottom], 0.5, 2);
  return room.has([left, top + 1, right, bottom], 2, 0);
}

/** To the right of a mark, to its left. */
function* placesLevel([left, right], { mid }, { width, further, isFromRight }, { sizes }) {
  const { apart, lead, middle, lower } = sizes.annotation;
  const anchor = isFromRight && further ? 'right' : 'left';
  const shifts = new Set([-further / 2, lower - further / 2, 0, lower, -further]);
  const levels = [...shifts].map((shift) => mid + middle + shift);
  for (const y of levels) {
    const line = [right + apart, mid, right + apart + lead, mid];
    yield { x: line[2] + apart, y, lead: line, anchor };
  }
  for (const y of levels) {
    const line = [left - apart - lead, mid, left - apart, mid];
    yield { x: line[0] - apart - width, y, lead: line, anchor: 'right' };
  }
}

/** Under a mark, from where it begins, to where it ends, or as near as there is room. */
function* placesBelow([left, right], { mid }, { width: wide, further, ascent, isFromRight }, { width, sizes }) {
  const anchor = isFromRight && further ? 'right' : 'left';
  const { apart, half, middle, under, clear } = sizes.annotation;
  const [least, most, centre, top] = [-sizes.beyond, width + sizes.beyond, (left + right) / 2, mid + half];
  const y = top + under + ascent;
  const start = Math.max(least, Math.min(left + apart, centre));
  yield { x: start + apart, y, lead: [start, top, start, y - middle], anchor };
  const end = Math.min(most, Math.max(right - apart, centre));
  yield { x: end - apart - wide, y, lead: [end, top, end, y - middle], anchor: 'right' };
  const x = Math.min(Math.max(least, centre), most);
  yield { x: Math.min(Math.max(least, x - wide / 2), most - wide), y, lead: [x, top, x, top + under - clear], anchor };
}

/** What is free in the bands of a window. */
function roomOf([start, end], { bands, spots, labels, gathered }, seen, { lanes, width, sizes }) {
  const { half } = sizes.annotation;
  const room = new Room(bands, -sizes.beyond, width + sizes.beyond);
  for (const { one, mark } of seen) {
    const spot = spots.get(one.event);
    if (!spot) continue;
    const tall = half * spot.grow;
    room.fill([mark[0], spot.mid - tall, mark[1], spot.mid + (one.lines - 1) * spot.step + tall]);
  }
  for (const { box } of labels) room.fill(box);
  const px = (instant) => (instant - start) * width / (end - start);
  for (const { a, b, y, y2 } of gathered) room.fill([px(a), y, px(b), y2]);
  lanes.forEach(({ title, widths }, lane) => title.forEach(({ x, y, anchor }, at) => {
    const left = x - (anchor === 'right' ? widths[at] : 0);
    const top = bands[lane][0] + y;
    room.fill([left, top - sizes.title, left + widths[at], top + sizes.title / 2]);
  }));
  return room;
}

const SHELF = 32; // px of height within which boxes are looked for together

/** What is taken of bands: boxes, by shelves that they reach into. */
export class Room {
  constructor(bands, left, right) {
    Object.assign(this, { bands, left, right, shelves: new Map() });
  }

  /** Take what a box covers. */
  fill(box) {
    for (const shelf of shelvesOf(box)) {
      if (this.shelves.has(shelf)) this.shelves.get(shelf).push(box);
      else this.shelves.set(shelf, [box]);
    }
  }

  /** Whether a box within a band is free, with so many px at its sides, over and under it. */
  has([left, top, right, bottom], beside, over) {
    if (left < this.left || right > this.right) return false;
    const [first, last] = [top - over, bottom + over];
    if (!this.bands.some(([from, to]) => from + 1 <= first && last <= to - 1)) return false;
    const meets = ([a, b, c, d]) => a < right + beside && left - beside < c && b < last && first < d;
    return !shelvesOf([left, first, right, last]).some((shelf) => this.shelves.get(shelf)?.some(meets));
  }
}

function shelvesOf([, top, , bottom]) {
  const first = Math.floor(top / SHELF);
  return Array.from({ length: Math.floor(bottom / SHELF) - first + 1 }, (_, at) => first + at);
}
