// Calls that are over, and those that go on: searched, filtered, a page at a time.
import { html } from 'lit';
import { get, query } from '../core/api.js';
import { View, rename } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { store, Watch } from '../core/store.js';
import { t, word, count } from '../core/texts.js';
import { clock, delay, money, when } from '../core/format.js';
import { emptyState } from '../parts/states.js';
import { callerName, channelName, chip, heading, tenantName } from '../parts/bits.js';
import { icon } from '../parts/icons.js';

const PAGE = 50;

/** What a call did worst, for a glance along the list. */
const longestWait = (call) => Math.max(0, ...call.turns.map((turn) => turn.mouthToEarMs ?? 0)) || null;

export const lengthOf = (call) => (call.endedAt ? Date.parse(call.endedAt) - Date.parse(call.startedAt) : null);

/** What the caller said first. */
export function gist(call) {
  const said = call.turns.find((turn) => String(turn.who).toLowerCase() === 'caller' && turn.text);
  return said ? html`«${said.text}»` : html`<span class="muted">${t('calls.nothing-said')}</span>`;
}

/** Whose end is nobody's fault, and what the switchboard ends by its rules. */
const FINE = new Set(['caller', 'assistant', 'operator']);
const RULES = new Set(['idle', 'farewell', 'max-duration', 'cost-limit', 'held-too-long']);

export const endTone = (call) => (!call.endedAt ? 'ok' : FINE.has(String(call.endedBy).toLowerCase()) || RULES.has(call.reason) ? '' : 'warn');

/** A day of the person's own, as an instant. */
const dayBegins = (day, plus = 0) => {
  if (!day) return undefined;
  const [y, m, d] = day.split('-').map(Number);
  return new Date(y, m - 1, d + plus).toISOString();
};

class Calls extends View {
  static properties = { ...View.properties, filter: { state: true }, more: { state: true }, next: { state: true } };

  #first = new Loading(this, (signal) => this.#page(undefined, signal));
  #tenants = new Loading(this, async (signal) => (await get('/api/tenants', { signal })).tenants);

  constructor() {
    super();
    new Watch(this, 'count');
    this.more = [];
  }

  connectedCallback() {
    super.connectedCallback();
    const { parameters } = this.route;
    this.filter = Object.fromEntries(['text', 'tenant', 'since', 'until', 'only'].map((name) => [name, parameters.get(name) ?? '']));
    this.#first.load();
    this.#tenants.load();
  }

  async #page(before, signal) {
    const { tenant, since, until } = this.filter;
    const page = await get(`/api/calls${query({ limit: PAGE, before, tenant, since: dayBegins(since), until: dayBegins(until, 1) })}`, { signal });
    this.next = page.next;
    return page.calls;
  }

  #change(values) {
    const before = this.filter;
    this.filter = { ...this.filter, ...values };
    rename(`/calls${query(this.filter)}`);
    if (['tenant', 'since', 'until'].some((name) => before[name] !== this.filter[name])) {
      this.more = [];
      this.#first.load();
    }
  }

  async #further() {
    this.busy = true;
    try {
      this.more = [...this.more, ...(await this.#page(this.next))];
    } catch (e) {
      this.#first.error = e;
    }
    this.busy = false;
    this.requestUpdate();
  }

  #shown(calls) {
    const text = this.filter.text.toLowerCase().replace(/\s/g, '');
    return [...calls, ...this.more].filter((call) => {
      if (this.filter.only === 'trouble' && endTone(call) !== 'warn') return false;
      if (this.filter.only === 'tools' && !call.tools.length) return false;
      if (this.filter.only === 'live' && call.endedAt) return false;
      if (!text) return true;
      const words = [call.from, call.to, call.id, call.engine, call.reason, ...call.turns.map((turn) => turn.text), ...call.tools.map((tool) => tool.name)];
      return words.join(' ').toLowerCase().replace(/\s/g, '').includes(text);
    });
  }

  render() {
    return html`
      ${heading(t('calls.title'), { lead: t('calls.lead'), actions: store.calls.size ? html`<a class="button" href="/live">${icon('live')}${count('nav.live.now', store.calls.size)}</a>` : '' })}
      ${this.#filters()}
      ${this.#first.render((calls) => this.#list(calls))}`;
  }

  #filters() {
    const { text, tenant, since, until, only } = this.filter;
    const tenants = this.#tenants.value ?? [];
    return html`<form class="filters" role="search" @submit=${(e) => e.preventDefault()}>
      <label class="field wide"><span>${t('calls.search')}</span>
        <input type="search" .value=${text} placeholder=${t('calls.search.hint')} @input=${(e) => this.#change({ text: e.target.value })}></label>
      <label class="field"><span>${t('filter.tenant')}</span>
        <select @change=${(e) => this.#change({ tenant: e.target.value })}>
          <option value="">${t('filter.all')}</option>
          ${tenants.map((one) => html`<option value=${one.id} ?selected=${one.id === tenant}>${one.company || tenantName(one.id)}</option>`)}
        </select></label>
      <label class="field"><span>${t('calls.only')}</span>
        <select @change=${(e) => this.#change({ only: e.target.value })}>
          ${['', 'live', 'trouble', 'tools'].map((one) => html`<option value=${one} ?selected=${one === only}>${t(`calls.only.${one || 'all'}`)}</option>`)}
        </select></label>
      <label class="field"><span>${t('calls.since')}</span><input type="date" .value=${since} @change=${(e) => this.#change({ since: e.target.value })}></label>
      <label class="field"><span>${t('calls.until')}</span><input type="date" .value=${until} @change=${(e) => this.#change({ until: e.target.value })}></label>
    </form>`;
  }

  #list(calls) {
    const shown = this.#shown(calls);
    const filtered = Object.values(this.filter).some(Boolean);
    if (!calls.length && !filtered) {
      return emptyState('calls', t('calls.empty'), t('calls.empty.text'), html`<a class="button primary" href="/try">${t('live.empty.try')}</a>`);
    }
    return html`
      ${shown.length
        ? html`<ol class="cards calls-list">
            <li class="calls-head" aria-hidden="true"><span></span><span>${t('column.caller')}</span><span class="gist"></span><span></span><span class="wait">${t('call.mouth-to-ear')}</span><span class="cost">${t('call.cost')}</span><span>${t('column.length')}</span></li>
            ${shown.map((call) => this.#one(call))}</ol>`
        : emptyState('search', t('calls.none'), this.next ? t('calls.none.more') : t('calls.none.text'))}
      ${this.next ? html`<p class="after-list"><button class="button" ?disabled=${this.busy} @click=${() => this.#further()}>${t('calls.more')}</button></p>` : ''}`;
  }

  #one(call) {
    const live = !call.endedAt;
    return html`<li><a class="call-card" href=${live && store.calls.has(call.id) ? `/live/${encodeURIComponent(call.id)}` : `/calls/${encodeURIComponent(call.id)}`}>
      <span class="when num">${when(call.startedAt)}</span>
      <span class="who"><strong class="cut">${callerName(call)}</strong><span class="muted cut">${tenantName(call.tenant)} · ${channelName(call.channel)}</span></span>
      <span class="gist cut">${gist(call)}</span>
      <span class="marks">${live ? chip(t('calls.live'), 'ok') : endTone(call) ? chip(word('reason', call.reason), 'warn') : ''}${call.tools.length ? chip(html`${icon('tools')}${call.tools.length}`) : ''}</span>
      <span class="num wait" title=${t('call.mouth-to-ear.max')}><span class="quiet">${t('call.mouth-to-ear.max')}</span>${delay(longestWait(call))}</span>
      <span class="num cost"><span class="quiet">${t('call.cost')}</span>${money(call.cost)}</span>
      <span class="num length"><span class="quiet">${t('column.length')}</span>${clock(lengthOf(call))}</span>
    </a></li>`;
  }
}

customElements.define('page-calls', Calls);
