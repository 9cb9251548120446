import { h, icon, write } from './dom.js';

/** What was said, as it is said. Screen readers are told sentences, not each word as it comes. */
export class CaptionsView {
  /** From the end, in px: whoever has scrolled further up is reading. */
  static #NEAR = 48;

  #texts;
  #list = h('ol');
  #spoken = h('p', { class: 'unseen', 'aria-live': 'polite' });
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  /** @type {Set<string>} */
  #announced = new Set();

  /** @param {import('./texts.js').Texts} texts */
  constructor(texts) {
    this.#texts = texts;
    this.log = h('div', {
      class: 'captions', part: 'captions', role: 'log', 'aria-live': 'off', 'aria-label': texts.of('conversation'), tabindex: 0, hidden: true,
    }, this.#list);
    this.announcer = this.#spoken;
  }

  /** @param {import('./conversation.js').Entry} entry */
  show(entry) {
    const words = this.#words(entry);
    const known = this.#items.get(entry.key);
    if (!words && !known) {
      // It has its place from the beginning, and is seen when there is something to see.
      this.#items.set(entry.key, this.#place(entry));
      return;
    }
    const following = this.log.scrollHeight - this.log.scrollTop - this.log.clientHeight < CaptionsView.#NEAR;
    const item = known ?? this.#place(entry);
    this.#items.set(entry.key, item);
    item.hidden = !words;
    item.dataset.progress = entry.progress;
    write(/** @type {HTMLElement} */ (item.querySelector('.text')), words);
    const remark = this.#remark(entry);
    const small = /** @type {HTMLElement} */ (item.querySelector('small'));
    small.hidden = !remark;
    write(small, remark);
    if (words) this.log.hidden = false;
    if (following) this.log.scrollTop = this.log.scrollHeight;
    this.#announce(entry, words);
  }

  /** Puts away what another call said. */
  clear() {
    this.#list.replaceChildren();
    this.#items.clear();
    this.#announced.clear();
    this.log.hidden = true;
  }

  /** @param {import('./conversation.js').Entry} entry */
  #place(entry) {
    const who = entry.who === 'caller' ? this.#texts.of('you') : entry.who === 'assistant' ? this.#texts.of('assistant') : '';
    const item = h('li', { class: `entry ${entry.who}`, part: `entry ${entry.who}`, hidden: true },
      entry.who === 'tool' ? icon('search') : null,
      who ? h('span', { class: 'unseen' }, `${who}: `) : null,
      h('span', { class: 'text' }), h('small', { hidden: true }));
    this.#list.append(item);
    return item;
  }

  /** @param {import('./conversation.js').Entry} entry */
  #words(entry) {
    switch (entry.who) {
      case 'tool': return this.#texts.of(`tool.${entry.progress === 'failed' ? 'interrupted' : entry.progress}`, { name: spelled(entry.text) });
      case 'note': return this.#texts.of(`note.${entry.text}`);
      default: return entry.text || (entry.progress === 'failed' ? this.#texts.of('not-understood') : '');
    }
  }

  /** @param {import('./conversation.js').Entry} entry */
  #remark(entry) {
    if (entry.who === 'assistant' && entry.progress === 'interrupted') return this.#texts.of('interrupted');
    return entry.typed ? this.#texts.of('typed') : '';
  }

  /** @param {import('./conversation.js').Entry} entry @param {string} words */
  #announce(entry, words) {
    if (!words || entry.typed || this.#announced.has(entry.key)) return;
    if (entry.progress === 'partial' && entry.who !== 'tool') return;
    this.#announced.add(entry.key);
    const who = entry.who === 'caller' ? this.#texts.of('you') : this.#texts.of('assistant');
    write(this.#spoken, entry.who === 'note' || entry.who === 'tool' ? words : `${who}: ${words}`);
  }
}

/** A tool's name as people write: `consultar_mikrotik`. @param {string} name */
const spelled = (name) => name.replace(/[_-]+/g, ' ');
