// What is set, and where. Nothing is changed here: settings belong to who runs the machine.
import { html } from 'lit';
import { get } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { t, word } from '../core/texts.js';
import { chip, heading } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';

class Settings extends View {
  static properties = { ...View.properties, text: { state: true }, only: { state: true } };

  #all = new Loading(this, async (signal) => (await get('/api/settings', { signal })).groups);

  constructor() {
    super();
    this.text = '';
    this.only = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#all.load();
  }

  render() {
    return html`${heading(t('nav.settings'), { lead: t('settings.lead') })}
      <form class="filters" role="search" @submit=${(e) => e.preventDefault()}>
        <label class="field wide"><span>${t('settings.search')}</span><input type="search" .value=${this.text} placeholder="HTTP_PORT" @input=${(e) => (this.text = e.target.value)}></label>
        <label class="check"><input type="checkbox" .checked=${this.only} @change=${(e) => (this.only = e.target.checked)}> ${t('settings.only')}</label></form>
      ${this.#all.render((groups) => this.#groups(groups))}`;
  }

  #groups(groups) {
    const text = this.text.toLowerCase();
    const shown = groups
      .map((group) => ({ ...group, settings: group.settings.filter((one) => (!this.only || one.origin) && (!text || `${one.name} ${one.what}`.toLowerCase().includes(text))) }))
      .filter((group) => group.settings.length);
    if (!shown.length) return emptyState('search', t('calls.none'), t('calls.none.text'));
    return shown.map((group) => html`<section class="section"><h2>${group.title}</h2><dl class="settings">${group.settings.map((one) => html`<div class="setting ${one.origin ? 'set' : ''}">
      <dt><code>${one.name}</code> ${chip(one.origin ? word('origin', one.origin) : t('origin.default'), one.origin ? 'ok' : '')}</dt>
      <dd><p class="setting-value mono">${one.secret ? (one.origin ? t('settings.secret') : t('settings.unset')) : one.value ?? t('settings.unset')}</p><p class="small muted">${one.what}</p></dd></div>`)}</dl></section>`);
  }
}

customElements.define('page-settings', Settings);
