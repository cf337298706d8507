// Instants as text and back, by the proleptic Gregorian calendar and UTC. By arithmetic
// alone: any year is a year, and no time zone plays a part. Years are astronomical, 0 is 1 BCE.

const MS_A_DAY = 86400000;
// The units that a window's ends are told in, the coarsest first: of a window at least so long (ms),
// with how many more letters than a day's text.
const UNITS = [
  { from: 100 * 366 * MS_A_DAY, letters: -6, isDate: true, round: (instant) => nearestMonth(instant, 12) },
  { from: 8 * 366 * MS_A_DAY, letters: -3, isDate: true, round: (instant) => nearestMonth(instant, 1) },
  { from: 8 * MS_A_DAY, letters: 0, isDate: true, round: roundTo(MS_A_DAY) },
  { from: 8 * 60000, letters: 'T00:00'.length, round: roundTo(60000) },
  { from: 8 * 1000, letters: 'T00:00:00'.length, round: roundTo(1000) },
  { from: 0, letters: 'T00:00:00.000'.length, round: roundTo(1) },
];
// A year, a month, a day or an instant of one; EDTF has a Y before years of more than four digits.
const DATE = /^(?:Y(?=-?\d{5}))?(-?\d{4,12})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?)?)?)?)?$/;

/** The number of a day, 0 for 1 January 1970: `days_from_civil` by Howard Hinnant. */
export function dayNumber(year, month, day) {
  const shifted = month > 2 ? year : year - 1; // its years begin in March
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146097 + yearOfEra * 365 + leapDays + dayOfYear - 719468;
}

/** The [year, month, day] of a day's number: `civil_from_days`, the same source. */
export function civilDay(number) {
  const era = Math.floor((number + 719468) / 146097);
  const day = number + 719468 - era * 146097;
  const leapDays = Math.floor(day / 1460) - Math.floor(day / 36524) + Math.floor(day / 146096);
  const yearOfEra = Math.floor((day - leapDays) / 365);
  const dayOfYear = day - 365 * yearOfEra - Math.floor(yearOfEra / 4) + Math.floor(yearOfEra / 100);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = (fromMarch + 2) % 12 + 1;
  const year = era * 400 + yearOfEra + (month > 2 ? 0 : 1);
  return [year, month, dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1];
}

/** An instant in epoch milliseconds as text: `1950-03-01`, finer by so many letters, or coarser. */
function instantText(instant, letters) {
  const number = Math.floor(instant / MS_A_DAY);
  const [year, month, day] = civilDay(number);
  const sign = year < 0 ? '-' : '';
  const date = `${sign}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  const rest = instant - number * MS_A_DAY;
  const [hour, minute, second] = [3600000, 60000, 1000].map((unit) => Math.floor(rest / unit));
  const clock = [hour, minute % 60, second % 60].map((count) => digits(count, 2)).join(':');
  return `${date}T${clock}.${digits(rest % 1000, 3)}`.slice(0, date.length + letters);
}

/**
 * From when to when a date goes, in epoch milliseconds, as EDTF has it: a year, month or day is all
 * of it; one with a clock is an instant. Null if the text is none.
 */
export function readDate(text) {
  const found = DATE.exec(text);
  if (!found) return null;
  const [year, month, day, hour, minute, second, ms] = found.slice(1).map((part) => part && Number(part));
  const number = dayNumber(year, month ?? 1, day ?? 1);
  const isDay = civilDay(number).join() === [year, month ?? 1, day ?? 1].join();
  if (!isDay || hour > 23 || minute > 59 || second > 59) return null;
  if (hour !== undefined) {
    const instant = number * MS_A_DAY + ((hour * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + (ms ?? 0);
    return [instant, instant];
  }
  const after = day ? number + 1 : month ? monthStart(year * 12 + month) : dayNumber(year + 1, 1, 1);
  return [number * MS_A_DAY, after * MS_A_DAY];
}

/**
 * A window [start, end] as text that `readWindow` reads, as short as may be: `1950/1990`, `1950`,
 * `1950-03/1951-06`, `1950-03-01/1950-03-20`; to the minute or finer if it is short. The last date
 * is in the window. An end without a limit is `..`.
 */
export function windowText(window) {
  const length = window[1] - window[0];
  const unit = UNITS.find(({ from }) => length >= from);
  const ends = window.map(Number.isFinite(length) ? unit.round : (end) => end);
  const isExact = ({ round }) => ends.filter(Number.isFinite).every((end) => round(end) === end);
  const { letters, isDate } = UNITS.find(isExact);
  if (isDate) ends[1] -= 1; // a date goes to the end of its last day
  const [start, end] = ends.map((at) => (Number.isFinite(at) ? instantText(at, letters) : '..'));
  return start === end ? start : `${start}/${end}`;
}

/**
 * The window of such a text, or of one date; null if it is none or has no length. An end without a
 * limit, `..`, is infinite.
 */
export function readWindow(text) {
  const dates = text.split('/');
  if (dates.length > 2) return null;
  const start = dates[0] === '..' ? -Infinity : readDate(dates[0])?.[0];
  const end = dates.at(-1) === '..' ? Infinity : readDate(dates.at(-1))?.[1];
  return start < end ? [start, end] : null;
}

function roundTo(length) {
  return (instant) => Math.round(instant / length) * length;
}

/** The instant nearest to another at which a month begins whose number `every` divides. */
function nearestMonth(instant, every) {
  const [year, month] = civilDay(Math.floor(instant / MS_A_DAY));
  const count = Math.floor((year * 12 + month - 1) / every) * every;
  const [before, after] = [count, count + every].map((one) => monthStart(one) * MS_A_DAY);
  return instant - before < after - instant ? before : after;
}

/** The number of the day that a month begins with; months are counted from January of the year 0. */
function monthStart(count) {
  return dayNumber(Math.floor(count / 12), (count % 12 + 12) % 12 + 1, 1);
}

function digits(count, least) {
  return String(count).padStart(least, '0');
}
