import { h, icon } from './dom.js';

/** What is wrong and what to do about it; errors first. */
export class ProblemsView {
  #texts;
  #helpers;
  #shown = '';

  /** @param {import('./texts.js').Texts} texts @param {Record<string, () => void>} helpers what can be done, by the kind of help; `login` is a link */
  constructor(texts, helpers) {
    this.#texts = texts;
    this.#helpers = helpers;
    this.element = h('div', { class: 'problems', part: 'problems', role: 'alert' });
  }

  /** @param {import('./problems.js').Problem[]} problems @param {string|null} login where one signs in */
  show(problems, login) {
    // An alert that is written again is read out again.
    const shown = JSON.stringify([problems, login]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const order = ['error', 'warning', 'notice'];
    const sorted = [...problems].sort((a, b) => order.indexOf(a.gravity) - order.indexOf(b.gravity));
    this.element.replaceChildren(...sorted.map((problem) => h('div', {
      class: `problem ${problem.gravity}`, part: `problem ${problem.gravity}`, 'data-kind': problem.kind,
    }, icon(problem.gravity === 'notice' ? 'notice' : 'warning'), h('strong', {}, problem.title), h('p', {}, problem.remedy),
    this.#help(problem, login))));
  }

  /** @param {import('./problems.js').Problem} problem @param {string|null} login */
  #help({ help }, login) {
    if (help === 'login') return login ? h('a', { class: 'help', part: 'help', href: login }, this.#texts.of('login')) : null;
    if (!help || !this.#helpers[help]) return null;
    const name = help === 'type' ? 'type-only' : help;
    return h('button', { class: 'help', part: 'help', type: 'button', onclick: () => this.#helpers[help]() }, this.#texts.of(name));
  }
}
