// The live chart's Vega view: made from the page's own script and data, for one layout.
import { arranged, wholePlan } from './arrange.js';
import { seenIn } from './blocks.js';
import { lookOf } from './marks.js';
import { drawThumbs, thumbsIn } from './picturing.js';
import { curvesIn } from './relating.js';
import { placedTicks, ticksIn } from './ticks.js';
import { isWhole } from './window.js';
import { isolated } from './words.js';

// Steps of so much of a round come near to each place in it, whatever they are multiplied by.
const GOLDEN = (Math.sqrt(5) - 1) / 2;
let facts = null; // what the page says of the live chart
const pens = {}; // by font
const SVG = 'http://www.w3.org/2000/svg';
const models = new Map(); // by layout: what its windows are laid out by

/** What the page says of the live chart: ids, span, layouts; read when it is first asked for. */
export function liveFacts() {
  facts ??= JSON.parse(document.getElementById('_live').textContent);
  return facts;
}

/** Whether this page has a live chart. */
export function hasLive() {
  return document.getElementById('_live') !== null;
}

/** Let the page's Vega run: its text waits in an element that browsers do not run. */
function wakeRuntime() {
  if (globalThis.timelineRuntime) return;
  const script = document.createElement('script');
  script.textContent = document.getElementById('_runtime').textContent;
  document.head.append(script);
}

/**
 * Draw a layout off the page, at a window: { svg, layout, show(window), end() }.
 * `show` moves the window and is done when that is drawn; `relate` draws the curves of the events
 * that stand out now.
 */
export async function drawLive(name, window) {
  wakeRuntime();
  const layout = liveFacts().layouts[name];
  const stage = document.createElement('div');
  await Promise.allSettled(['12px', 'bold 12px'].map((font) => document.fonts.load(`${font} "Timeline Own", "Timeline Sans"`)));
  const view = timelineRuntime.view(specOf(layout), { win: window });
  let shown = showWindow(view, layout, window, null);
  await view.initialize(stage).runAsync();
  const svg = stage.querySelector('svg');
  fitSvg(svg, layout);
  svg.prepend(...clipsOf(layout));
  const fitBands = () => svg.querySelector('#_bands rect').setAttribute('height', shown.bottom);
  fitBands();
  const showPictures = () => liveFacts().pictured && drawThumbs(svg, shown.thumbs, liveFacts().ids, layout.padding);
  showPictures();
  return {
    svg,
    layout,
    show(next) {
      shown = showWindow(view, layout, next, shown);
      fitBands();
      showPictures();
      return view.runAsync();
    },
    relate() {
      if (showCurves(view, layout, shown)) view.runAsync();
    },
    end() {
      view.finalize();
    },
  };
}

/** The event of each mark under the svg: [element, id]; ids are several for a cluster. */
export function* ownedMarks(svg) {
  for (const mark of svg.querySelectorAll('.mark-rect > *, .mark-rule > *, .mark-symbol > *, .mark-text > *, .thumbs > *')) {
    for (const id of ownersOf(mark)) yield [mark, id];
  }
}

/** The ids of the events an element of the live chart belongs to. */
export function ownersOf(mark) {
  const datum = mark.__data__?.datum;
  const { ids } = liveFacts();
  return datum?.owner ? (datum.gathered ?? [datum.i]).map((one) => ids[one]) : [];
}

/** The instants [start, end] that an event's marks span, in any window; undefined if it has none. */
export function instantsOf(id) {
  const { ids, events } = liveFacts();
  facts.places ??= new Map(events.i.map((one, at) => [ids[one], at]));
  return events.mark[facts.places.get(id)]?.slice(0, 2);
}

function specOf(layout) {
  // Vega writes into what it is given, so each view has its own.
  const spec = structuredClone(liveFacts().spec);
  const { width, height, padding, params, tables, marks } = layout;
  Object.assign(spec, { width, height, padding, background: null });
  for (const signal of spec.signals) if (signal.name in params) signal.value = params[signal.name];
  const owned = (name) => [liveFacts().marks, marks].flatMap((each) => rowsOf(each[name]))
    .map((row) => ({ ...row, owner: `event-${row.i}` }));
  for (const data of spec.data) {
    const values = [...rowsOf(tables[data.name]), ...owned(data.name)];
    if (values.length) data.values = values;
  }
  return spec;
}

function rowsOf({ names, rows } = { names: [], rows: [] }) {
  return rows.map((values) => Object.fromEntries(names.map((name, at) => [name, values[at]])));
}

// A window

/** Have a view show a window; `before` is what it showed, by which names stay on the way in. */
function showWindow(view, layout, window, before) {
  showTicks(view, layout, window);
  view.signal('win', window);
  const model = modelOf(layout);
  const plan = isWhole(window, liveFacts().span)
    ? wholePlan(layout, model)
    : arranged(window, model, keptNames(window, before), turnOf(window), keptAnnotations(window, before));
  showSpots(view, plan.spots);
  view.data('bands', bandRows(plan, layout));
  view.data('rules', ruleRows(plan, layout));
  view.data('titles', titleRows(plan, layout));
  const notes = isWhole(window, liveFacts().span) ? noteRows(layout) : [];
  view.data('leads', leadRows(plan));
  const labels = [...labelRows(plan, model), ...annotationRows(plan), ...countRows(plan, window, layout)];
  view.data('labels', [...labels, ...periodRows(window, layout), ...notes]);
  view.data('clusters', clusterRows(plan, layout));
  const shown = { window, plan, named: plan.named, annotated: plan.annotated, bottom: plan.bands[plan.bands.length - 1][1] };
  showCurves(view, layout, shown);
  shown.thumbs = liveFacts().pictured ? thumbsOf(layout, shown) : [];
  return shown;
}

/** The small pictures of a window; of the whole they are known. */
function thumbsOf(layout, { window, plan }) {
  const { pictured, ties, span } = liveFacts();
  if (isWhole(window, span)) return layout.whole.thumbs.map(([event, ...box]) => ({ event, box }));
  const model = modelOf(layout);
  const seen = seenIn(window, model);
  const few = (ties?.few ?? []).map(([event, to, kind]) => ({ event, to, kind }));
  const points = curvesIn(window, plan, seen, model, few).flatMap(({ controls }) => alongCurve(controls));
  return thumbsIn(window, plan, seen, model, pictured, points);
}

/** Points of a spline, near each other. */
function alongCurve(controls) {
  return controls.slice(3).flatMap((_, at) => {
    const [a, b, c, d] = controls.slice(at, at + 4);
    return Array.from({ length: 33 }, (__, step) => {
      const [t, s] = [step / 32, 1 - step / 32];
      return mix([a, b, c, d], [s ** 3 / 6, ((3 * t - 6) * t * t + 4) / 6, ((3 * s - 6) * s * s + 4) / 6, t ** 3 / 6]);
    });
  });
}

/** The names that a window keeps of the one before it, which it is a part of or beside. */
function keptNames(window, before) {
  return isDeeper(window, before) && turnOf(window) === turnOf(before.window) ? before.named : new Set();
}

/** The events of which a window goes on to say what the one before it said. */
function keptAnnotations(window, before) {
  return isDeeper(window, before) ? before.annotated : new Set();
}

/**
 * How far, from 0 to 1, whose name comes first is turned. Where nothing can be zoomed in to further,
 * as on a day of a thousand events, other names come with each quarter that the window moves by.
 */
function turnOf([start, end]) {
  if (!isDeepest([start, end])) return 0;
  return (Math.round(4 * (start - liveFacts().span[0]) / (end - start)) * GOLDEN) % 1;
}

function isDeeper(window, before) {
  return before !== null && window[1] - window[0] <= (before.window[1] - before.window[0]) * 1.001;
}

function isDeepest(window) {
  return window[1] - window[0] <= liveFacts().least * 1.001;
}

function showSpots(view, spots) {
  const arrays = { mid: [], step: [], grow: [], over: [], under: [] };
  for (const [event, spot] of spots) {
    for (const name of Object.keys(arrays)) arrays[name][event] = spot[name];
  }
  for (const [name, values] of Object.entries(arrays)) view.signal(name, values);
}

// Curves between marks

/** Have a view show the curves of the events that stand out, and the few; whether they changed. */
function showCurves(view, layout, shown) {
  const { ties } = liveFacts();
  if (!ties) return false;
  const wanted = tiesWanted();
  const key = JSON.stringify(wanted);
  if (shown.curves === key) return false;
  shown.curves = key;
  const curves = curvesOf(wanted, layout, shown);
  view.data('curves', curves.map(curveRow));
  view.data('curve_ends', curves.map(endRow));
  return true;
}

/** The relations to be seen: { event, to, kind, isOut }. */
function tiesWanted() {
  const { ids, ties } = liveFacts();
  return [...ties.few, ...ties.rest].flatMap(([event, to, kind], at) => {
    const { isOut, isDim } = lookOf([ids[event], ids[to]]);
    return isOut || (at < ties.few.length && !isDim) ? { event, to, kind, isOut } : [];
  });
}

/** The curves of relations in a window; of the whole they are known. */
function curvesOf(wanted, layout, { window, plan }) {
  const model = modelOf(layout);
  if (!isWhole(window, liveFacts().span)) return curvesIn(window, plan, seenIn(window, model), model, wanted);
  const known = new Map(layout.whole.curves.map(([event, to, kind, ...held]) => [`${event} ${to} ${kind}`, held]));
  return wanted.flatMap((tie) => {
    const [isDrawn, ...px] = known.get(`${tie.event} ${tie.to} ${tie.kind}`) ?? [];
    // What winds far waits here too for its event to be chosen.
    return px.length && (isDrawn || tie.isOut) ? { ...tie, controls: px.flatMap((x, at) => (at % 2 ? [] : [[x, px[at + 1]]])) } : [];
  });
}

function lookOfCurve({ isOut }) {
  return { a: null, stroke: isOut ? 'var(--tl-ink)' : SECONDARY, width: isOut ? liveFacts().sizes.relation.out : liveFacts().sizes.relation.tie, owner: '' };
}

/** A curve as a symbol in px: a line would be a group of points, which the page's Vega does not know. */
function curveRow(curve) {
  const { controls } = curve;
  const px = (point) => point.map((each) => Math.round(1000 * each) / 1000);
  const pieces = controls.slice(3).map((_, at) => {
    const [, b, c, d] = controls.slice(at, at + 4);
    return `C${[mix([b, c], [2 / 3, 1 / 3]), mix([b, c], [1 / 3, 2 / 3]), mix([b, c, d], SPLINE)].map(px)}`;
  });
  return { ...lookOfCurve(curve), a_px: 0, y: 0, shape: `M${px(mix(controls.slice(0, 3), SPLINE))}${pieces.join('')}`, size: 4, fill: null };
}

function endRow(curve) {
  const last = curve.controls.slice(-3);
  const [x, y] = mix(last, SPLINE);
  const before = mix([[x, y], last[0], last[2]], [1, 0.5, -0.5]);
  const { shape, filled, size } = liveFacts().ties.ends[curve.kind];
  const look = lookOfCurve(curve);
  return { ...look, a_px: x, y, c: null, c_px: before[0], y2: before[1], shape, size, fill: filled ? look.stroke : null };
}

const SPLINE = [1 / 6, 4 / 6, 1 / 6]; // of three controls in a row, at the middle one

/** A point made of so much of each of some. */
function mix(points, shares) {
  return [0, 1].map((axis) => points.reduce((sum, point, at) => sum + shares[at] * point[axis], 0));
}

const LOOK = { stroke: null, dash: [], radius: 0, least: 0, leftward: false, stroke_width: 1, owner: '' };

const SECONDARY = 'var(--tl-secondary)';

function bandRows({ bands }, { lanes, size: [width], margin, padding }) {
  const [left, right] = [margin, width - margin].map((px) => Math.round(100 * (px - padding.left)) / 100);
  return bands.map(([y, y2], lane) => ({ ...LOOK, a: null, b: null, a_px: left, b_px: right, y, y2, fill: lanes[lane].fill }));
}

function ruleRows(plan, layout) {
  return bandRows(plan, layout).map((band) => ({ ...band, y2: band.y + liveFacts().sizes.laneRule }));
}

function titleRows({ bands }, { lanes }) {
  return lanes.flatMap(({ title, fill }, lane) => title.map(({ text, x, y, anchor }) => ({
    a: null, a_px: x, y: bands[lane][0] + y, text: isolated(text, false), anchor, fill, owner: '',
  })));
}

function labelRows({ labels }, { events }) {
  const weights = new Map(events.map(({ event, weight }) => [event, weight]));
  return labels.flatMap(({ event, x, y, anchor, lines, pitch, size }) => lines.map((text, at) => {
    const { weight, fill } = weights.get(event);
    return { x, y: y + at * pitch, text: isolated(text, false), anchor, size, weight, fill, owner: `event-${event}`, i: event };
  }));
}

function annotationRows({ annotations }) {
  const { sizes } = liveFacts();
  return annotations.flatMap(({ event, x, y, anchor, lines, pitch, italic }) => lines.map((text, at) => ({
    x, y: y + at * pitch, text: isolated(text, false), anchor, size: sizes.annotation.size, weight: 'normal',
    ...(italic ? { style: 'italic' } : {}), fill: SECONDARY, owner: `event-${event}`, i: event,
  })));
}

function leadRows({ annotations }) {
  return annotations.map(({ event, lead: [x, y, x2, y2] }) => ({
    a: null, b: null, a_px: x, b_px: x2, y, y2, stroke: SECONDARY, owner: `event-${event}`, i: event,
  }));
}

function clusterRows({ gathered }, { lanes }) {
  return gathered.map(({ lane, a, b, y, y2, events }, at) => ({
    ...LOOK, a, b, a_px: 1, b_px: -1, y, y2, fill: lanes[lane].faint, stroke: lanes[lane].fill, radius: 4,
    owner: `cluster-${at}`, gathered: events,
  }));
}

function countRows({ gathered }, [start, end], { width }) {
  const { weights, usual, sizes } = liveFacts();
  const { fill, weight } = weights[usual];
  return gathered.map(({ a, b, y, y2, events }, at) => {
    const px = (instant) => Math.min(Math.max((instant - start) * width / (end - start), 0), width);
    return {
      x: Math.round(50 * (px(a) + px(b))) / 100, y: (y + y2) / 2 + 4, text: String(events.length), anchor: 'center',
      size: sizes.compactLabel, weight, fill, owner: `cluster-${at}`, gathered: events,
    };
  });
}

/** What the chart leaves out, which is true of the whole alone. */
function noteRows({ note }) {
  const { sizes } = liveFacts();
  return note.map(({ text, x, y, anchor }) => ({
    x, y, text: isolated(text, false), anchor, size: sizes.key, weight: 'normal', fill: 'var(--tl-secondary)', owner: '',
  }));
}

/** Titles of periods: where each begins, or at the window's edge while there is room up to the next. */
function periodRows([start, end], { periods, width }) {
  const { sizes } = liveFacts();
  const perMs = width / (end - start);
  const seen = periods.filter((one) => (Math.min(one.to, end) - Math.max(one.from, start)) * perMs > 1);
  const lefts = seen.map(({ at, title: [{ x }], width: wide }) => (
    Math.min(Math.max((at - start) * perMs + x, -sizes.beyond), width + sizes.beyond - wide)));
  return seen.flatMap((one, at) => {
    const left = lefts[at];
    // Of two that meet the one that begins later has its title.
    const meets = seen.some((other, n) => n !== at && other.title[0].y === one.title[0].y
      && left < lefts[n] + other.width + sizes.gap && lefts[n] < left + one.width + sizes.gap
      && (other.at > one.at || (other.at === one.at && n > at)));
    if (left < -sizes.beyond || meets) return [];
    return one.title.map(({ text, y, anchor }) => ({
      x: Math.round(100 * (anchor === 'right' ? left + one.width : left)) / 100, y, text: isolated(text, false), anchor,
      size: sizes.key, weight: 'normal', fill: 'var(--tl-secondary)', owner: '',
    }));
  });
}

// What windows of a layout are laid out by

function modelOf(layout) {
  if (!models.has(layout)) models.set(layout, madeModel(layout));
  return models.get(layout);
}

function madeModel(layout) {
  const { events, sizes, weights } = liveFacts();
  const fromRight = new Set(events.fromRight);
  const annotations = liveFacts().annotations.map(annotationOf);
  const said = new Map(annotations.map((one) => [one.event, one]));
  const stances = layout.stances.map(([height, text, pitch, mark]) => ({ height, text, pitch, mark }));
  return {
    sizes,
    doubted: doubtedOf(layout),
    width: layout.width,
    room: layout.height,
    lanes: layout.lanes,
    span: liveFacts().span,
    annotations,
    events: events.i.map((event, at) => {
      const [over, beside, above, flat] = layout.stands[at].map((number) => stances[number]);
      const text = events.text[at];
      const weight = weights[events.weight[at]];
      const small = sizes.compactLabel / weight.label;
      return {
        event,
        lane: events.lane[at],
        weight,
        mark: events.mark[at],
        own: events.own[event],
        accounts: events.accounts[event],
        rank: events.rank[at],
        keep: events.keep[at],
        lines: layout.lines[event] ?? 1,
        isFromRight: fromRight.has(event),
        said: said.get(event),
        roomy: lettered(text, events.width[at], layout.roomy[event]),
        compact: lettered(text, events.width[at] * small, layout.compact[event]),
        over,
        beside,
        above,
        flat,
      };
    }),
  };
}

/** The events beside whose mark there is a question mark. */
function doubtedOf({ marks }) {
  const rows = [liveFacts().marks, marks].flatMap(({ queries }) => rowsOf(queries));
  return new Set(rows.map(({ i }) => i));
}

/** An annotation, with the ways its text may stand in lines, each as wide as given. */
function annotationOf([event, ascent, descent, pitch, italic, isFromRight, ...ways]) {
  const settings = ways.map(([width, ...lines]) => ({ width, lines, further: (lines.length - 1) * pitch }));
  return { event, ascent, descent, pitch, italic, isFromRight, settings };
}

/** A label's lines, cut at the lengths given, and its width. */
function lettered(text, width, cut) {
  if (!cut) return { lines: [text], width };
  const [wide, ...lengths] = cut;
  if (typeof lengths[0] === 'string') return { lines: lengths, width: wide };
  let at = 0;
  const lines = lengths.map((length) => {
    at += length + 1;
    return text.slice(at - length - 1, at - 1);
  });
  return { lines, width: wide };
}

function showTicks(view, layout, window) {
  const { rules, formats } = liveFacts().ticks;
  const measure = measureAt(`${rules.size}px "Timeline Own", "Timeline Sans"`);
  const found = ticksIn(window, layout.width, rules, formats, measure);
  const before = layout.padding.left - layout.margin;
  const placed = placedTicks(found, window, layout.width, { ...rules, before }, measure);
  view.signal('ticks', placed.map(({ at }) => at));
  view.signal('halves', placed.filter(({ half }) => half).map(({ at }) => at));
  view.signal('tick_words', placed.map(({ words }) => isolated(words, false)));
  view.signal('tick_px', placed.map(({ px }) => px));
}

function measureAt(font) {
  if (!pens[font]) {
    pens[font] = document.createElement('canvas').getContext('2d');
    pens[font].font = font;
  }
  return (text) => pens[font].measureText(text).width;
}

/**
 * What is cut off in a window, as the style sheet has it: marks are seen between the titles of lanes
 * and the picture's edge, and below the bands as they stand; what is behind marks in the bands alone.
 */
function clipsOf({ width, height, size: [wide, high] }) {
  const { inset } = liveFacts().sizes;
  const plot = [-inset, -high, width + 2 * inset, height + high];
  return [clipOf('_plot', plot, [-wide, height, 3 * wide, high]), clipOf('_bands', [-inset, 0, width + 2 * inset, height])];
}

function clipOf(id, ...boxes) {
  const clip = document.createElementNS(SVG, 'clipPath');
  clip.id = id;
  for (const [x, y, width, height] of boxes) {
    const rect = document.createElementNS(SVG, 'rect');
    Object.entries({ x, y, width, height }).forEach(([name, value]) => rect.setAttribute(name, value));
    clip.append(rect);
  }
  return clip;
}

/** The same cut and direction as the still chart, whose margins the page leaves off; said by the list. */
function fitSvg(svg, { margin, size: [width, height] }) {
  svg.setAttribute('viewBox', `${margin} ${margin} ${width - 2 * margin} ${height - 2 * margin}`);
  svg.removeAttribute('width');
  svg.removeAttribute('height');
  svg.setAttribute('direction', 'ltr');
  svg.setAttribute('lang', document.documentElement.lang);
  svg.setAttribute('aria-hidden', 'true');
  for (const mark of svg.querySelectorAll('[aria-label], [role]')) {
    mark.removeAttribute('role');
    mark.removeAttribute('aria-label');
    mark.removeAttribute('aria-roledescription');
  }
}
