// A window of the chart, laid out: which events have their label, and where all of it stands. The
// room is as high as the whole chart's, in any window; so the deeper, the more names there are.
import { annotatedIn, besideMark, overhang, stripsFor } from './annotating.js';
import { labelAbove, labelBeside, labelFlat, labelTurned, seenIn, union } from './blocks.js';
import { gatheredIn } from './gathering.js';
import { fit, heaviestFirst, packTurning } from './packing.js';
import { spareLabels } from './spare.js';

const AMID = 12; // events about the middle of a window that are named before others
const SLIM = 1; // px of a row that its label leaves free above and below
const TITLED = 4; // times that rows are made again where titles beside bands make these higher
const TWICE = 200; // events in view of which rows are made a second time

/**
 * A window laid out: { bands, spots, labels, gathered, annotations, named, annotated }, in px below
 * the first band's top. A spot is where an event's mark is: { mid, step, grow, over, under }. The
 * events of `kept` keep their name as long as there is room, those of `noted` what is said of them;
 * which of the others is named first, `turn` turns, from 0 to 1.
 */
export function arranged(window, layout, kept = new Set(), turn = 0, noted = new Set()) {
  const seen = seenIn(window, layout);
  const withWords = (plan) => withEvents({ ...plan, annotations: annotatedIn(window, plan, seen, layout, noted) });
  const roomy = roomyRows(seen, layout, noted);
  if (!roomy) {
    // Rather no room kept for words beside marks than a label lost.
    return withWords(roomyRows(seen, layout) ?? besideRows(window, turned(seen, turn), layout, kept));
  }
  const plan = withWords(roomy);
  const strips = stripsFor(plan, seen, layout, noted);
  const grown = strips.size ? roomyRows(seen, layout, noted, strips) : null;
  return grown ? withWords(grown) : plan;
}

/** A plan that knows the events that are named in it, and those of which something is said. */
function withEvents(plan) {
  const events = (texts) => new Set(texts.map(({ event }) => event));
  return { ...plan, named: events(plan.labels), annotated: events(plan.annotations) };
}

function turned(seen, turn) {
  if (!turn) return seen;
  const order = [...seen].sort((a, b) => a.one.rank - b.one.rank);
  const from = Math.floor(turn * order.length);
  const ranks = new Map(order.map((each, at) => [each, (at - from + order.length) % order.length]));
  return seen.map((each) => ({ ...each, one: { ...each.one, rank: ranks.get(each) } }));
}

/**
 * Labels beside their marks; of few events, those of many lines above them if that names more.
 */
function besideRows(window, seen, layout, kept) {
  const plan = compactRows(window, seen, layout, kept, labelBeside);
  if (plan.labels.length === seen.length || seen.length > TWICE) return plan;
  const flat = compactRows(window, seen, layout, kept, labelFlat);
  return flat.labels.length > plan.labels.length ? flat : plan;
}

/**
 * Every label above its mark; null if that is too high. Unless `noted` is left out, beside marks
 * there is room for as many words as take no row more, first for those of its events; `strips` are
 * px that a row has below the mark of an event.
 */
function roomyRows(seen, layout, noted = null, strips = new Map()) {
  const { sizes } = layout;
  const stack = new Stack(layout);
  for (const lane of byLane(seen, layout)) {
    const labels = lane.map((each) => labelAbove(each, layout));
    const others = lane.map((each, at) => labelTurned(each, labels[at], layout));
    const beside = noted ? besideIn(lane, layout) : new Map();
    const within = (said) => {
      const extents = (some) => lane.map((each, at) => {
        const extent = some[at] && union(each.mark, some[at].extent);
        return extent && said.has(at) ? union(extent, beside.get(at).extent) : extent;
      });
      return packTurning(extents(labels), extents(others), sizes.gap, sizes);
    };
    const { packed, said } = packedWith(within, heaviestOf(lane, [...beside.keys()], noted));
    const places = heaviestFirst(packed.places, lane.map(({ one }) => one.weight.heavy), lane.map(dayOf));
    packed.turned.forEach((isTurned, at) => { if (isTurned) labels[at] = others[at]; });
    const heights = [];
    const below = [];
    places.forEach((row, at) => {
      const { one } = lane[at];
      const { height, mark } = labels[at].stance;
      const over = said.has(at) ? overhang(one.said, beside.get(at).way, height - mark, sizes.annotation) : 0;
      heights[row] = Math.max(heights[row] ?? 0, height);
      below[row] = Math.max(below[row] ?? 0, strips.get(one.event) ?? 0, over);
    });
    const bottoms = [];
    stack.open();
    heights.forEach((height, row) => bottoms.push(stack.add(height + below[row]) + height));
    places.forEach((row, at) => stack.name(lane[at].one, labels[at], bottoms[row] - labels[at].stance.height));
    stack.close();
  }
  return stack.height <= layout.room + 0.01 ? stack.plan() : null;
}

/** The instant of an event that is a dot; null if it is more. */
function dayOf({ one: { mark: [first, last] } }) {
  return first === last ? first : null;
}

/** What would stand beside the marks of a lane, by index. */
function besideIn(lane, layout) {
  const found = new Map();
  lane.forEach(({ one, mark }, at) => {
    const beside = one.said && besideMark(mark, one.said, layout);
    if (beside) found.set(at, beside);
  });
  return found;
}

/** Indices of a lane's events, those that are noted first, then by weight. */
function heaviestOf(lane, indices, noted) {
  const key = (at) => (noted.has(lane[at].one.event) ? 1e6 : lane[at].one.weight.label);
  return indices.sort((a, b) => key(b) - key(a) || a - b);
}

/** Rows with what is said of as many marks, in order, as takes no row more: { packed, said }. */
function packedWith(within, order) {
  const rows = ({ places }) => Math.max(0, ...places);
  let best = { packed: within(new Set()), said: new Set() };
  const limit = rows(best.packed);
  let [low, high, count] = [0, order.length + 1, order.length];
  while (high - low > 1) {
    const said = new Set(order.slice(0, count));
    const packed = within(said);
    if (rows(packed) <= limit) [best, low] = [{ packed, said }, count];
    else high = count;
    count = (low + high) >> 1;
  }
  return best;
}

/** Labels beside their marks, as many as there is room for. */
function compactRows(window, seen, layout, kept, labelOf) {
  const { sizes } = layout;
  const lanes = byLane(seen, layout);
  const labels = new Map(seen.map((each) => [each.one.event, labelOf(each, layout)]));
  const amid = amidIn(seen, layout);
  const ranks = numbered(seen, (one) => [kept.has(one.event) ? 0 : amid.has(one.event) ? 1 : 2, one.rank]);
  const keeps = numbered(seen, (one) => [kept.has(one.event) ? 0 : 1, one.keep]);
  const candidates = lanes.map((lane) => lane.map(({ one, mark }) => {
    const { extent, stance } = labels.get(one.event);
    const { event, lines } = one;
    const isKept = kept.has(event);
    return {
      event, mark, block: union(mark, extent), height: stance.height, lines, isKept, rank: ranks.get(event), keep: keeps.get(event),
    };
  }));
  const stack = new Stack(layout);
  const found = fitted(candidates, layout, stack);
  const byEvent = new Map(seen.map(({ one, mark }) => [one.event, { one, mark }]));
  lanes.forEach((_, lane) => {
    stack.open();
    const lines = [];
    const boxes = [];
    const wanted = [];
    const heaviest = ({ tall, events }) => (tall ? Math.max(...events.map((event) => byEvent.get(event).one.weight.heavy)) : 0);
    const rows = found.rows[lane].map((row) => [heaviest(row), row]).sort(([a], [b]) => b - a);
    for (const [, row] of rows) {
      const top = stack.add(row.height);
      lines.push({ top, bottom: top + row.height, marks: row.events.map((event) => [...byEvent.get(event).mark, event]) });
      for (const event of row.events) {
        const { one } = byEvent.get(event);
        const label = labels.get(event);
        const at = top + (row.height - label.stance.height) / 2;
        const box = [label.extent[0], at + SLIM, label.extent[1], at + label.stance.height - SLIM];
        if (row.labelled.has(event)) {
          stack.name(one, label, at, top, row.height);
          boxes.push(box);
        } else {
          stack.mark(one, row, top);
          // A label above its mark has no place in a row that was not made for it.
          if (label.stance === one.beside) wanted.push({ event, box, at });
        }
      }
    }
    if (found.leftOver[lane].length) {
      const leftOver = new Set(found.leftOver[lane]);
      const rest = candidates[lane].filter(({ event }) => leftOver.has(event));
      const { groups, alone, labelled } = gatheredIn(rest, placeEdges(window, layout), sizes);
      const top = stack.add(sizes.clusterRow);
      for (const { event, lines } of alone) {
        const { one } = byEvent.get(event);
        const label = labels.get(event);
        if (labelled.has(event)) {
          stack.name(one, label, top + (sizes.clusterRow - label.stance.height) / 2, top, sizes.clusterRow);
        } else stack.mark(one, { tall: lines === 1, height: sizes.clusterRow, lines }, top);
      }
      stack.gather(lane, groups, top, window, layout.width);
    }
    if (found.leftOver[lane].length) lines.push({ top: stack.y - sizes.clusterRow, bottom: stack.y, marks: [[-Infinity, Infinity]] });
    wanted.sort((a, b) => ranks.get(a.event) - ranks.get(b.event));
    for (const { event, at } of spareLabels(lines, boxes, wanted, sizes)) stack.label(event, labels.get(event), at);
    stack.close();
  });
  return stack.plan();
}

/** Rows for bands that are as high as the titles beside them; see `compact.py`. */
function fitted(candidates, { lanes, sizes, room: limit }, stack) {
  let room = limit - stack.around;
  let found = fit(candidates, room, sizes);
  for (let trial = 0; trial < TITLED; trial += 1) {
    const rests = lanes.map(({ inset, least }, lane) => {
      const rows = found.rows[lane].reduce((sum, { height }) => sum + height, found.leftOver[lane].length ? sizes.clusterRow : 0);
      return Math.max(0, least - inset - rows - sizes.laneBottom) + rows;
    });
    const over = rests.reduce((sum, rest) => sum + rest, stack.around) - limit;
    if (over <= 0) break;
    room -= over;
    found = fit(candidates, room, sizes);
  }
  return found;
}

/**
 * Where places of events to be counted begin and end in a window, in px. They go with time as the
 * window moves, all but those at its edges, which are no narrower.
 */
function placeEdges([start, end], { span, width, sizes }) {
  const origin = ((span[0] - start) * width / (end - start)) % sizes.cluster;
  const edges = [0];
  for (let px = origin + sizes.cluster; px <= width - sizes.cluster; px += sizes.cluster) {
    if (px >= sizes.cluster) edges.push(px);
  }
  return [...edges, width];
}

/** The events nearest to the middle of a window: what the reader goes to is named. */
function amidIn(seen, { width }) {
  const from = ({ middle }) => Math.abs(middle - width / 2);
  const nearest = [...seen].sort((a, b) => from(a) - from(b) || a.one.rank - b.one.rank);
  return new Set(nearest.slice(0, AMID).map(({ one }) => one.event));
}

/** Events numbered from 0 by the order that `key` gives as two numbers. */
function numbered(seen, key) {
  const order = seen.map(({ one }) => [one.event, ...key(one)]);
  order.sort((a, b) => a[1] - b[1] || a[2] - b[2]);
  return new Map(order.map(([event], at) => [event, at]));
}

function byLane(seen, { lanes }) {
  const found = lanes.map(() => []);
  for (const each of seen) found[each.one.lane].push(each);
  return found;
}

/** Bands that are filled one below the other, with what stands in them. */
class Stack {
  constructor({ lanes, sizes }) {
    this.lanes = lanes;
    this.sizes = sizes;
    this.bands = [];
    this.spots = new Map();
    this.labels = [];
    this.gathered = [];
    this.y = 0;
  }

  /** What the bands take without any row. */
  get around() {
    const { laneBottom, laneGap } = this.sizes;
    return this.lanes.reduce((sum, { inset }) => sum + inset + laneBottom, laneGap * (this.lanes.length - 1));
  }

  get height() {
    return this.bands.length ? this.bands[this.bands.length - 1][1] : 0;
  }

  open() {
    this.top = this.y;
    this.y += this.lanes[this.bands.length].inset;
  }

  close() {
    const bottom = Math.max(this.y + this.sizes.laneBottom, this.top + this.lanes[this.bands.length].least);
    this.bands.push([this.top, bottom]);
    this.y = bottom + this.sizes.laneGap;
  }

  /** Add a row; gives its top. */
  add(height) {
    this.y += height;
    return this.y - height;
  }

  /** Put an event with its label, what they take up beginning at `at`. */
  name({ event }, label, at, top = at, height = label.stance.height) {
    this.spots.set(event, { mid: at + label.stance.mark, step: this.sizes.account, grow: 1, over: top, under: top + height });
    this.label(event, label, at);
  }

  label(event, { x, anchor, lines, size, extent, stance }, at) {
    const { text, pitch, mark, height } = stance;
    const last = text + (lines.length - 1) * pitch;
    // Over its mark it reaches down to that at most; beside it, as far as its row.
    const low = mark > last ? Math.max(last + 0.3 * size, mark - this.sizes.annotation.half) : height - SLIM;
    const box = [extent[0], at + SLIM, extent[1], at + low];
    this.labels.push({ event, x, y: at + text, anchor, lines, pitch, size, box });
  }

  /** Put an event without its label into a row. */
  mark({ event, lines }, row, top) {
    const { account, lowSize } = this.sizes;
    const step = row.tall ? account : row.height / row.lines;
    const mid = top + row.height / 2 - (lines - 1) * step / 2;
    this.spots.set(event, { mid, step, grow: row.tall ? 1 : step * lowSize, over: top, under: top + row.height });
  }

  /** Put groups of events into a row, to be counted. */
  gather(lane, groups, top, [start, end], width) {
    const instant = (px) => start + px * (end - start) / width;
    for (const { from, to, members } of groups) {
      this.gathered.push({
        lane, a: instant(from), b: instant(to), y: top + 1.5, y2: top + this.sizes.clusterRow - 1.5,
        events: members.map(({ event }) => event),
      });
    }
  }

  plan() {
    const { bands, spots, labels, gathered } = this;
    return { bands, spots, labels, gathered };
  }
}

/** The whole span as it is drawn still, as `arranged` gives a window. */
export function wholePlan({ whole }, { events, annotations }) {
  const byEvent = new Map(events.map((one) => [one.event, one]));
  return withEvents({
    bands: whole.bands,
    spots: new Map(whole.spots.map(([event, mid, step, grow, over, under]) => [event, { mid, step, grow, over, under }])),
    labels: whole.labels.map(([event, x, y, anchor, size, pitch, isRoomy]) => {
      const { roomy, compact } = byEvent.get(event);
      return { event, x, y, anchor, size, pitch, lines: (isRoomy ? roomy : compact).lines };
    }),
    gathered: whole.clusters.map(([lane, a, b, y, y2, ids]) => ({ lane, a, b, y, y2, events: ids })),
    annotations: whole.annotations.map(([event, x, y, anchor, number, ...lead]) => {
      const { settings, pitch, italic } = annotations.find((one) => one.event === event);
      return { event, x, y, anchor, pitch, italic, lead, lines: settings[number].lines };
    }),
  });
}
