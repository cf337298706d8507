// Small pictures of events beside their labels, where a window has room; see
// `timeline/layout/picturing.py`, by whose rules they are placed.
import { Room } from './annotating.js';
import { entryOf } from './list.js';
import { marksIn, wordsIn } from './relating.js';

const XMLNS = 'http://www.w3.org/2000/svg';

/** The small pictures that find room in a window: { event, box }; `points` are those of its curves. */
export function thumbsIn(window, plan, seen, layout, pictured, points) {
  const { picture, beyond, annotation } = layout.sizes;
  const labels = new Map(plan.labels.map((one) => [one.event, one.box]));
  const marks = new Map(seen.map(({ one, mark }) => [one.event, mark]));
  const wanted = pictured.filter(([event]) => labels.has(event) && plan.spots.has(event) && marks.has(event));
  if (!wanted.length) return [];
  const room = new Room(plan.bands, -beyond, layout.width + beyond);
  for (const box of [...wordsIn(window, plan, seen, layout), ...marksIn(plan, seen, layout)]) room.fill(box);
  for (const [x, y] of points) room.fill([x - picture.curve, y - picture.curve, x + picture.curve, y + picture.curve]);
  return wanted.flatMap(([event, wide]) => {
    const { mid } = plan.spots.get(event);
    const [left, top, right, bottom] = labels.get(event);
    const [start, end] = marks.get(event);
    const covered = [Math.min(left, start), Math.min(top, mid - annotation.half), Math.max(right, end), Math.max(bottom, mid + annotation.half)];
    const box = placesOfPicture(covered, wide, picture).find((one) => isFreeFor(one, covered, room, picture));
    if (!box) return [];
    room.fill(box);
    return [{ event, box }];
  });
}

function placesOfPicture([left, top, right, bottom], wide, { heights, gap }) {
  return heights.flatMap((high) => {
    const width = Math.round(high * wide);
    const levels = new Set([(top + bottom - high) / 2, top, bottom - high].map(Math.round));
    return [...levels].flatMap((y) => [[right + gap, y, right + gap + width, y + high], [left - gap - width, y, left - gap, y + high]]);
  });
}

/** Whether a place is free, and further from all others than from its own event. */
function isFreeFor([left, top, right, bottom], [start], room, { gap, far, clear }) {
  const free = left > start ? [left, top, right + far, bottom] : [left - far, top, right, bottom];
  if (room.has(free, gap - 1, clear)) return true;
  return (free[0] < room.left || free[2] > room.right) && room.has([left, top, right, bottom], gap - 1, clear);
}

/** Draw small pictures in the live chart in place of those that are there, as the list has them. */
export function drawThumbs(svg, thumbs, ids, { left: dx, top: dy }) {
  svg.querySelector('.thumbs')?.remove();
  if (!thumbs.length) return;
  const group = document.createElementNS(XMLNS, 'g');
  group.classList.add('thumbs');
  group.setAttribute('transform', `translate(${dx},${dy})`);
  for (const { event, box: [left, top, right, bottom] } of thumbs) {
    const id = ids[event];
    // As the still chart has it, where that does.
    const still = document.querySelector(`.still [data-events="${CSS.escape(id)}"] use.picture`)?.getAttribute('href');
    const href = still ?? entryOf(id)?.querySelector('.plate img')?.src;
    if (!href) continue;
    const image = document.createElementNS(XMLNS, still ? 'use' : 'image');
    const attributes = { href, x: left, y: top, width: right - left, height: bottom - top, preserveAspectRatio: 'xMidYMid slice' };
    for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, value);
    image.__data__ = { datum: { owner: `event-${event}`, i: event } };
    group.append(image);
  }
  svg.append(group); // where Vega, which takes away what it has not drawn, does not look
}
