// Looks at everything a call needs, one thing after the other, and says what to do.
import { html } from 'lit';
import { request } from '../core/api.js';
import { View } from '../core/router.js';
import { count, t } from '../core/texts.js';
import { delay } from '../core/format.js';
import { heading } from '../parts/bits.js';
import { emptyState, errorState } from '../parts/states.js';
import { icon } from '../parts/icons.js';
import { announce } from '../parts/live-region.js';

const PICTURES = { PASS: 'check', FAIL: 'cross', NOTE: 'info' };

class Doctor extends View {
  static properties = { ...View.properties, outcomes: { state: true }, running: { state: true }, error: { state: true } };

  #abort;

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#abort?.abort();
  }

  render() {
    return html`${heading(t('nav.doctor'), { lead: t('doctor.lead'), actions: html`<button class="button primary" ?disabled=${this.running} @click=${() => this.#run()}>${icon('doctor')}${t(this.running ? 'doctor.running' : this.outcomes ? 'doctor.again' : 'doctor.run')}</button>` })}
      ${this.error ? errorState(this.error, () => this.#run(), Boolean(this.outcomes?.length)) : ''}
      ${this.outcomes ? this.#list() : this.error ? '' : emptyState('doctor', t('doctor.empty'), t('doctor.empty.text'))}`;
  }

  #list() {
    const failed = this.outcomes.filter((one) => one.status === 'FAIL').length;
    const counted = this.outcomes.filter((one) => one.status !== 'NOTE').length;
    return html`
      <p class="verdict ${failed ? 'bad' : 'ok'}" role="status"><strong class="num">${counted - failed}/${counted}</strong> ${this.running ? t('doctor.running') : failed ? count('doctor.failed', failed) : t('doctor.fine')}</p>
      <ol class="checks">${this.outcomes.map((one) => html`<li class="check-line is-${one.status.toLowerCase()}">
        <span class="check-mark">${icon(PICTURES[one.status] ?? 'info')}<span class="quiet">${t(`doctor.${one.status}`)}</span></span>
        <div><p><strong>${one.name}</strong> <span class="muted">${one.detail}</span></p>${one.remedy ? html`<p class="remedy">${one.remedy}</p>` : ''}</div>
        <span class="num muted small">${delay(one.ms)}</span></li>`)}
        ${this.running ? html`<li class="check-line"><span class="check-mark"><span class="dot"></span></span><p class="muted">${t('doctor.looking')}</p></li>` : ''}</ol>`;
  }

  /** Outcomes come as they are found, one JSON object a line. */
  async #run() {
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.running = true;
    this.error = undefined;
    this.outcomes = undefined;
    try {
      const response = await request('/api/doctor', { method: 'POST', signal: this.#abort.signal, headers: { Accept: 'application/x-ndjson' } });
      this.outcomes = [];
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = '';
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const lines = (rest + value).split('\n');
        rest = lines.pop();
        const found = lines.filter(Boolean).map((line) => JSON.parse(line));
        if (found.length) this.outcomes = [...this.outcomes, ...found];
      }
      const failed = this.outcomes.filter((one) => one.status === 'FAIL').length;
      announce(failed ? count('doctor.failed', failed) : t('doctor.fine'));
    } catch (e) {
      if (e.name !== 'AbortError') this.error = e;
    }
    this.running = false;
  }
}

customElements.define('page-doctor', Doctor);
