// Round instants for the axis of any window, as `timeline/layout/ticks.py` finds them for the
// whole span: by its rules, which come with the page. A test holds the two together.
import { civilDay, dayNumber } from './civil.js';

const DAY_MS = 86400000;

/**
 * Ticks of a window [start, end] in epoch milliseconds, drawn `width` px wide: { at, words }.
 * `rules` say which are round and how near they may be, `formats` are the words of the page's
 * language, `measure` gives the px of a text.
 */
export function ticksIn(window, width, rules, formats, measure) {
  const [first, after] = window.map((instant) => instant / DAY_MS);
  const perDay = width / (after - first);
  const within = (step, unit) => roundDays[unit](first, after, step).filter((day) => first <= day && day <= after);
  for (const [step, unit] of tickSteps(rules)) {
    const half = halfOf(step, unit, rules);
    if (step * rules.days[unit] * perDay < (half ? rules.step : rules.uncut)) continue;
    const days = within(step, unit);
    const found = days.map((day) => ({ at: day * DAY_MS, words: tickWords(day, unit, rules, formats) }));
    const widest = Math.max(0, ...found.map(({ words }) => measure(words)));
    const nearest = Math.min(after - first, ...days.slice(1).map((day, i) => day - days[i]));
    if (nearest * perDay < widest + rules.gap) continue;
    if (!half) return found;
    const [part, of] = half;
    const halves = within(part, of).filter((day) => !days.includes(day));
    // Of those beyond the last tick one has words, where there is room.
    const apart = (widest + rules.gap) / perDay;
    const isLast = (day, at) => of === unit && days.length && (at === 0 || at === halves.length - 1)
      && (day <= days[0] - apart || day >= days[days.length - 1] + apart);
    const between = halves.map((day, at) => (
      { at: day * DAY_MS, words: isLast(day, at) ? tickWords(day, of, rules, formats) : '', half: true }));
    return [...found, ...between].sort((a, b) => a.at - b.at);
  }
  return [];
}

/** What a step is cut into, as a number of which unit; undefined if its parts are not round. */
function halfOf(step, unit, { halves }) {
  if (unit === 'year' && step % 2 === 0) return [step / 2, unit];
  return halves[unit][step];
}

/**
 * The middles of the ticks' labels in px of the plot, moved in from the picture's edges; `words` is
 * empty where a label would meet the one before it.
 */
export function placedTicks(found, window, width, { before, beyond, between }, measure) {
  let free = -Infinity;
  return found.map(({ at, words, half: isHalf = false }) => {
    const half = measure(words) / 2;
    const middle = Math.round(100 * (at - window[0]) * width / (window[1] - window[0])) / 100;
    const px = Math.min(Math.max(middle, half - before), width + beyond - half);
    if (px - half < free) return { at, words: '', px, half: isHalf };
    if (words) free = px + half + between;
    return { at, words, px, half: isHalf };
  });
}

function* tickSteps({ round }) {
  for (const step of round.day) yield [step, 'day'];
  for (const step of round.month) yield [step, 'month'];
  for (let power = 1; power < 1e15; power *= 10) {
    for (const step of round.year) yield [step * power, 'year'];
  }
}

const roundDays = {
  // Days of the month 1, 1 + step, ...; not the last few, which crowd the next first.
  day(first, after, step) {
    const days = [];
    for (let day = Math.ceil(first); day <= after; day += 1) {
      const date = civilDay(day)[2];
      if ((date - 1) % step === 0 && (step === 1 || date + Math.floor(step / 2) <= 31)) days.push(day);
    }
    return days;
  },
  month(first, after, step) {
    const [year, month] = civilDay(Math.floor(first));
    const days = [];
    for (let count = year * 12 + Math.floor((month - 1) / step) * step; ; count += step) {
      const day = dayNumber(Math.floor(count / 12), (count % 12 + 12) % 12 + 1, 1);
      if (day > after) return days;
      days.push(day);
    }
  },
  // Round in the reader's count: 500 BCE is the year -499, and 1 CE stands for 0.
  year(first, after, step) {
    const days = [];
    const from = Math.floor(civilDay(Math.floor(first))[0] / step) * step - step;
    for (let year = from; ; year += step) {
      if (year === 0 && step === 1) continue;
      const day = dayNumber(year > 0 ? year : year + 1, 1, 1);
      if (day > after) return days;
      days.push(day);
    }
  },
};

/** The first and the last day of a window in words; only their months or years where that is enough. */
export function endsWords([start, end], rules, formats) {
  const [first, last] = [start, end - 1].map((instant) => Math.floor(instant / DAY_MS));
  const unit = last - first > 8 * 366 ? 'year' : last - first > 8 * 31 ? 'month' : 'day';
  return [first, last].map((day) => tickWords(day, unit, rules, formats));
}

/** The words of a tick on a day that begins a unit, as `wording.tick_words` puts them. */
export function tickWords(day, unit, rules, formats) {
  const [year, month, date] = civilDay(day);
  const said = yearWords(year, rules, formats);
  if (unit === 'year') return said;
  if (unit === 'month') return filled(formats.month, { year: said, month: formats.alone[month - 1] });
  return filled(formats.day, { year: said, month: formats.months[month - 1], day: date });
}

function yearWords(year, rules, formats) {
  const count = year > 0 ? year : 1 - year;
  const words = count < rules.groupedFrom ? String(count) : new Intl.NumberFormat(formats.lang).format(count);
  if (year <= 0) return filled(formats.bce, { year: words });
  const isPlain = rules.eraUntil <= year && year < rules.groupedFrom;
  return isPlain ? words : filled(formats.ce, { year: words });
}

function filled(template, values) {
  return template.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
