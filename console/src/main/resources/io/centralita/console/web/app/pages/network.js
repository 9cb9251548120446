// The routers that are asked, and a question to them in writing.
import { html } from 'lit';
import { get, send } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { count, t } from '../core/texts.js';
import { delay } from '../core/format.js';
import { chip, heading } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';
import { icon } from '../parts/icons.js';
import { vars } from '../core/vars.js';

const EXAMPLES = ['clients', 'traffic', 'routers', 'free'];
const REFRESH_MS = 15_000;

/** In the unit that fits: days, hours, minutes. */
function uptime(seconds) {
  const [unit, length] = [['days', 86_400], ['hours', 3_600], ['minutes', 60]].find(([, length]) => seconds >= length) ?? ['minutes', 60];
  return count(`router.uptime.${unit}`, Math.floor(seconds / length));
}

class Network extends View {
  static properties = { ...View.properties, asked: { state: true }, waiting: { state: true }, question: { state: true } };

  #state = new Loading(this, (signal) => get('/api/network', { signal }));
  #timer;

  constructor() {
    super();
    this.asked = [];
    this.question = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#state.load();
    this.#timer = setInterval(() => document.hidden || this.#state.busy || this.#state.load(), REFRESH_MS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    return html`
      ${heading(t('network.title'), { lead: t('network.lead'), actions: html`<button class="button" @click=${() => this.#state.load()} ?disabled=${this.#state.busy}>${icon('retry')}${t('network.again')}</button>` })}
      ${this.#ask()}
      <section class="section"><div class="section-head"><h2>${t('network.routers')}</h2>${this.#state.value ? this.#service(this.#state.value) : ''}</div>
        ${this.#state.render((state) => this.#routers(state))}</section>`;
  }

  #ask() {
    return html`<section class="panel ask">
      <form @submit=${this.#submit}><label class="field"><span>${t('network.ask')}</span>
        <span class="ask-line"><input name="question" maxlength="500" autocomplete="off" .value=${this.question} placeholder=${t('network.ask.hint')} @input=${(e) => (this.question = e.target.value)}>
          <button class="button primary" ?disabled=${this.waiting}>${icon('send')}${t('network.ask.go')}</button></span></label></form>
      <ul class="suggestions">${EXAMPLES.map((one) => html`<li><button class="button small" ?disabled=${this.waiting} @click=${() => this.#put(t(`network.example.${one}`))}>${t(`network.example.${one}`)}</button></li>`)}</ul>
      <div role="log" aria-live="polite" aria-label=${t('network.answers')} class="answers">
        ${this.waiting ? html`<p class="muted">${t('network.waiting')}</p>` : ''}
        ${this.asked.map((one) => html`<div class="answer ${one.bad ? 'bad' : ''}"><p class="muted">${one.question}</p><p class="answer-text">${one.text}</p>${one.ms ? html`<p class="small muted num">${delay(one.ms)}</p>` : ''}</div>`)}
      </div></section>`;
  }

  #submit = (event) => {
    event.preventDefault();
    if (this.question.trim()) this.#put(this.question.trim());
  };

  async #put(question) {
    this.waiting = true;
    this.question = question;
    let answer;
    try {
      const { text, ms, answered } = await send('POST', '/api/network/ask', { question });
      answer = { question, text, ms, bad: !answered };
    } catch (e) {
      answer = { question, text: [e.message, e.remedy].filter(Boolean).join(' ') || t(e.offline ? 'state.offline.text' : 'state.error.text'), bad: true };
    }
    this.asked = [answer, ...this.asked].slice(0, 12);
    this.waiting = false;
    this.question = '';
    await this.updateComplete;
    this.querySelector('input[name=question]').focus();
  }

  #service({ service }) {
    return html`<span class="service">${chip(t(`network.${service.state}`), service.state === 'up' ? 'ok' : 'bad')}<code>${service.url}</code></span>`;
  }

  #routers({ service, routers, own }) {
    if (service.state !== 'up') return emptyState('network', t('network.down'), [service.detail, service.remedy].filter(Boolean).join(' '), html`<a class="button" href="/doctor">${t('home.doctor')}</a>`);
    if (!own) return html`<div class="panel"><p>${service.answer ?? t('network.elsewhere')}</p></div>`;
    return html`<ul class="routers">${routers.map((one) => this.#router(one))}</ul>`;
  }

  #router(one) {
    const up = one.state === 'up';
    const bar = (label, percent, tone) => html`<div class="gauge"><dt>${label}</dt><dd class=${tone}><span class="num">${percent} %</span><i ${vars({ part: percent / 100 })}></i></dd></div>`;
    return html`<li class="router ${one.state}">
      <header><span class="dot" aria-hidden="true"></span><h3>${one.identity}</h3>${chip(t(`router.${one.state}`), up ? 'ok' : 'bad')}</header>
      <p class="mono small muted">${one.name} · ${one.address}</p>
      ${up
        ? html`<dl>
            ${bar(t('router.cpu'), one.cpuPercent, one.cpuPercent > 85 ? 'bad' : '')}
            ${bar(t('router.memory'), 100 - one.freeMemoryPercent, one.freeMemoryPercent < 10 ? 'bad' : '')}
          </dl>
          <p class="small">${count('router.clients', one.clients ?? 0, {})}${one.problems ? html` · <strong class="warn">${count('router.problems', one.problems)}</strong>` : ''}</p>
          <p class="small muted">RouterOS ${one.version} · ${uptime(one.uptimeSeconds)}${one.temperatureCelsius != null ? ` · ${one.temperatureCelsius} °C` : ''}</p>`
        : html`<p class="small">${one.detail || t('router.no-answer')}</p>`}
      <button class="link-button" @click=${() => this.#put(t('network.example.status', { name: one.name }))}>${t('router.ask')}</button>
    </li>`;
  }
}

customElements.define('page-network', Network);
