// What people read, in their language. Texts are in texts/{language}.js, one flat list each.
import { keep } from './kept.js';

export const LANGUAGES = ['es', 'en'];

const listeners = new Set();
let language = 'es';
let texts = {};
let plurals = new Intl.PluralRules('es');

export const currentLanguage = () => language;

/** Loads a language; what is shown follows. */
export async function speak(wanted) {
  const next = LANGUAGES.includes(wanted) ? wanted : 'es';
  texts = (await import(`../../texts/${next}.js`)).default;
  language = next;
  plurals = new Intl.PluralRules(next);
  document.documentElement.lang = next;
  listeners.forEach((listener) => listener());
}

export async function chooseLanguage(wanted) {
  await speak(wanted);
  keep({ language });
}

export function onLanguage(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const has = (key) => key in texts;

/** A text; `{name}` in it is the value of that name. */
export function t(key, values = {}) {
  const text = texts[key];
  if (text === undefined) {
    console.warn(`no text for ${key}`);
    return key;
  }
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** The text of `key` for a code that others make up as well; the code itself where it is new to us. */
export const word = (key, code) => (has(`${key}.${code}`) ? t(`${key}.${code}`) : String(code ?? ''));

/** `key.one` or `key.other`, with `{n}` as it is written. */
export const count = (key, n, values = {}) =>
  t(`${key}.${plurals.select(n)}`, { n: new Intl.NumberFormat(language).format(n), ...values });
