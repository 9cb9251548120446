// Numbers, times and amounts as people write them.
import { currentLanguage } from './texts.js';

const formats = new Map();

function format(kind, options) {
  const key = kind.name + currentLanguage() + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new kind(currentLanguage(), options));
  return formats.get(key);
}

const NOTHING = '–';
const missing = (value) => value === null || value === undefined || Number.isNaN(value);

export const number = (value, digits = 0) =>
  missing(value)
    ? NOTHING
    : format(Intl.NumberFormat, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** A delay: `820 ms`, `1.4 s`, from a minute on `2:05`. */
export function delay(ms) {
  if (missing(ms)) return NOTHING;
  if (ms < 1_000) return `${number(Math.round(ms))} ms`;
  if (ms < 60_000) return `${number(ms / 1_000, ms < 9_950 ? 1 : 0)} s`;
  return clock(ms);
}

const separator = () => format(Intl.NumberFormat, {}).formatToParts(0.5).find((part) => part.type === 'decimal').value;

/** A length or a place in a call: `3:07`, `1:02:09`; with tenths where it matters. */
export function clock(ms, tenths = false) {
  if (missing(ms)) return NOTHING;
  const all = Math.max(0, Math.floor(ms / 100));
  const seconds = Math.floor(all / 10);
  const two = (n) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const head = h ? `${h}:${two(m)}` : `${m}`;
  return `${head}:${two(s)}${tenths ? `${separator()}${all % 10}` : ''}`;
}

/** A length in words a screen reader reads well: `3 min 7 s`. */
export function spokenClock(ms) {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const [h, m, s] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return [h && `${h} h`, m && `${m} min`, (s || (!h && !m)) && `${s} s`].filter(Boolean).join(' ');
}

export const time = (instant) =>
  missing(instant) ? NOTHING : format(Intl.DateTimeFormat, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));

export const preciseTime = (instant) =>
  missing(instant)
    ? NOTHING
    : format(Intl.DateTimeFormat, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 })
        .format(new Date(instant));

export const dateTime = (instant) =>
  missing(instant)
    ? NOTHING
    : format(Intl.DateTimeFormat, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));

/** Today only the time, else the day too. */
export function when(instant) {
  if (missing(instant)) return NOTHING;
  const then = new Date(instant);
  return then.toDateString() === new Date().toDateString()
    ? time(instant)
    : format(Intl.DateTimeFormat, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }).format(then);
}

/** Amounts by currency: `0,012 $`; small ones keep the digits that tell them from nothing. */
export function money(amounts) {
  const all = Object.entries(amounts ?? {});
  if (!all.length) return NOTHING;
  return all
    .map(([currency, amount]) => {
      const value = Number(amount);
      const digits = value !== 0 && Math.abs(value) < 0.1 ? 4 : value < 1 ? 3 : 2;
      return format(Intl.NumberFormat, { style: 'currency', currencyDisplay: 'narrowSymbol', currency, minimumFractionDigits: 2, maximumFractionDigits: digits })
        .format(value);
    })
    .join(' + ');
}

/** Country codes of one and of two digits (ITU-T E.164); all others have three. */
const COUNTRY = /^(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** `+34 600 111 222`: groups of three, for the eye only. */
export function phone(number) {
  const match = /^\+(\d{7,15})$/.exec(number ?? '');
  if (!match) return number ?? '';
  const digits = match[1];
  const country = COUNTRY.exec(digits)?.[0].length ?? 3;
  const rest = digits.slice(country).replace(/(\d{3})(?=\d{2})/g, '$1 ');
  return `+${digits.slice(0, country)} ${rest.trim()}`;
}

export const bytes = (n) => {
  if (missing(n)) return NOTHING;
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, n)) / Math.log(1_000)));
  return `${number(n / 1_000 ** power, power ? 1 : 0)} ${units[power]}`;
};

/** Where the person is, as servers know it: days begin there. */
export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A day in full: `Thursday, 26 November`. */
export const day = (date) => format(Intl.DateTimeFormat, { weekday: 'long', day: 'numeric', month: 'long' }).format(date);
