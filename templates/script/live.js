// The live chart, which takes the place of the still one when the reader wants it. It is made
// ready, unseen, when a pointer or finger comes near.
import { hideTip, hideTipSoon, isTipShown } from './bubble.js';
import { aimedNear, onBrief, reach } from './brief.js';
import { windowText } from './civil.js';
import { choose, onShowInChart, pointAt } from './linking.js';
import { allEntries, entryOf, isShown } from './list.js';
import { isPainted, marksOf, onCurves, setLiveMarks, standOut } from './marks.js';
import { change, onChange, state } from './state.js';
import { sayNow, sayWhenQuiet } from './status.js';
import { endsWords } from './ticks.js';
import { drawLive, hasLive, instantsOf, liveFacts, ownedMarks, ownersOf } from './view.js';
import { heldWindow, isWhole, pannedWindow, windowShowing, windowWithin, zoomedWindow } from './window.js';
import { followPointers } from './gestures.js';
import { titleOf, whenOf } from './short.js';
import { along, leaveTrail } from './walking.js';
import { showTip } from './tip.js';
import { goOnStrip, startTrack, showTrack } from './track.js';
import { fitWords } from './spacing.js';
import { ours, say, spoken } from './words.js';

const STEP = 1.6; // how much deeper one press zooms
const NUDGE = 0.15; // of the window that one press moves
let figure = null;
let box = null; // what holds the live chart
let drawn = null; // the chart as it is drawn, null while the still one is shown
let window_ = null; // the window it shows
let wish = null; // the window it is to show next
let ready = null; // the promise of a chart drawn unseen, with its layout's name
let coming = null; // the promise of the live chart in its place
let refused = false; // whether the reader has put the still chart back
let selected = ''; // the event the keys have reached
let fromMark = false; // whether the keys came from a mark of the still chart
let silent = false; // whether nothing is said of the window, since something else is

/** Wait for the reader's wish. */
export function startLive() {
  if (!hasLive()) return;
  figure = document.querySelector('figure.chart');
  box = figure.querySelector('.live');
  for (const still of figure.querySelectorAll('.still')) watchStill(still);
  const button = document.getElementById('_explore');
  foresee(button);
  button.addEventListener('click', toggle);
  for (const tool of tools()) tool.addEventListener('click', () => perform(tool.dataset.do));
  startTrack(figure, () => window_ ?? liveFacts().span, moveTo);
  listen();
  onChange((names) => names.includes('window') && followState());
  onShowInChart(showEvent);
  onBrief(follow);
  onCurves(() => drawn?.relate());
  new ResizeObserver(fitLayout).observe(figure);
  if (state.window) explore();
}

function tools() {
  return figure.querySelectorAll('[data-do]');
}

/** Make the live chart ready when a pointer or finger comes to `element`. */
function foresee(element) {
  for (const sign of ['pointerover', 'touchstart']) {
    element.addEventListener(sign, prepare, { passive: true });
  }
}

/** What a reader does to a still chart that is meant for the live one; a mark's link is no such. */
function watchStill(still) {
  foresee(still);
  still.addEventListener('click', async (event) => {
    if (refused || event.target.closest('a')) return;
    await explore();
    if (drawn) goOnStrip(event);
  });
  still.addEventListener('keydown', async (event) => {
    if (refused || !['+', '='].includes(event.key) || isCommand(event)) return;
    event.preventDefault();
    await explore();
    perform('in');
  });
  still.addEventListener('wheel', async (event) => {
    if (refused || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    await explore();
    if (drawn) box.dispatchEvent(new WheelEvent('wheel', event));
  }, { passive: false });
}

function listen() {
  followPointers(box, {
    instantAt,
    span: () => window_,
    zoom: (factor, at) => moveTo(zoomedTo(factor, at)),
    pan: (by) => moveTo(pannedTo(by)),
    canPan: () => drawn && !isWhole(window_, liveFacts().span),
    tap: (event) => chooseAt(event),
  });
  box.addEventListener('pointermove', hover);
  box.addEventListener('pointerleave', leave);
  box.addEventListener('keydown', press);
  figure.querySelector('.explore').parentNode.addEventListener('keydown', (event) => pressOf(event, { ...ZOOMS, Escape: dismiss }));
  // A pointer that takes the focus means a place, not an event.
  box.addEventListener('focus', () => box.matches(':focus-visible') && select(selected || firstInside()));
  box.addEventListener('blur', leave);
}

/** Draw the live chart unseen, so that it stands at once when it is wanted. */
function prepare() {
  if (drawn || coming || ready) return;
  ready = drawReady();
  ready.catch(giveUp);
}

async function drawReady() {
  const name = layoutName();
  const window = windowAsked();
  return { ...await drawLive(name, window), name, window };
}

/** Put the live chart in the place of the still one; done when it is there. */
export function explore() {
  if (!drawn) coming ??= begin().catch(giveUp);
  return coming;
}

async function begin() {
  window_ = windowAsked();
  const chart = await readyChart();
  // Not by :focus, which nothing has in a window that lies behind another.
  const link = document.activeElement.closest('.still a');
  const focused = link && link.closest('[data-events]').dataset.events.split(' ')[0];
  drawn = chart;
  refused = false;
  box.replaceChildren(chart.svg, ...box.querySelectorAll('.rail'));
  box.dataset.layout = chart.name;
  box.hidden = false;
  lendTicks();
  figure.classList.add('exploring');
  document.getElementById('_explore').setAttribute('aria-expanded', 'true');
  learnMarks();
  showPlace();
  fromMark = Boolean(focused);
  if (focused) {
    selected = focused;
    box.focus({ preventScroll: true });
  }
  coming = null;
}

/** The chart that is ready, if it still is what is wanted; else a new one. */
async function readyChart() {
  ready ??= drawReady();
  let chart = await ready;
  if (chart.name !== layoutName()) {
    chart.end();
    ready = drawReady();
    chart = await ready;
  }
  ready = null;
  if (String(chart.window) !== String(window_)) await chart.show(window_);
  return chart;
}

/** Leave the still chart where it is if the live one cannot be drawn. */
function giveUp(error) {
  console.error(error);
  document.getElementById('_explore').disabled = true;
}

async function toggle(press) {
  if (!drawn) {
    await explore();
    // By a key: it is the chart that keys go on in, which stands before the button.
    if (drawn && press?.detail === 0) box.focus({ preventScroll: true });
    return;
  }
  drawn.end();
  drawn = null;
  coming = null;
  refused = true;
  hideTip();
  setLiveMarks(new Map());
  box.hidden = true;
  for (const svg of box.querySelectorAll('svg')) svg.remove();
  figure.classList.remove('exploring', 'zoomed');
  giveTicksBack();
  document.getElementById('_explore').setAttribute('aria-expanded', 'false');
  change({ window: null });
}

/** Put the still chart back, and the focus where the reader came from. */
function close() {
  toggle();
  const mark = marksOf(selected).find((one) => one.getClientRects().length);
  const link = fromMark && mark?.querySelector('a');
  (link || document.getElementById('_explore')).focus({ preventScroll: true });
}

/** What Escape takes away: first a tip, then the chart to explore. */
function dismiss() {
  if (isTipShown()) hideTip();
  else close();
}

function layoutName() {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const column = figure.getBoundingClientRect().width / rem;
  const shown = liveFacts().columns.find(([, least]) => column >= least);
  return shown ? shown[0] : 'narrow';
}

async function fitLayout() {
  if (!drawn || drawn.name === layoutName()) return;
  const old = drawn;
  const name = layoutName();
  const window = window_;
  const chart = await drawLive(name, window);
  if (drawn !== old || name !== layoutName()) {
    chart.end();
    fitLayout();
    return;
  }
  if (String(window) !== String(window_)) await chart.show(window_);
  old.end();
  old.svg.replaceWith(chart.svg);
  drawn = { ...chart, name };
  box.dataset.layout = name;
  giveTicksBack();
  lendTicks();
  learnMarks();
  showPlace();
}

// What style sheets know of the live chart

const TICKS = '_ticks'; // the id of its words of the axis

/** Tell how large the chart is, and let the axis that stays in view show its words. */
function lendTicks() {
  const { size, margin } = drawn.layout;
  figure.style.setProperty('--live-wide', String(size[0] - 2 * margin));
  figure.style.setProperty('--live-high', String(size[1] - 2 * margin));
  const use = figure.querySelector(`.axis-${drawn.name} use`);
  if (!use) return;
  drawn.svg.querySelector('.ticks_marks').id = TICKS;
  use.dataset.still ??= use.getAttribute('href');
  use.setAttribute('href', `#${TICKS}`);
}

function giveTicksBack() {
  figure.style.removeProperty('--live-high');
  for (const use of figure.querySelectorAll('.axis use[data-still]')) {
    use.setAttribute('href', use.dataset.still);
  }
}

// The window

/** The window that the address asks for. */
function windowAsked() {
  const { span } = liveFacts();
  return held(state.window ? windowWithin(state.window, span) : span);
}

function held(window) {
  const { span, least } = liveFacts();
  return heldWindow(window, span, least);
}

function zoomedTo(factor, at = (window_[0] + window_[1]) / 2) {
  const { span, least } = liveFacts();
  return zoomedWindow(wish ?? window_, factor, at, span, least);
}

function pannedTo(by) {
  const { span, least } = liveFacts();
  return pannedWindow(wish ?? window_, by, span, least);
}

/** Show a window: the last one asked for, as soon as the one before it is drawn. */
async function moveTo(window, quietly = false) {
  const running = wish !== null;
  silent = quietly;
  wish = held(window);
  if (running) return;
  await explore();
  await new Promise(requestAnimationFrame);
  while (drawn && wish) {
    const next = wish;
    window_ = next;
    await drawn.show(next);
    if (wish === next) wish = null;
    showPlace();
    if (isPainted()) learnMarks();
  }
  wish = null;
  if (drawn) learnMarks();
  tellWindow();
  if (drawn && !silent) sayWhenQuiet(document.getElementById('_live-said'), inWindowWords());
}

/** From when to when the window goes, as the page words days. */
function windowWords() {
  const { ticks, said } = liveFacts();
  const [first, last] = endsWords(window_, ticks.rules, said);
  return say('window', { first, last });
}

function inWindowWords() {
  const count = allEntries().filter(({ id }) => isShown(id) && isInside(id)).length;
  return spoken(count ? 'in-window' : 'in-window-none', { count, window: ours(windowWords()) });
}

function isInside(id) {
  const instants = instantsOf(id);
  return instants && instants[0] <= window_[1] && instants[1] >= window_[0];
}

function tellWindow() {
  change({ window: isWhole(window_, liveFacts().span) ? null : window_ });
}

function followState() {
  const window = windowAsked();
  if (!drawn && !state.window) return;
  // An address holds a window to the letters of its text.
  if (window_ && windowText(window) === windowText(window_)) return;
  moveTo(window);
}

/** Show where the window is in the span, and which tools have something to do there. */
function showPlace() {
  const { span, least } = liveFacts();
  const [start, end] = window_;
  const close = (span[1] - span[0]) * 1e-6;
  const atEnd = {
    in: end - start < least * 1.000001,
    out: isWhole(window_, span),
    left: start - span[0] < close,
    right: span[1] - end < close,
    whole: isWhole(window_, span),
  };
  const words = windowWords();
  showTrack(window_, span, drawn.layout, words);
  figure.classList.toggle('zoomed', !isWhole(window_, span));
  figure.dataset.shown = words; // for print
  fitWords(drawn.svg);
  // Not `disabled`, which would take the focus from a button that was just pressed.
  for (const tool of tools()) tool.setAttribute('aria-disabled', String(atEnd[tool.dataset.do]));
}

function perform(name) {
  if (!drawn) return;
  const length = window_[1] - window_[0];
  const windows = {
    in: () => zoomedTo(STEP),
    out: () => zoomedTo(1 / STEP),
    left: () => pannedTo(-length * NUDGE),
    right: () => pannedTo(length * NUDGE),
    whole: () => liveFacts().span,
  };
  moveTo(windows[name]());
}

/** The instant drawn at a px of the browser's window. */
function instantAt(clientX) {
  const { padding, margin, size, width } = drawn.layout;
  const frame = drawn.svg.getBoundingClientRect();
  const px = (clientX - frame.left) * (size[0] - 2 * margin) / frame.width + margin - padding.left;
  return window_[0] + px * (window_[1] - window_[0]) / width;
}

// Marks

function learnMarks() {
  const found = new Map();
  for (const [mark, id] of ownedMarks(drawn.svg)) {
    if (found.has(id)) found.get(id).push(mark);
    else found.set(id, [mark]);
  }
  setLiveMarks(found);
}

function hover(event) {
  if (!drawn || event.buttons) {
    hideTip();
    return;
  }
  const ids = ownersOf(event.target);
  box.classList.toggle('on-mark', ids.length > 0);
  pointAt(ids);
  if (ids.length) showTip(figure, ids, event.clientX, event.clientY);
  else hideTipSoon();
}

function leave() {
  hideTipSoon();
  pointAt([]);
}

function chooseAt(event) {
  if (!drawn) return;
  const found = (target) => ownersOf(target);
  const ids = aimedNear(event, (target) => (found(target).length ? found(target) : null)) ?? [];
  if (!ids.length) return;
  selected = ids[0];
  reach(ids);
}

/** Bring an event into the window if it is drawn live: it is told at the foot of the page. */
async function follow(id) {
  if (!drawn) return;
  selected = id;
  await showInstants(instantsOf(id));
}

/** Bring an event into the window and mark it: it was asked for from the list. */
async function showEvent(id) {
  if (!refused) await explore();
  if (!drawn) return;
  selected = id;
  showInstants(instantsOf(id));
}

async function showInstants(instants) {
  if (!instants) return;
  const { span, least } = liveFacts();
  await moveTo(windowShowing(window_, ...instants, span, least), true);
}

// Keys

const ZOOMS = {
  '+': () => perform('in'), '=': () => perform('in'), '-': () => perform('out'), 0: () => perform('whole'),
};

function press(event) {
  const moves = event.shiftKey
    ? { ArrowLeft: () => perform('left'), ArrowRight: () => perform('right') }
    : {
      ArrowLeft: () => select(neighbour(-1)),
      ArrowRight: () => select(neighbour(1)),
      Home: () => select(neighbour(-Infinity)),
      End: () => select(neighbour(Infinity)),
      Enter: () => selected && choose(selected),
      Escape: dismiss,
    };
  const next = drawn && along(event, selected);
  if (next) moves[event.key] = () => select(next.id, next.how);
  else if (event.key in moves) leaveTrail();
  pressOf(event, { ...moves, ...ZOOMS });
}

function pressOf(event, keys) {
  if (!drawn || isCommand(event) || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
}

function isCommand({ altKey, ctrlKey, metaKey }) {
  return altKey || ctrlKey || metaKey;
}

/** The event so many steps on in time, of those that are drawn and pass the filters. */
function neighbour(steps) {
  const ids = allEntries().map(({ id }) => id).filter((id) => isShown(id) && instantsOf(id));
  const at = ids.indexOf(selected);
  const next = at < 0 ? (steps > 0 ? 0 : ids.length - 1) : at + steps;
  return ids[Math.min(Math.max(next, 0), ids.length - 1)] ?? '';
}

function firstInside() {
  const inside = allEntries().find(({ id }) => isShown(id) && isInside(id));
  return inside ? inside.id : '';
}

/** Reach an event by the keys, by `how` it is related: bring it into the window, mark it and say it. */
async function select(id, how = '') {
  selected = id;
  standOut(id ? [id] : []);
  pointAt(id ? [id] : []);
  const entry = entryOf(id);
  if (!entry) return;
  const said = spoken('event', { title: titleOf(entry), when: ours(whenOf(entry)) });
  const words = document.createElement('span');
  words.append(...(how ? [how, ' '] : []), said);
  sayNow(document.getElementById('_live-said'), words);
  await showInstants(instantsOf(id));
  if (selected === id && document.activeElement === box) showTipAt(id);
}

function showTipAt(id) {
  const mark = marksOf(id).find((one) => one.getClientRects().length);
  if (!mark) return;
  const { left, bottom } = mark.getBoundingClientRect();
  showTip(figure, [id], left, bottom);
}
