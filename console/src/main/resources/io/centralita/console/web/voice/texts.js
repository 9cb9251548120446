import en from './texts-en.js';
import es from './texts-es.js';

/** @type {Record<string, Record<string, string>>} */
const LANGUAGES = { es, en };

/** The house's, for whoever speaks none of them. */
const HOUSE = 'es';

/** What people read. */
export class Texts {
  #texts;

  /** @param {string} language */
  constructor(language) {
    this.language = language;
    this.#texts = LANGUAGES[language];
  }

  /** @param {string|null} [wish] a language tag; without one of ours the browser's languages are gone through */
  static in(wish) {
    const wishes = [wish ?? '', ...navigator.languages].map((tag) => tag.toLowerCase().split('-')[0]);
    return new Texts(wishes.find((tag) => tag in LANGUAGES) ?? HOUSE);
  }

  /** @param {string} key @param {Record<string, string|number>} [values] for `{name}` in the text */
  of(key, values = {}) {
    const text = this.#texts[key];
    if (text === undefined) return key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
  }

  /** @param {string} key */
  has(key) {
    return key in this.#texts;
  }

  /** @param {number} value @param {Intl.NumberFormatOptions} [options] */
  number(value, options = { maximumFractionDigits: 0 }) {
    return new Intl.NumberFormat(this.language, options).format(value);
  }
}
