// What an assistant can look up, tenant by tenant.
import { html } from 'lit';
import { get, query } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { t } from '../core/texts.js';
import { delay } from '../core/format.js';
import { chip, heading, tenantName } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';

class Tools extends View {
  static properties = { ...View.properties, tenant: { state: true } };

  #tenants = new Loading(this, async (signal) => (await get('/api/tenants', { signal })).tenants);
  #tools = new Loading(this, (signal) => get(`/api/tools${query({ tenant: this.tenant })}`, { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.tenant = this.route.parameters.get('tenant') ?? '';
    this.#tenants.load();
    this.#tools.load();
  }

  render() {
    return html`${heading(t('nav.tools'), { lead: t('tools.lead') })}
      <form class="filters"><label class="field"><span>${t('filter.tenant')}</span>
        <select @change=${(e) => ((this.tenant = e.target.value), this.#tools.load())}><option value="">${t('tools.house')}</option>${(this.#tenants.value ?? []).map((one) => html`<option value=${one.id} ?selected=${one.id === this.tenant}>${one.company || tenantName(one.id)}</option>`)}</select></label></form>
      ${this.#tools.render(({ tools }) => (tools.length ? html`<ul class="tool-grid">${tools.map((tool) => this.#one(tool))}</ul>` : emptyState('tools', t('tools.empty'), t('tools.empty.text'))))}`;
  }

  #one(tool) {
    const parameters = Object.entries(tool.parameters?.properties ?? {});
    const required = new Set(tool.parameters?.required ?? []);
    return html`<li class="panel"><div class="section-head"><h2 class="mono">${tool.name}</h2>${tool.confirmed ? chip(t('tools.confirmed'), 'warn') : ''}</div>
      <p>${tool.description}</p>
      ${parameters.length
        ? html`<dl class="parameters">${parameters.map(([name, schema]) => html`<div><dt class="mono">${name}${required.has(name) ? '' : html` <span class="muted">${t('tools.optional')}</span>`}</dt><dd>${schema.description ?? schema.type ?? ''}</dd></div>`)}</dl>`
        : html`<p class="muted small">${t('tools.nothing')}</p>`}
      ${tool.deadlineMs ? html`<p class="muted small">${t('tools.deadline', { ms: delay(tool.deadlineMs) })}</p>` : ''}</li>`;
  }
}

customElements.define('page-tools', Tools);
