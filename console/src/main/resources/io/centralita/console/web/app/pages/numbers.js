// Which number reaches whom, and how calls get here.
import { html } from 'lit';
import { get, query } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { t } from '../core/texts.js';
import { phone } from '../core/format.js';
import { channelName, chip, command, heading, tenantName } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';
import { icon } from '../parts/icons.js';

/** The one that stands for all has no document unless somebody writes it. */
const called = (tenant) => (tenant.stored ? html`<a href="/tenants/${encodeURIComponent(tenant.id)}">${tenant.company || tenantName(tenant.id)}</a>` : html`<span>${tenantName(tenant.id)}</span>`);

class Numbers extends View {
  static properties = { ...View.properties, dialled: { state: true }, answer: { state: true } };

  #numbers = new Loading(this, (signal) => get('/api/numbers', { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.#numbers.load();
  }

  render() {
    return html`
      ${heading(t('nav.numbers'), { lead: t('numbers.lead'), actions: html`<a class="button" href="/tenants">${icon('tenants')}${t('nav.tenants')}</a>` })}
      ${this.#numbers.render((found) => html`
        ${found.numbers.length ? this.#list(found) : emptyState('numbers', t('numbers.empty'), t('numbers.empty.text'), html`<a class="button primary" href="/tenants">${t('numbers.assign')}</a>`)}
        ${this.#question()}
        <section class="section"><h2>${t('numbers.lines')}</h2><ul class="tool-grid">${found.lines.map((line) => this.#line(line, found))}</ul></section>`)}`;
  }

  #list({ numbers, others }) {
    return html`<ul class="cards numbers-list">
      ${numbers.map((one) => html`<li class="number-card ${one.active ? '' : 'off'}">
        <strong class="num">${phone(one.number)}</strong>
        <span class="reaches">${icon('arrow')}${called(one.tenant)}</span>
        ${one.active ? chip(t('numbers.active'), 'ok') : chip(t('numbers.inactive'))}</li>`)}
      <li class="number-card others"><span class="muted">${t('numbers.others')}</span>
        <span class="reaches">${icon('arrow')}${others ? called(others) : html`<span class="muted">${t('numbers.nobody')}</span>`}</span></li>
    </ul>`;
  }

  #question() {
    return html`<section class="section panel"><h2>${t('numbers.who')}</h2>
      <form class="ask-line numbers-ask" @submit=${this.#ask}><label class="field wide"><span>${t('numbers.dialled')}</span>
        <input name="dialled" inputmode="tel" maxlength="80" autocomplete="off" required placeholder="910 000 000"></label>
        <button class="button primary">${icon('search')}${t('numbers.ask')}</button></form>
      <div role="status" class="numbers-answer">${this.answer ?? ''}</div></section>`;
  }

  #ask = async (event) => {
    event.preventDefault();
    const dialled = new FormData(event.target).get('dialled').trim();
    if (!dialled) return;
    try {
      const { tenant } = await get(`/api/numbers/answering${query({ dialled })}`);
      this.answer = html`<p><strong class="num">${phone(dialled)}</strong> ${tenant ? html`${icon('arrow')} ${called(tenant)}` : html`<span class="warn">${t('numbers.refused')}</span>`}</p>`;
    } catch (e) {
      this.answer = html`<p class="bad">${[e.message, e.remedy].filter(Boolean).join(' ') || t('state.error.text')}</p>`;
    }
  };

  #line(line, { undialled }) {
    return html`<li class="panel line-card">
      <div class="section-head"><h3>${channelName(line.channel)}</h3>${line.on ? chip(t('numbers.on'), 'ok') : chip(t('numbers.off'))}</div>
      <p class="small muted">${t(`numbers.line.${line.channel}`)}</p>
      ${line.address ? command(line.address) : ''}
      ${line.dialled ? '' : html`<p class="small">${t('numbers.undialled')} ${undialled ? called(undialled) : t('numbers.nobody')}</p>`}</li>`;
  }
}

customElements.define('page-numbers', Numbers);
