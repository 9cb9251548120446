// How calls were over days: counts, delays, cost.
import { html } from 'lit';
import { get, query } from '../core/api.js';
import { View, rename } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { count, t, word } from '../core/texts.js';
import { delay, money, number, when, zone } from '../core/format.js';
import { figure, heading } from '../parts/bits.js';
import { emptyState } from '../parts/states.js';
import { latencyTone } from '../call/transcript.js';
import '../parts/series.js';

const SPANS = { day: 1, week: 7, month: 30 };

class Stats extends View {
  static properties = { ...View.properties, span: { state: true } };

  #summary = new Loading(this, (signal) =>
    get(`/api/summary${query({ since: new Date(Date.now() - SPANS[this.span] * 86_400_000).toISOString(), by: this.span === 'day' ? 'hour' : 'day', zone: zone() })}`, { signal }));

  connectedCallback() {
    super.connectedCallback();
    const asked = this.route.parameters.get('span');
    this.span = asked in SPANS ? asked : 'day';
    this.#summary.load();
  }

  #choose(span) {
    this.span = span;
    rename(`/stats?span=${span}`);
    this.#summary.load();
  }

  render() {
    return html`
      ${heading(t('nav.stats'), { lead: html`${t('stats.lead')} <a href="/metrics" target="_self"><code>/metrics</code></a>`, actions: html`<div class="segments" role="group" aria-label=${t('stats.span')}>${Object.keys(SPANS).map((one) => html`<button aria-pressed=${one === this.span ? 'true' : 'false'} @click=${() => this.#choose(one)}>${t(`stats.span.${one}`)}</button>`)}</div>` })}
      ${this.#summary.render((all) => (all.calls ? this.#all(all) : emptyState('stats', t('stats.empty'), t('calls.empty.text'))))}`;
  }

  #all(all) {
    const p = (name) => all[name] ?? {};
    const tone = (ms) => (ms == null ? '' : latencyTone(ms));
    return html`
      <dl class="figures big">
        ${figure(t('stats.calls'), number(all.calls), { note: all.failed ? count('home.failed', all.failed) : '' })}
        ${figure(t('call.first-audio'), delay(p('firstAudioMs').p50), { note: t('home.median', { ms: delay(p('firstAudioMs').p95) }), tone: tone(p('firstAudioMs').p50) })}
        ${figure(t('call.mouth-to-ear'), delay(p('mouthToEarMs').p50), { note: t('home.median', { ms: delay(p('mouthToEarMs').p95) }), tone: tone(p('mouthToEarMs').p50) })}
        ${figure(t('call.dead-air'), delay(p('deadAirMs').max), { note: t('home.p95', { ms: delay(p('deadAirMs').p95) }) })}
        ${figure(t('stats.length'), delay(all.lengthMs?.p50))}
        ${figure(t('call.cost'), money(all.cost))}
      </dl>
      ${all.truncated ? html`<p class="muted small">${t('stats.truncated', { n: number(all.calls) })}</p>` : ''}
      <section class="section panel"><h2>${t('stats.calls')}</h2><time-series kind="bars" .label=${t('stats.calls')} .unit=${''} .points=${all.by.map((one) => [one.at, one.calls, one.failed])} .names=${[t('stats.calls'), t('stats.failed')]}></time-series></section>
      <section class="section panel"><h2>${t('call.mouth-to-ear')}</h2><time-series .label=${t('call.mouth-to-ear')} unit="ms" .points=${all.by.map((one) => [one.at, one.mouthToEarMs?.p50, one.mouthToEarMs?.p95])} .names=${[t('stats.p50'), t('stats.p95')]}></time-series></section>
      <section class="section panel"><h2>${t('stats.ends')}</h2>
        <table class="plain"><thead><tr><th scope="col">${t('stats.reason')}</th><th scope="col" class="num">${t('stats.calls')}</th></tr></thead>
          <tbody>${Object.entries(all.reasons).sort((a, b) => b[1] - a[1]).map(([reason, n]) => html`<tr><td>${word('reason', reason)}</td><td class="num">${number(n)}</td></tr>`)}</tbody></table></section>
      <p class="muted small section">${t('stats.since', { at: when(all.since) })}</p>`;
  }
}

customElements.define('page-stats', Stats);
