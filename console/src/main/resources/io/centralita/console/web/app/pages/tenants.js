// Who is answered for: companies, their numbers, the state of their documents.
import { html } from 'lit';
import { get, request } from '../core/api.js';
import { View, go } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { count, t } from '../core/texts.js';
import { phone, when } from '../core/format.js';
import { chip, heading, tenantName } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';
import { icon } from '../parts/icons.js';

class Tenants extends View {
  static properties = { ...View.properties, problem: { state: true } };

  #all = new Loading(this, async (signal) => (await get('/api/tenants', { signal })).tenants);

  connectedCallback() {
    super.connectedCallback();
    this.#all.load();
  }

  render() {
    return html`${heading(t('nav.tenants'), { lead: t('tenants.lead') })}
      ${this.#all.render((all) => (all.length ? html`<ul class="cards">${all.map((one) => this.#one(one))}</ul>` : emptyState('tenants', t('tenants.empty'), t('tenants.empty.text'))))}
      <section class="section panel"><h2>${t('tenants.new')}</h2>
        <form class="inline-form" @submit=${this.#create}>
          <label class="field"><span>${t('tenants.id')}</span><input name="id" required pattern="[a-z0-9][a-z0-9\\-]{0,62}" autocomplete="off" placeholder="norte"></label>
          <label class="field"><span>${t('tenants.company')}</span><input name="company" autocomplete="off"></label>
          <button class="button primary">${t('tenants.create')}</button>
        </form>
        ${this.problem ? html`<p class="bad" role="alert">${this.problem}</p>` : ''}</section>`;
  }

  #one(one) {
    return html`<li><a class="tenant-card" href="/tenants/${encodeURIComponent(one.id)}">
      <span class="who"><strong class="cut">${one.company || tenantName(one.id)}</strong><span class="muted mono cut">${one.id}</span></span>
      <span class="numbers">${one.numbers.length ? one.numbers.map((number) => chip(phone(number.number), number.active ? '' : 'off')) : html`<span class="muted">${t('tenants.no-number')}</span>`}</span>
      <span class="muted small">${t('tenants.version', { n: one.version })} · ${when(one.changedAt)}</span>
      ${icon('arrow')}</a></li>`;
  }

  #create = async (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const id = form.get('id');
    const document = { id, ...(form.get('company') ? { company: { name: form.get('company') } } : {}) };
    try {
      await request(`/api/tenants/${encodeURIComponent(id)}`, { method: 'PUT', body: document, headers: { 'If-None-Match': '*' } });
      go(`/tenants/${encodeURIComponent(id)}`);
    } catch (e) {
      const problems = (e.body?.problems ?? []).map((problem) => problem.message);
      this.problem = e.status === 412 ? t('tenants.there') : [e.message, ...problems].filter(Boolean).join(' · ') || t('state.error.text');
    }
  };
}

customElements.define('page-tenants', Tenants);
