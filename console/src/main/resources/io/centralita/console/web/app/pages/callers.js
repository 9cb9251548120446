// What is remembered of callers: shown, taken along, erased.
import { html } from 'lit';
import { get, query, send } from '../core/api.js';
import { View, rename } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { count, t } from '../core/texts.js';
import { phone, when } from '../core/format.js';
import { chip, confirmed, heading, tenantName } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/live-region.js';

class Callers extends View {
  static properties = { ...View.properties, tenant: { state: true }, text: { state: true } };

  #tenants = new Loading(this, async (signal) => (await get('/api/tenants', { signal })).tenants);
  #callers = new Loading(this, async (signal) => (this.tenant ? (await get(`${this.#path}?limit=500`, { signal })).callers : []));

  constructor() {
    super();
    this.text = '';
  }

  get #path() {
    return `/api/tenants/${encodeURIComponent(this.tenant)}/callers`;
  }

  async connectedCallback() {
    super.connectedCallback();
    this.tenant = this.route.parameters.get('tenant') ?? '';
    await this.#tenants.load();
    this.tenant ||= this.#tenants.value?.[0]?.id ?? '';
    this.#callers.load();
  }

  #choose(tenant) {
    this.tenant = tenant;
    rename(`/callers?tenant=${encodeURIComponent(tenant)}`);
    this.#callers.load({ fresh: true });
  }

  render() {
    return html`
      ${heading(t('nav.callers'), { lead: t('callers.lead') })}
      ${this.#tenants.render((tenants) => html`
        <form class="filters" role="search" @submit=${(e) => e.preventDefault()}>
          <label class="field"><span>${t('filter.tenant')}</span><select @change=${(e) => this.#choose(e.target.value)}>${tenants.map((one) => html`<option value=${one.id} ?selected=${one.id === this.tenant}>${one.company || tenantName(one.id)}</option>`)}</select></label>
          <label class="field wide"><span>${t('callers.search')}</span><input type="search" .value=${this.text} @input=${(e) => (this.text = e.target.value)}></label>
        </form>
        ${this.#callers.render((callers) => this.#list(callers))}`)}`;
  }

  #list(callers) {
    const text = this.text.toLowerCase().replace(/\s/g, '');
    const shown = callers.filter((one) => !text || [one.number, one.name, ...one.facts].join(' ').toLowerCase().replace(/\s/g, '').includes(text));
    if (!callers.length) return emptyState('callers', t('callers.empty'), t('callers.empty.text'));
    if (!shown.length) return emptyState('search', t('calls.none'), t('calls.none.text'));
    return html`<ul class="caller-cards">${shown.map((one) => html`<li class="panel">
      <div class="section-head"><div><h2>${one.name || phone(one.number)}</h2><p class="muted small">${one.name ? `${phone(one.number)} · ` : ''}${count('callers.calls', one.calls)}${one.lastCall ? ` · ${t('callers.last', { at: when(one.lastCall) })}` : ''}</p></div>
        <div class="actions">${one.keepsNothing ? html`${chip(t('callers.nothing'), 'warn')}<button class="button small" @click=${() => this.#again(one)}>${t('callers.again')}</button>` : ''}
          ${one.calls || !one.keepsNothing ? html`<button class="button small" @click=${() => this.#export(one)}>${icon('download')}${t('callers.export')}</button>
          <button class="button small danger" @click=${() => this.#erase(one)}>${icon('trash')}${t('callers.erase')}</button>` : ''}</div></div>
      ${one.facts.length ? html`<ul class="facts-list">${one.facts.map((fact) => html`<li>${fact}</li>`)}</ul>` : ''}
      ${one.pastCalls.length ? html`<ol class="past">${one.pastCalls.map((call) => html`<li><a href="/calls/${encodeURIComponent(call.id)}">${when(call.startedAt)}</a> ${call.summary}</li>`)}</ol>` : ''}
    </li>`)}</ul>`;
  }

  #export(one) {
    const link = document.createElement('a');
    const url = URL.createObjectURL(new Blob([JSON.stringify(one, null, 2)], { type: 'application/json' }));
    link.href = url;
    link.download = `${one.number.replace(/\D/g, '')}.json`;
    link.click();
    URL.revokeObjectURL(url);
  }

  async #erase(one) {
    const sure = await confirmed({ title: t('callers.erase.sure'), text: t('callers.erase.text', { number: phone(one.number) }), yes: t('callers.erase'), danger: true, option: one.keepsNothing ? '' : t('callers.never') });
    if (sure) this.#forget(one, sure === 'option' ? 'never' : '');
  }

  #again(one) {
    this.#forget(one, 'again');
  }

  async #forget(one, remember) {
    try {
      const gone = await send('DELETE', `${this.#path}/${encodeURIComponent(one.number)}${query({ remember })}`);
      say(remember === 'again' ? t('callers.remembered') : t('callers.erased', { calls: gone.calls }));
      this.#callers.load();
    } catch (e) {
      say([e.message, e.remedy].filter(Boolean).join(' ') || t('state.error.text'), 'bad');
    }
  }
}

customElements.define('page-callers', Callers);
