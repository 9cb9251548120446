// Calls in progress.
import { html } from 'lit';
import { count, t } from '../core/texts.js';
import { ApiError } from '../core/api.js';
import { View } from '../core/router.js';
import { store, Watch } from '../core/store.js';
import { reconnect } from '../core/stream.js';
import { Beat } from '../core/beat.js';
import { emptyState, errorState, loadingState } from '../parts/states.js';
import { heading, tenantName } from '../parts/bits.js';
import { deadAir, Rows } from '../call/rows.js';

const ORDERS = {
  newest: (a, b) => b.startedMs - a.startedMs,
  oldest: (a, b) => a.startedMs - b.startedMs,
  silence: (a, b) => (deadAir(b) ?? -1) - (deadAir(a) ?? -1),
};

class Live extends View {
  static properties = { ...View.properties, text: { state: true }, tenant: { state: true }, order: { state: true } };

  #rows = new Rows(this);
  #key;
  #shown = [];
  #tenants = [];

  constructor() {
    super();
    // What comes between two beats is drawn with the second.
    new Watch(this, 'connection', 'count');
    new Beat(this, 250);
    this.text = '';
    this.tenant = '';
    this.order = 'newest';
  }

  /** Worked out again where calls came or went, or something else is wanted; silences change by themselves. */
  #chosen() {
    const key = [store.members, this.text, this.tenant, this.order].join('\n');
    if (key !== this.#key || this.order === 'silence') {
      this.#key = key;
      this.#shown = this.#choose();
      this.#tenants = [...new Set([...store.calls.values()].map((row) => row.tenant))].sort();
    }
    return this.#shown;
  }

  #choose() {
    const text = this.text.toLowerCase().replace(/\s/g, '');
    return [...store.calls.values()]
      .filter((row) => !this.tenant || row.tenant === this.tenant)
      .filter((row) => !text || `${row.from}${row.to}${row.id}${row.engine}`.toLowerCase().includes(text))
      .sort(ORDERS[this.order]);
  }

  render() {
    const all = store.calls.size;
    return html`
      ${heading(t('live.title'), { lead: store.known ? count('live.count', all) : t('state.loading') })}
      ${!store.known ? this.#waiting() : all ? this.#list() : this.#nobody()}`;
  }

  /** Nothing is known yet: because it has only begun, or because nobody tells. */
  #waiting() {
    const { state, error } = store.connection;
    return state === 'lost' || state === 'forbidden' ? errorState(error ?? new ApiError(0, 'offline'), reconnect) : loadingState();
  }

  #list() {
    const rows = this.#chosen();
    const tenants = this.#tenants;
    return html`
      <form class="filters" role="search" @submit=${(e) => e.preventDefault()}>
        <label class="field wide"><span>${t('live.search')}</span>
          <input type="search" .value=${this.text} placeholder=${t('live.search.hint')} @input=${(e) => (this.text = e.target.value)}></label>
        <label class="field"><span>${t('filter.tenant')}</span>
          <select @change=${(e) => (this.tenant = e.target.value)}>
            <option value="">${t('filter.all')}</option>
            ${tenants.map((one) => html`<option value=${one} ?selected=${one === this.tenant}>${tenantName(one)}</option>`)}
          </select></label>
        <label class="field"><span>${t('live.order')}</span>
          <select @change=${(e) => (this.order = e.target.value)}>
            ${Object.keys(ORDERS).map((one) => html`<option value=${one} ?selected=${one === this.order}>${t(`live.order.${one}`)}</option>`)}
          </select></label>
      </form>
      <div class="call-head" aria-hidden="true">
        <span>${t('column.caller')}</span><span>${t('column.levels')}</span><span>${t('column.speaks')}</span><span>${t('column.tools')}</span><span>${t('column.silence')}</span><span>${t('column.length')}</span>
      </div>
      ${rows.length ? this.#rows.render(rows) : emptyState('search', t('live.none.found'), t('live.none.found.text'))}`;
  }

  #nobody() {
    return emptyState('live', t('live.empty'), t('live.empty.text'),
      html`<div class="actions"><a class="button primary" href="/try">${t('live.empty.try')}</a><a class="button" href="/calls">${t('live.empty.calls')}</a></div>`);
  }
}

customElements.define('page-live', Live);
