// Instants as text and back, by the proleptic Gregorian calendar and UTC. By arithmetic
// alone: any year is a year, and no time zone plays a part. Years are astronomical, 0 is 1 BCE.

const MS_A_DAY = 86400000;
// The finest unit told of a window at least so long (ms), and the letters of that unit's text.
const PRECISIONS = [
  { from: 8 * MS_A_DAY, unit: MS_A_DAY, letters: 0 },
  { from: 8 * 60000, unit: 60000, letters: 'T00:00'.length },
  { from: 8 * 1000, unit: 1000, letters: 'T00:00:00'.length },
  { from: 0, unit: 1, letters: 'T00:00:00.000'.length },
];
const INSTANT = /^(-?\d{4,12})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{3}))?)?)?)?$/;

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

/** An instant in epoch milliseconds as text: `1950-03-01`, finer by so many more letters. */
export function instantText(instant, letters = 0) {
  const number = Math.floor(instant / MS_A_DAY);
  const [year, month, day] = civilDay(number);
  const sign = year < 0 ? '-' : '';
  const date = `${sign}${digits(Math.abs(year), 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  const rest = instant - number * MS_A_DAY;
  const [hour, minute, second] = [3600000, 60000, 1000].map((unit) => Math.floor(rest / unit));
  const clock = [hour, minute % 60, second % 60].map((count) => digits(count, 2)).join(':');
  return date + `T${clock}.${digits(rest % 1000, 3)}`.slice(0, letters);
}

/** The epoch milliseconds of such a text; NaN if it is none. */
export function readInstant(text) {
  const found = INSTANT.exec(text);
  if (!found) return NaN;
  const [year, month, day, hour, minute, second, ms] = found.slice(1).map((part) => Number(part ?? 0));
  const number = dayNumber(year, month, day);
  const isDay = civilDay(number).join() === [year, month, day].join();
  if (!isDay || hour > 23 || minute > 59 || second > 59) return NaN;
  return number * MS_A_DAY + ((hour * 60 + minute) * 60 + second) * 1000 + ms;
}

/** A window [start, end] as text, `1950-03-01/1960-01-01`: to the day, finer if it is short. */
export function windowText(window) {
  const length = window[1] - window[0];
  const { unit, letters } = PRECISIONS.find(({ from }) => length >= from);
  const rounded = (instant) => Math.round(instant / unit) * unit;
  return window.map((instant) => instantText(rounded(instant), letters)).join('/');
}

/** The window of such a text, or null if it is none or has no length. */
export function readWindow(text) {
  const ends = text.split('/').map(readInstant);
  return ends.length === 2 && ends[0] < ends[1] ? ends : null;
}

function digits(count, least) {
  return String(count).padStart(least, '0');
}
