import { h, icon, write } from './dom.js';

const EVERY_MS = 1_000;

/** What is known of the connection, for whoever wants to know or is asked by somebody who helps. */
export class DetailsView {
  #texts;
  #call;
  #list = h('dl');
  #copied = h('span', { class: 'hint', role: 'status' });
  #looking = 0;

  /** @param {import('./texts.js').Texts} texts @param {import('./call.js').CentralitaCall} call @param {() => void} shut */
  constructor(texts, call, shut) {
    this.#texts = texts;
    this.#call = call;
    this.element = h('section', { class: 'panel', part: 'details', hidden: true, 'aria-label': texts.of('details') },
      h('div', {}, h('h3', {}, texts.of('details')),
        h('button', { class: 'shut', type: 'button', 'aria-label': texts.of('close'), onclick: shut }, icon('close'))),
      this.#list,
      h('div', { class: 'row' }, h('button', { class: 'plain', type: 'button', onclick: () => void this.#copy() }, texts.of('detail.copy')), this.#copied));
  }

  /** @param {boolean} open */
  show(open) {
    this.element.hidden = !open;
    clearInterval(this.#looking);
    write(this.#copied, '');
    if (!open) return;
    this.#refresh();
    this.#looking = setInterval(() => this.#refresh(), EVERY_MS);
  }

  #refresh() {
    const rows = this.#rows();
    // The rows there are stay: whoever reads or selects one is not interrupted.
    if (this.#list.children.length !== rows.length * 2) {
      this.#list.replaceChildren(...rows.flatMap(([name]) => [h('dt', {}, name), h('dd')]));
    }
    rows.forEach(([name, value, bad], index) => {
      write(/** @type {HTMLElement} */ (this.#list.children[index * 2]), name);
      const shown = /** @type {HTMLElement} */ (this.#list.children[index * 2 + 1]);
      shown.classList.toggle('bad', bad === true);
      write(shown, value);
    });
  }

  /** @returns {[string, string, boolean?][]} name, value, whether that is what is wrong */
  #rows() {
    const of = (/** @type {string} */ key) => this.#texts.of(key);
    const report = this.#call.report();
    const { states, candidates, quality, sdp } = report;
    const bad = (/** @type {string} */ value) => ['failed', 'disconnected', 'closed'].includes(value);
    const state = (/** @type {string} */ name) => /** @type {[string, boolean]} */ ([states[name] ?? of('detail.none'), bad(states[name])]);
    return [
      [of('detail.call'), this.#call.id ?? of('detail.none')],
      [of('detail.microphone'), of(`microphone.${report.microphone.state}`), report.microphone.state === 'muted'],
      [of('detail.connection'), ...state('connection')],
      [of('detail.network'), ...state('ice')],
      [of('detail.encryption'), ...state('dtls')],
      [of('detail.channel'), ...state('channel')],
      [of('detail.description'), sdp.ok ? of('detail.ok') : sdp.faults.join(', '), !sdp.ok],
      [of('detail.path'), this.#path(candidates.selected)],
      [of('detail.local'), this.#candidates(candidates.local)],
      [of('detail.remote'), this.#candidates(candidates.remote)],
      ...(report.candidateErrors.length
        ? [/** @type {[string, string]} */ ([of('detail.errors'), [...new Set(report.candidateErrors.map(({ code, url }) => `${code} ${url}`))].join(', ')])] : []),
      [of('detail.rtt'), this.#figure(quality?.rttMs, 'ms')],
      [of('detail.loss'), `${this.#figure(quality?.lossPercent, '%')} / ${this.#figure(quality?.upstreamLossPercent, '%')}`],
      [of('detail.gaps'), this.#figure(quality?.concealmentPercent, '%')],
      [of('detail.jitter'), this.#figure(quality?.jitterBufferMs, 'ms')],
    ];
  }

  /** @param {{local: string, remote: string, protocol: string}|null} selected */
  #path(selected) {
    if (!selected) return this.#texts.of('detail.none');
    const kind = selected.local === 'relay' || selected.remote === 'relay' ? 'relay' : selected.local;
    return `${selected.protocol.toUpperCase()}, ${this.#texts.of(`candidate.${kind}`)}`;
  }

  /** @param {Record<string, number>} counts */
  #candidates(counts) {
    const found = Object.entries(counts).filter(([, count]) => count > 0);
    if (!found.length) return this.#texts.of('detail.none');
    return found.map(([type, count]) => `${count} × ${type} (${this.#texts.of(`candidate.${type}`)})`).join('; ');
  }

  /** @param {number|null|undefined} value @param {string} unit */
  #figure(value, unit) {
    return value === null || value === undefined ? this.#texts.of('detail.none')
      : `${this.#texts.number(value, { maximumFractionDigits: unit === '%' ? 1 : 0 })} ${unit}`;
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(JSON.stringify({ call: this.#call.id, ...this.#call.report() }, null, 2));
      write(this.#copied, this.#texts.of('detail.copied'));
    } catch {
      // Where the clipboard is closed to us what is shown can still be selected.
      getSelection()?.selectAllChildren(this.#list);
    }
  }
}
