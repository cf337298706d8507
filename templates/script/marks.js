// The marks of events, in the still charts and in the live one: one place that
// knows how an event is found in either.

const curves = new Map(); // element of a curve between marks -> the ids of its events
const still = new Map(); // event id -> elements of the still charts
let live = new Map(); // event id -> elements of the live chart
let dimmed = null; // ids of the events that are shown in full, null for all
let marked = new Set(); // ids of the events that stand out
let curvesChanged = () => {}; // what to do when other curves between marks are to be seen

/** Learn the marks of the still charts; a cluster belongs to each of its events. */
export function readStillMarks(root = document) {
  still.clear();
  curves.clear();
  for (const curve of root.querySelectorAll('.chart [data-relates]')) curves.set(curve, curve.dataset.relates.split(' '));
  for (const group of root.querySelectorAll('.chart [data-events]')) {
    for (const id of group.dataset.events.split(' ')) {
      if (!still.has(id)) still.set(id, []);
      still.get(id).push(group);
    }
  }
}

/** Take `found`, a Map of event ids to elements, for the marks of the live chart. */
export function setLiveMarks(found) {
  live = found;
  paint([live]);
}

/** Whether any mark looks other than it is drawn. */
export function isPainted() {
  return dimmed !== null || marked.size > 0;
}

/** Dim every event but `ids`, a Set; null to dim none. A cluster dims with its last event. */
export function showOnly(ids) {
  dimmed = ids;
  paint();
}

/** Make the events of `ids` stand out in every chart, and no other. */
export function standOut(ids) {
  const before = marked;
  marked = new Set(ids);
  for (const id of new Set([...before, ...marked])) paintMarked(id);
  paintCurves();
}

/** Call `listener` when other events stand out or are shown in full than before. */
export function onCurves(listener) {
  curvesChanged = listener;
}

/** How the events of a curve are: { isOut, isDim }. */
export function lookOf(ids) {
  return { isOut: ids.some((id) => marked.has(id)), isDim: dimmed !== null && !ids.every((id) => dimmed.has(id)) };
}

/** The marks of an event, in all charts. */
export function marksOf(id) {
  return [...(still.get(id) || []), ...(live.get(id) || [])];
}

function paint(charts = [still, live]) {
  const shown = new Set();
  if (dimmed) for (const id of dimmed) for (const mark of marksOf(id)) shown.add(mark);
  for (const marks of charts) {
    for (const [id, elements] of marks) {
      for (const mark of elements) {
        mark.classList.toggle('dim', dimmed !== null && !shown.has(mark));
        mark.classList.toggle('marked', isMarked(mark, id));
      }
    }
  }
  paintCurves();
}

/** A curve stands out with either of its events, and is dim where one of them is. */
function paintCurves() {
  for (const [curve, ids] of curves) {
    const { isOut, isDim } = lookOf(ids);
    curve.classList.toggle('dim', isDim);
    curve.classList.toggle('marked', isOut);
  }
  curvesChanged();
}

function paintMarked(id) {
  for (const mark of marksOf(id)) mark.classList.toggle('marked', isMarked(mark, id));
}

function isMarked(mark, id) {
  const ids = mark.dataset.events;
  return ids ? ids.split(' ').some((one) => marked.has(one)) : marked.has(id);
}
