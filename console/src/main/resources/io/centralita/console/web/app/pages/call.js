// A call that is over: heard, seen and read in step.
import { html } from 'lit';
import { get } from '../core/api.js';
import { View, rename } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { t, word, count } from '../core/texts.js';
import { clock, dateTime, delay, money, number } from '../core/format.js';
import { about, callerName, chip, copy, figure, heading } from '../parts/bits.js';
import { icon } from '../parts/icons.js';
import { Playback } from '../call/playback.js';
import { fromReport } from '../call/timeline-model.js';
import { latencyTone, transcript } from '../call/transcript.js';
import { endTone, lengthOf } from './calls.js';
import { reportPanel } from '../call/report.js';
import { logPanel } from '../call/log.js';
import '../call/timeline.js';

const TABS = ['report', 'tools', 'log'];
const RATES = [1, 1.25, 1.5, 2];

/** What a server does not have yet, or not any more, is no trouble of the page's. */
const orNothing = (promise) => promise.catch((e) => (e.missing || e.status === 409 || e.status === 501 ? null : Promise.reject(e)));

class Call extends View {
  static properties = { ...View.properties, tab: { state: true }, follow: { state: true } };

  #playback = new Playback(this);
  #peaks = null;
  #current;

  #call = new Loading(this, async (signal) => {
    const path = `/api/calls/${encodeURIComponent(this.route.id)}`;
    const [report, timeline] = await Promise.all([get(path, { signal }), orNothing(get(`${path}/timeline`, { signal }))]);
    const model = timeline ?? fromReport(report);
    if (model.recording && !this.#playback.ready) this.#record(model.recording);
    return { report, model };
  });

  #log = new Loading(this, (signal) => orNothing(get(`/api/calls/${encodeURIComponent(this.route.id)}/log`, { signal })));

  constructor() {
    super();
    this.tab = 'report';
    this.follow = true;
  }

  connectedCallback() {
    super.connectedCallback();
    const at = Number(this.route.parameters.get('at'));
    if (at > 0) this.#playback.at = at;
    this.#call.load();
    addEventListener('keydown', this.#key);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('keydown', this.#key);
  }

  async #record(recording) {
    this.#playback.open(recording.url, recording.offsetMs ?? 0);
    try {
      this.#peaks = await get(recording.peaks);
      this.#playback.offset = this.#peaks.offsetMs ?? 0;
    } catch {
      this.#peaks = null; // the picture is drawn without waves
    }
    this.requestUpdate();
  }

  /** Space plays, as everywhere; not where something else is to be typed or pressed. */
  #key = (event) => {
    if (event.key !== ' ' || event.target.closest('input, textarea, select, button, a, [tabindex="0"]')) return;
    event.preventDefault();
    this.#playback.toggle();
  };

  #seek = (ms) => {
    this.#playback.seek(ms);
    rename(`${location.pathname}?at=${Math.round(ms)}`);
  };

  willUpdate(changed) {
    if (changed.has('route') && changed.get('route')) {
      const at = Number(this.route.parameters.get('at'));
      if (at >= 0 && Math.abs(at - this.#playback.at) > 1) this.#playback.seek(at);
    }
  }

  updated() {
    const current = this.querySelector('.said.now');
    if (current && current !== this.#current && (this.follow || !this.#current)) {
      const box = this.querySelector('.reading');
      const top = current.offsetTop - box.offsetTop;
      if (top < box.scrollTop || top + current.offsetHeight > box.scrollTop + box.clientHeight) box.scrollTo({ top: top - 40 });
    }
    this.#current = current;
  }

  render() {
    const back = { href: '/calls', text: t('call.back') };
    const value = this.#call.value;
    if (!value) return html`${heading(t('call.heading'), { back })}${this.#call.render(() => '')}`;
    return this.#call.render(({ report, model }) => html`
      ${heading(callerName(report), {
        back,
        lead: `${dateTime(report.startedAt)} · ${about(report)}`,
        actions: html`${this.#badges(report)}<button class="button" @click=${() => copy(this.#link())}>${icon('link')}${t('call.link', { at: clock(this.#playback.at) })}</button>`,
      })}
      ${this.#figures(report, model)}
      ${this.#player(model)}
      <section class="panel timeline-panel" aria-label=${t('timeline.title')}>
        <call-timeline .model=${model} .peaks=${this.#peaks} .now=${this.#playback.at} @seek=${(e) => this.#seek(e.detail)}></call-timeline>
        ${model.complete === false ? html`<p class="muted small">${t('call.incomplete')}</p>` : ''}
      </section>
      <div class="columns">
        <section class="panel"><div class="section-head"><h2>${t('call.transcript')}</h2>
          <label class="check"><input type="checkbox" .checked=${this.follow} @change=${(e) => (this.follow = e.target.checked)}> ${t('call.follow')}</label></div>
          <div class="reading" tabindex="0" role="region" aria-label=${t('call.transcript')}>
            ${model.turns.length ? transcript(model, { now: this.#playback.at, seek: this.#seek }) : html`<p class="muted">${t('call.nothing')}</p>`}</div></section>
        ${this.#side(report, model)}
      </div>`);
  }

  #link() {
    return `${location.origin}/calls/${encodeURIComponent(this.route.id)}?at=${Math.round(this.#playback.at)}`;
  }

  #badges(report) {
    return html`${chip(report.endedAt ? `${word('by', String(report.endedBy).toLowerCase())}: ${word('reason', report.reason)}` : t('calls.live'), endTone(report) || '')}${report.warm ? chip(t('call.warm')) : ''}`;
  }

  #figures(report, model) {
    const waits = model.turns.map((turn) => turn.mouthToEarMs).filter((ms) => ms != null).sort((a, b) => a - b);
    const middle = waits.length ? waits[Math.floor((waits.length - 1) / 2)] : null;
    const cuts = model.turns.filter((turn) => turn.interrupted && turn.who !== 'operator').length;
    return html`<dl class="figures">
      ${figure(t('column.length'), clock(lengthOf(report)))}
      ${figure(t('call.first-audio'), delay(report.firstAudioMs), { tone: report.firstAudioMs == null ? '' : latencyTone(report.firstAudioMs) })}
      ${figure(t('call.mouth-to-ear'), delay(middle), { tone: middle == null ? '' : latencyTone(middle), note: waits.length ? t('call.at-worst', { ms: delay(waits.at(-1)) }) : '' })}
      ${figure(t('call.dead-air'), delay(report.longestDeadAirMs), { tone: report.longestDeadAirMs > 5_000 ? 'bad' : report.longestDeadAirMs > 2_600 ? 'warn' : '' })}
      ${figure(t('call.turns'), String(model.turns.length), { note: cuts ? count('call.interruptions', cuts) : '' })}
      ${figure(t('call.cost'), money(report.cost))}
    </dl>`;
  }

  #player(model) {
    const playback = this.#playback;
    const spoken = t('call.place', { at: clock(playback.at), all: clock(model.lengthMs) });
    return html`<div class="player" role="group" aria-label=${t('player.label')}>
      <button class="play" ?disabled=${!playback.ready} aria-label=${t(playback.playing ? 'player.pause' : 'player.play')} @click=${() => playback.toggle()}>${icon(playback.playing ? 'pause' : 'play')}</button>
      <span class="num clock"><strong>${clock(playback.at, true)}</strong> / ${clock(model.lengthMs)}</span>
      <input type="range" min="0" max=${model.lengthMs} step="100" .value=${String(Math.round(playback.at))} aria-label=${t('player.place')} aria-valuetext=${spoken} @input=${(e) => this.#seek(Number(e.target.value))}>
      ${playback.ready
        ? html`<div class="segments" role="group" aria-label=${t('player.rate')}>${RATES.map((rate) => html`<button aria-pressed=${rate === playback.rate ? 'true' : 'false'} @click=${() => (playback.rate = rate)}>${number(rate, rate % 1 ? (rate * 10) % 1 ? 2 : 1 : 0)}×</button>`)}</div>
            <a class="icon-button" download href=${model.recording.url} aria-label=${t('player.download')} title=${t('player.download')}>${icon('download')}</a>`
        : html`<span class="muted small">${t(playback.failed ? 'player.failed' : model.audio === 'elsewhere' ? 'player.elsewhere' : 'player.none')}</span>`}
    </div>`;
  }

  #side(report, model) {
    return html`<section class="panel">
      <div class="tabs" role="tablist" aria-label=${t('call.more')} @keydown=${this.#tabKey}>
        ${TABS.map((tab) => html`<button role="tab" id="tab-${tab}" aria-selected=${tab === this.tab ? 'true' : 'false'} aria-controls="panel-${tab}" tabindex=${tab === this.tab ? 0 : -1} @click=${() => this.#choose(tab)}>${t(`call.tab.${tab}`)}</button>`)}
      </div>
      <div role="tabpanel" id="panel-${this.tab}" aria-labelledby="tab-${this.tab}" tabindex="0" class="tab-panel">
        ${this.tab === 'log' ? this.#log.render((log) => logPanel(log, this.#seek)) : reportPanel(this.tab, report, model, this.#seek)}
      </div></section>`;
  }

  #choose(tab) {
    this.tab = tab;
    if (tab === 'log' && this.#log.value === undefined) this.#log.load();
  }

  #tabKey = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    this.#choose(TABS[(TABS.indexOf(this.tab) + step + TABS.length) % TABS.length]);
    this.updateComplete.then(() => this.querySelector(`#tab-${this.tab}`).focus());
  };
}

customElements.define('page-call', Call);
