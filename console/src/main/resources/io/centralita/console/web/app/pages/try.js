// A call from this page, by voice or by keyboard.
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { get, query } from '../core/api.js';
import { View, rename } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { currentLanguage, t, word } from '../core/texts.js';
import { currentTheme, onTheme } from '../core/theme.js';
import { heading, tenantName } from '../parts/bits.js';
import { errorState } from '../parts/states.js';
import { icon } from '../parts/icons.js';

const MODULE = '/voice/centralita-call.js';
const QUESTIONS = ['clients', 'traffic', 'routers', 'time'];

class Try extends View {
  static properties = { ...View.properties, tenant: { state: true }, engine: { state: true }, call: { state: true }, running: { state: true } };

  #module = new Loading(this, async () => {
    await import(MODULE);
    return true;
  });
  #tenants = new Loading(this, async (signal) => (await get('/api/tenants', { signal })).tenants);
  #engines = new Loading(this, async (signal) => (await get('/api/engines', { signal })).engines);

  #stop = () => {};

  connectedCallback() {
    super.connectedCallback();
    this.tenant = this.route.parameters.get('tenant') ?? '';
    this.engine = this.route.parameters.get('engine') ?? '';
    this.#module.load();
    this.#tenants.load();
    this.#engines.load();
    this.#stop = onTheme(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
  }

  render() {
    return html`
      ${heading(t('try.title'), { lead: t('try.lead') })}
      <div class="try">
        <section class="try-call" aria-label=${t('try.title')}>
          ${this.#module.value ? this.#element() : this.#module.error ? errorState(this.#module.error, () => location.reload()) : this.#module.render(() => '')}
        </section>
        <div class="try-side">
          <section class="panel">
            <h2>${t('try.choose')}</h2>
            <label class="field"><span>${t('filter.tenant')}</span>
              <select name="tenant" ?disabled=${this.running} @change=${(e) => this.#choose({ tenant: e.target.value })}>
                <option value="">${t('try.tenant.default')}</option>
                ${(this.#tenants.value ?? []).map((one) => html`<option value=${one.id} ?selected=${one.id === this.tenant}>${one.company || tenantName(one.id)}</option>`)}
              </select></label>
            ${this.#engine()}
          </section>
          <section class="panel">
            <h2>${t('try.ask')}</h2><p class="muted small">${t('try.ask.text')}</p>
            <ul class="questions">${QUESTIONS.map((one) => html`<li><button class="question" ?disabled=${!this.running} @click=${() => this.#say(t(`try.question.${one}`))}>${icon('send')}<span>${t(`try.question.${one}`)}</span></button></li>`)}</ul>
          </section>
          ${this.call
            ? html`<section class="panel"><h2>${t('try.call')}</h2><div class="actions">
                ${this.running ? html`<a class="button" target="_blank" rel="noopener" href="/live/${encodeURIComponent(this.call)}">${icon('live')}${t('try.watch')}</a>` : html`<a class="button primary" href="/calls/${encodeURIComponent(this.call)}">${icon('stats')}${t('live.report')}</a>`}
              </div></section>`
            : ''}
        </div>
      </div>`;
  }

  /** The first is the house's: who says nothing gets that one. */
  #engine() {
    const [first, ...others] = this.#engines.value ?? [];
    if (!first) return '';
    return html`<label class="field"><span>${t('try.engine')}</span>
        <select name="engine" ?disabled=${this.running || !others.length} @change=${(e) => this.#choose({ engine: e.target.value })}>
          <option value="">${t('try.engine.house', { name: word('engine', first) })}</option>
          ${others.map((one) => html`<option value=${one} ?selected=${one === this.engine}>${word('engine', one)}</option>`)}
        </select></label>
      <p class="muted small">${t(others.length ? 'try.engine.text' : 'try.engine.only')}</p>`;
  }

  /** Of an old address the engine may be gone. */
  #offered(engine) {
    return this.#engines.value?.includes(engine) === false ? '' : engine;
  }

  #choose(values) {
    Object.assign(this, values);
    rename(`/try${query({ tenant: this.tenant, engine: this.engine })}`);
  }

  #element() {
    const theme = currentTheme();
    return html`<centralita-call language=${currentLanguage()} theme=${ifDefined(theme === 'auto' ? undefined : theme)} tenant=${ifDefined(this.tenant || undefined)} engine=${ifDefined(this.#offered(this.engine) || undefined)}
      @call-started=${(e) => ((this.call = e.detail.id), (this.running = true))} @call-ended=${() => (this.running = false)}></centralita-call>`;
  }

  #say(text) {
    this.querySelector('centralita-call').say(text);
  }
}

customElements.define('page-try', Try);
