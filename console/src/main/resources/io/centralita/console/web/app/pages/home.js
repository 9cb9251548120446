// At a glance: what goes on, how today was, and what has to be looked at. On the first visit: how to get a call.
import { html } from 'lit';
import { get, query, request, ApiError } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { store, Watch } from '../core/store.js';
import { Beat } from '../core/beat.js';
import { count, t, word } from '../core/texts.js';
import { clock, day, delay, money, number, time, when, zone } from '../core/format.js';
import { callerName, channelName, chip, figure, heading, meter, tenantName } from '../parts/bits.js';
import { bars } from '../parts/bars.js';
import { icon } from '../parts/icons.js';
import { latencyTone } from '../call/transcript.js';
import { lasted, running, speaking } from '../call/rows.js';
import { ways } from './ways.js';
import { endTone, gist, lengthOf } from './calls.js';

const LIVE_SHOWN = 4;
const MINUTE_MS = 60_000;

/** @param plus days from now */
const midnight = (plus = 0) => {
  const now = new Date();
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + plus);
};

/** Readiness is told with 503 too: that is an answer. */
async function readiness(signal) {
  try {
    return await (await request('/health/ready', { signal })).json();
  } catch (e) {
    if (e instanceof ApiError && e.body?.status) return e.body;
    throw e;
  }
}

class Home extends View {
  #today = new Loading(this, (signal) => get(`/api/summary${query({ since: midnight().toISOString(), until: midnight(1).toISOString(), by: 'hour', zone: zone() })}`, { signal }));
  #latest = new Loading(this, async (signal) => (await get('/api/calls?limit=6', { signal })).calls);
  #ready = new Loading(this, readiness);
  #timer;
  #stop;

  constructor() {
    super();
    new Watch(this, 'calls', 'server', 'connection');
    new Beat(this, 1_000);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.#timer = setInterval(() => document.hidden || this.#load(), MINUTE_MS);
    this.#stop = store.watch(['count'], () => this.#load());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#stop();
  }

  #load() {
    this.#today.load();
    this.#latest.load();
    this.#ready.load();
  }

  render() {
    const first = this.#latest.value && !this.#latest.value.length && !store.calls.size;
    if (this.#latest.error && !this.#latest.value) return html`${heading(t('home.title'))}${this.#latest.render(() => '')}`;
    return html`
      ${heading(first ? t('home.welcome') : t('home.title'), { lead: first ? t('home.welcome.text') : day(new Date()) })}
      ${this.#health()}
      ${first ? html`<section class="section first">${ways()}</section>` : html`${this.#figures()}${this.#now()}${this.#day()}${this.#recent()}
        <details class="section again"><summary>${t('home.ways')}</summary>${ways()}</details>`}`;
  }

  #health() {
    // The stream tells of a server whose checks are not done yet, too.
    const ready = store.server?.checks?.length ? store.server : this.#ready.value;
    if (!ready) return html`<div class="health loading" role="status"><span class="dot"></span>${t('home.checking')}</div>`;
    const wrong = (ready.checks ?? []).filter((check) => !check.ready);
    const fine = ready.ready ?? ready.status === 'ok';
    return html`<div class="health ${fine ? 'ok' : 'bad'}" role="status">
      <p><span class="dot" aria-hidden="true"></span><strong>${fine ? t('home.ready') : t('home.not-ready')}</strong>
        <span class="muted">${fine && ready.checks?.length ? count('home.checks', ready.checks.length) : ''}</span></p>
      ${wrong.length ? html`<ul>${wrong.map((check) => html`<li><strong>${word('check', check.name)}</strong> ${check.detail}</li>`)}</ul>
        <a class="button small" href="/doctor">${icon('doctor')}${t('home.doctor')}</a>` : ''}
    </div>`;
  }

  #figures() {
    const today = this.#today.value;
    const p = (name, which) => today?.[name]?.[which];
    const tone = (ms) => (ms == null ? '' : latencyTone(ms));
    const at95 = (name) => (p(name, 'p95') == null ? '' : t('home.median', { ms: delay(p(name, 'p95')) }));
    return html`<dl class="figures big">
      ${figure(t('home.now'), number(store.calls.size), { href: '/live', note: store.server?.maximum ? t('home.of', { n: number(store.server.maximum) }) : '' })}
      ${figure(t('home.today'), number(today?.calls), { href: '/calls', note: today?.failed ? count('home.failed', today.failed) : '', tone: today?.failed ? 'warn' : '' })}
      ${figure(t('call.first-audio'), delay(p('firstAudioMs', 'p50')), { note: at95('firstAudioMs'), tone: tone(p('firstAudioMs', 'p50')) })}
      ${figure(t('call.mouth-to-ear'), delay(p('mouthToEarMs', 'p50')), { note: at95('mouthToEarMs'), tone: tone(p('mouthToEarMs', 'p50')) })}
      ${figure(t('call.dead-air'), delay(p('deadAirMs', 'max')), { note: p('deadAirMs', 'p95') == null ? '' : t('home.p95', { ms: delay(p('deadAirMs', 'p95')) }), tone: p('deadAirMs', 'max') > 5_000 ? 'bad' : '' })}
      ${figure(t('home.cost'), money(today?.cost))}
    </dl>`;
  }

  #now() {
    if (!store.calls.size) return '';
    const rows = [...store.calls.values()].reverse().slice(0, LIVE_SHOWN);
    return html`<section class="section"><div class="section-head"><h2>${t('live.title')}</h2><a href="/live">${t('home.all-live')}</a></div>
      <ul class="cards now-list">${rows.map((row) => {
        const who = speaking(row);
        return html`<li><a class="now-card" href="/live/${encodeURIComponent(row.id)}"><span class="who"><strong class="cut">${callerName(row)}</strong><span class="muted cut">${tenantName(row.tenant)} · ${channelName(row.channel)}</span></span>
          <span class="levels">${meter((row.levels?.[0] ?? 0) / 100, 'caller')}${meter((row.levels?.[1] ?? 0) / 100, 'assistant')}</span>
          <span class="what">${who ? html`<span class="speaker ${who}">${t(`who.${who}`)}</span>` : html`<span class="muted">${t(row.phase === 'talking' ? `turn.${row.turn}` : `phase.${row.phase}`)}</span>`}</span><span class="tools">${running(row)}</span><span class="num length">${clock(lasted(row))}</span></a></li>`;
      })}</ul></section>`;
  }

  #day() {
    const hours = this.#today.value?.by ?? [];
    if (!hours.some((hour) => hour.calls)) return '';
    const items = hours.map((hour, i) => ({ label: i % 3 ? '' : time(hour.at), value: hour.calls, bad: hour.failed, text: `${time(hour.at)}: ${count('live.count', hour.calls)}` }));
    return html`<section class="section"><div class="section-head"><h2>${t('home.hours')}</h2><a href="/stats">${t('home.stats')}</a></div><div class="panel">${bars(items, t('home.hours'))}</div></section>`;
  }

  #recent() {
    const calls = this.#latest.value ?? [];
    if (!calls.length) return '';
    return html`<section class="section"><div class="section-head"><h2>${t('home.latest')}</h2><a href="/calls">${t('home.all')}</a></div>
      <ol class="cards recent">${calls.map((call) => html`<li><a class="recent-card" href="/calls/${encodeURIComponent(call.id)}">
        <span class="num muted">${when(call.startedAt)}</span><span class="who"><strong class="cut">${callerName(call)}</strong><span class="muted cut">${tenantName(call.tenant)} · ${channelName(call.channel)}</span></span>
        <span class="gist cut">${gist(call)}</span>
        <span class="marks">${call.endedAt ? (endTone(call) ? chip(word('reason', call.reason), 'warn') : '') : chip(t('calls.live'), 'ok')}</span><span class="num">${clock(lengthOf(call))}</span></a></li>`)}</ol></section>`;
  }
}

customElements.define('page-home', Home);
