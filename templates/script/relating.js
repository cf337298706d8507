// Relations between events as curves from mark to mark that touch no word; see
// `timeline/layout/relating.py`, by whose rules they are found in a window.

const [BY_WORDS, AT_WORDS, ON_MARKS, ON_CURVES] = [1, 2, 4, 8];
const COARSE = [4, 2, 6, 1, 7, 3, 5].map((eighth) => sharesAt(eighth / 8)); // what is looked at first

/**
 * The curves of `ties` that find a way in a window laid out as `plan`, of the events that are `seen`:
 * { event, to, kind, controls of a spline }.
 */
export function curvesIn(window, plan, seen, layout, ties) {
  const marks = new Map(seen.map((each) => [each.one.event, each]));
  const wanted = ties.filter(({ event, to }) => [event, to].every((end) => plan.spots.has(end) && marks.has(end)));
  if (!wanted.length) return [];
  const ground = groundOf(layout, plan.bands[plan.bands.length - 1][1], wordsIn(window, plan, seen, layout), marksIn(plan, seen, layout));
  const side = (event) => sideOf(marks.get(event), plan.spots.get(event), layout);
  return wanted.flatMap((tie) => {
    const controls = wayBetween(side(tie.event), side(tie.to), tie.kind, ground, layout.sizes.relation);
    return controls ? { ...tie, controls } : [];
  });
}

/** What labels, annotations, titles, counts and question marks cover. */
export function wordsIn([start, end], { bands, labels, annotations, spots, gathered }, seen, { lanes, width, sizes, doubted }) {
  const px = (instant) => (instant - start) * width / (end - start);
  const titles = lanes.flatMap(({ title, widths }, lane) => title.map(({ x, y, anchor }, at) => {
    const left = x - (anchor === 'right' ? widths[at] : 0);
    const baseline = bands[lane][0] + y;
    return [left, baseline - sizes.title, left + widths[at], baseline + sizes.title / 2];
  }));
  const { half } = sizes.annotation;
  const queries = seen.filter(({ one }) => doubted.has(one.event) && spots.has(one.event)).map(({ one, mark }) => {
    const { mid, step } = spots.get(one.event);
    const left = one.lines > 1 || one.accounts ? mark[0] : mark[1] - sizes.marks.doubt;
    return [left, mid - half, mark[1], mid + (one.lines - 1) * step + half];
  });
  const counts = gathered.map(({ a, b, y, y2 }) => [px(a), y, px(b), y2]);
  return [...[...labels, ...annotations].map(({ box }) => box), ...titles, ...queries, ...counts];
}

/** What marks cover. */
export function marksIn({ spots, annotations }, seen, { sizes }) {
  const marks = seen.filter(({ one }) => spots.has(one.event)).map(({ one, mark }) => {
    const { mid, step } = spots.get(one.event);
    const half = halfHigh(one, spots.get(one.event), sizes.marks);
    return [mark[0], mid - half, mark[1], mid + (one.lines - 1) * step + half];
  });
  return [...marks, ...annotations.map(({ lead }) => lead)];
}

/** Half the height of a mark. */
function halfHigh({ weight: { heavy } }, { grow }, { bar, dot }) {
  return Math.max(heavy / 2, dot * (1 + (heavy - bar) / 20)) * grow + 0.5;
}

/** What is in the way in a window `bottom` px high. */
export function groundOf({ width, sizes }, bottom, words, marks) {
  const ground = new Ground(-sizes.relation.edge, width + sizes.relation.edge, bottom);
  const { clear, near } = sizes.relation;
  for (const box of words) {
    ground.fill(grown(box, clear), BY_WORDS);
    ground.fill(grown(box, near), AT_WORDS);
  }
  for (const box of marks) ground.fill(box, ON_MARKS);
  return ground;
}

function grown([left, top, right, bottom], by) {
  return [left - by, top - by, right + by, bottom + by];
}

/** The px of a window, and what is taken of them. */
class Ground {
  constructor(left, right, bottom) {
    Object.assign(this, { left, right, top: 2, bottom: Math.floor(bottom - 2) });
    this.wide = Math.ceil(right - left) + 1;
    this.px = new Uint8Array(this.wide * Math.max(0, this.bottom - this.top));
  }

  fill([left, top, right, bottom], kind) {
    const [start, end] = [left, right].map((x) => Math.min(Math.max(x - this.left, 0), this.wide));
    const last = Math.min(Math.ceil(bottom), this.bottom);
    for (let y = Math.max(Math.floor(top), this.top); y < last; y += 1) {
      const row = (y - this.top) * this.wide;
      for (let x = Math.floor(start); x < Math.ceil(end); x += 1) this.px[row + x] |= kind;
    }
  }

  /** Whether a point is taken, or outside. */
  has([x, y], kind) {
    if (x < this.left || x > this.right || y < this.top || y >= this.bottom) return true;
    return (this.px[(Math.floor(y) - this.top) * this.wide + Math.floor(x - this.left)] & kind) !== 0;
  }
}

// Where a curve may begin and end

/** An event's own mark as curves meet it. An end that is cut off by the window is no place to begin. */
function sideOf({ one, mark }, spot, { width, sizes }) {
  const isCut = [mark[0] <= -sizes.edge, mark[1] >= width + sizes.edge];
  return { edges: mark, isCut, y: spot.mid, half: halfHigh(one, spot, sizes.marks) };
}

/** The controls of the best curve from one mark to another, which are as `sideOf` has them; or null. */
export function wayBetween(one, two, kind, ground, sizes) {
  const [worse, worseThere] = sizes.worse[kind];
  const starts = freeEnds(endsOf(one, sizes.apart, two.edges, worse, sizes), ground);
  const ends = freeEnds(endsOf(two, sizes.apart + sizes.end, one.edges, worseThere, sizes), ground);
  const best = bestCurve(starts, ends, ground, sizes);
  for (const [x, y] of best ? pointsOf(best, sizes.step) : []) ground.fill([x - 1, y - 1, x + 1, y + 1], ON_CURVES);
  return best && splineOf(best);
}

/** A Bezier curve of four controls as the uniform B-spline of which it is the one stretch. */
function splineOf(bezier) {
  const shares = [[6, -7, 2, 0], [0, 2, -1, 0], [0, -1, 2, 0], [0, 2, -7, 6]];
  return shares.map((row) => [0, 1].map((axis) => row.reduce((sum, share, at) => sum + share * bezier[at][axis], 0)));
}

function endsOf({ edges: [left, right], isCut = [false, false], y, half }, gap, toward, worse, sizes) {
  const { askew } = sizes;
  const low = worse === 'sides' ? askew : 0;
  const at = (x, level, out, cost) => ({ x, y: level, out, cost });
  const found = [];
  if (!isCut[0]) found.push(at(left - gap, y, [-1, 0], low + (worse === 'start' ? askew : 0)));
  if (!isCut[1]) found.push(at(right + gap, y, [1, 0], low + (worse === 'end' ? askew : 0)));
  for (const [x, cost] of placesAlong([left, right], toward, worse, sizes)) {
    found.push(at(x, y + half + gap, [0, 1], cost), at(x, y - half - gap, [0, -1], cost));
  }
  return found;
}

function placesAlong([left, right], [start, end], worse, { inset, askew, beside }) {
  const [first, last] = [left + inset, right - inset];
  if (first >= last) return [[(left + right) / 2, 0]];
  const near = [(start + end) / 2, start - beside, end + beside, start - 3 * beside, end + 3 * beside];
  const within = near.filter((x) => first < x && x < last);
  const cost = worse === 'sides' ? 0 : askew / 2;
  return [
    [first, worse === 'start' ? askew : 0],
    [last, worse === 'end' ? askew : 0],
    ...[...within, (first + last) / 2].map((x) => [x, cost]),
  ];
}

function freeEnds(ends, ground) {
  return ends.filter(({ x, y, out }) => ![0, 3, 6].some((far) => ground.has([x + far * out[0], y + far * out[1]], BY_WORDS)));
}

function bestCurve(starts, ends, ground, sizes) {
  let [best, least] = [null, Infinity];
  const candidates = [...curvesBetween(starts, ends, sizes)].sort((a, b) => a.cost - b.cost);
  for (const { cost, controls } of candidates) {
    if (cost >= least) break;
    if (touches(controls, ground, sizes)) continue;
    const points = pointsOf(controls, sizes.step);
    const all = cost + sizes.crossing * crossings(points, ground, ON_MARKS) + sizes.meeting * crossings(points, ground, ON_CURVES);
    if (all < least) [best, least] = [controls, all];
  }
  return best;
}

function* curvesBetween(starts, ends, { reaches, leastReach, mostReach, detour, round }) {
  for (const one of starts) {
    for (const two of ends) {
      const [a, d] = [[one.x, one.y], [two.x, two.y]];
      const chord = distance(a, d);
      const far = [...new Set(reaches.map((share) => Math.min(Math.max(share * chord, leastReach), mostReach)))];
      for (const out of far) {
        for (const back of far) {
          const b = [a[0] + one.out[0] * out, a[1] + one.out[1] * out];
          const c = [d[0] + two.out[0] * back, d[1] + two.out[1] * back];
          const length = (chord + out + distance(b, c) + back) / 2;
          if (length > detour * chord + round) continue;
          yield { cost: length + one.cost + two.cost + out / 1000 + back / 900, controls: [a, b, c, d] };
        }
      }
    }
  }
}

function distance([x, y], [x2, y2]) {
  return Math.hypot(x2 - x, y2 - y);
}

// Looking at a curve

/** How much of each control there is in a point of a curve. */
function sharesAt(t) {
  const s = 1 - t;
  return [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
}

function pointOf([a, b, c, d], [p, q, r, u]) {
  return [p * a[0] + q * b[0] + r * c[0] + u * d[0], p * a[1] + q * b[1] + r * c[1] + u * d[1]];
}

function pointsOf(controls, step) {
  const [a, b, c, d] = controls;
  const count = Math.ceil(3 * Math.max(distance(a, b), distance(b, c), distance(c, d)) / step - 1e-6) + 1;
  return Array.from({ length: count + 1 }, (_, number) => pointOf(controls, sharesAt(number / count)));
}

function touches(controls, ground, sizes) {
  return COARSE.some((shares) => ground.has(pointOf(controls, shares), BY_WORDS))
    || signOf(controls, sizes.end).some((point) => ground.has(point, AT_WORDS))
    || pointsOf(controls, sizes.step).some((point) => ground.has(point, BY_WORDS));
}

function signOf([, , before, [x, y]], end) {
  const far = distance(before, [x, y]);
  const [dx, dy] = [(x - before[0]) / far * end, (y - before[1]) / far * end];
  return [[1, 0], [1, 1], [1, -1], [-1, 1], [-1, -1]].map(([along, across]) => (
    [x + along * dx - across * dy, y + along * dy + across * dx]));
}

function crossings(points, ground, kind) {
  let [count, was] = [0, false];
  for (const point of points) {
    const now = ground.has(point, kind);
    if (now && !was) count += 1;
    was = now;
  }
  return count;
}
