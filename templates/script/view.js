// The live chart's Vega view: made from the page's own script and data, for one layout.
import { placedTicks, ticksIn } from './ticks.js';
import { isolated } from './words.js';

let facts = null; // what the page says of the live chart
const pens = {}; // by font
const instants = new Map(); // by layout: event id -> [start, end]

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
export function wakeRuntime() {
  if (globalThis.timelineRuntime) return;
  const script = document.createElement('script');
  script.textContent = document.getElementById('_runtime').textContent;
  document.head.append(script);
}

/**
 * Draw a layout off the page, at a window: { svg, layout, show(window), end() }.
 * `show` moves the window and is done when that is drawn.
 */
export async function drawLive(name, window) {
  wakeRuntime();
  const layout = liveFacts().layouts[name];
  const stage = document.createElement('div');
  await document.fonts.load('12px "Timeline Sans"');
  const view = timelineRuntime.view(specOf(layout), { win: window });
  showTicks(view, layout, window);
  await view.initialize(stage).runAsync();
  const svg = stage.querySelector('svg');
  fitSvg(svg, layout);
  return {
    svg,
    layout,
    show(next) {
      showTicks(view, layout, next);
      return view.signal('win', next).runAsync();
    },
    end() {
      view.finalize();
    },
  };
}

/** The event of each mark under the svg: [element, id]; ids are several for a cluster. */
export function* ownedMarks(svg, layout) {
  for (const mark of svg.querySelectorAll('.mark-rect > *, .mark-rule > *, .mark-symbol > *, .mark-text > *')) {
    for (const id of ownersOf(mark, layout)) yield [mark, id];
  }
}

/** The ids of the events an element of the live chart belongs to. */
export function ownersOf(mark, layout) {
  const owner = mark.__data__?.datum?.owner;
  if (!owner) return [];
  const [kind, number] = owner.split('-');
  const { ids } = liveFacts();
  return kind === 'cluster' ? layout.clusters[number].map((one) => ids[one]) : [ids[number]];
}

/** The instants [start, end] that an event's marks span, in any window; undefined if it has none. */
export function instantsOf(id, layout) {
  if (!instants.has(layout)) instants.set(layout, allInstants(layout));
  return instants.get(layout).get(id);
}

function allInstants({ tables: { hits, labels }, clusters }) {
  const { ids } = liveFacts();
  const found = new Map();
  const column = ({ names }, name) => names.indexOf(name);
  for (const row of hits.rows) {
    const number = row[column(hits, 'owner')].split('-')[1];
    found.set(ids[number], [row[column(hits, 'a')], row[column(hits, 'b')]]);
  }
  for (const row of labels.rows) {
    const [kind, number] = row[column(labels, 'owner')].split('-');
    if (kind !== 'cluster') continue;
    const ends = [row[column(labels, 's')], row[column(labels, 'e')]];
    for (const one of clusters[number]) found.set(ids[one], ends);
  }
  return found;
}

function specOf(layout) {
  // Vega writes into what it is given, so each view has its own.
  const spec = structuredClone(liveFacts().spec);
  const { width, height, padding, params, tables } = layout;
  Object.assign(spec, { width, height, padding, background: null });
  for (const signal of spec.signals) if (signal.name in params) signal.value = params[signal.name];
  for (const data of spec.data) if (data.name in tables) data.values = rowsOf(tables[data.name]);
  return spec;
}

function rowsOf({ names, rows }) {
  return rows.map((values) => Object.fromEntries(names.map((name, at) => [name, values[at]])));
}

function showTicks(view, layout, window) {
  const { rules, formats } = liveFacts().ticks;
  const measure = measureAt(`${rules.size}px "Timeline Sans"`);
  const found = ticksIn(window, layout.width, rules, formats, measure);
  const placed = placedTicks(found, window, layout.width, rules, measure);
  view.signal('ticks', placed.map(({ at }) => at));
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
