// One call while it goes on.
import { html } from 'lit';
import { has, t } from '../core/texts.js';
import { clock, delay, money } from '../core/format.js';
import { View } from '../core/router.js';
import { store, Watch } from '../core/store.js';
import { Beat } from '../core/beat.js';
import { detailOf, follow } from '../core/stream.js';
import { send } from '../core/api.js';
import { emptyState, loadingState } from '../parts/states.js';
import { about, callerName, chip, confirmed, figure, heading } from '../parts/bits.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/live-region.js';
import { deadAir, lasted, silenceTone, speaking } from '../call/rows.js';
import { endText, transcript } from '../call/transcript.js';
import { Line } from '../call/line.js';
import '../call/live-wave.js';

class LiveCall extends View {
  static properties = { ...View.properties, line: { state: true }, note: { state: true } };

  #unfollow = () => {};
  #watch;
  #line;
  #atEnd = true;

  constructor() {
    super();
    new Watch(this, 'connection', 'calls');
    new Beat(this, 200);
    this.note = '';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#unfollow = follow(this.route.id);
    this.#watch = store.watch([`call:${this.route.id}`], () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow();
    this.#watch?.();
    this.#line?.close();
  }

  willUpdate() {
    const box = this.querySelector('.captions');
    this.#atEnd = !box || box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  }

  updated() {
    const box = this.querySelector('.captions');
    if (box && this.#atEnd) box.scrollTop = box.scrollHeight;
  }

  render() {
    const id = this.route.id;
    const call = detailOf(id);
    const row = call?.ended ? call.row : (store.calls.get(id) ?? call?.row);
    const back = { href: '/live', text: t('live.back') };
    if (call?.ended && !row) {
      return html`${heading(t('live.call.title'), { back })}
        ${call.ended.unknown ? emptyState('search', t('live.gone'), t('live.gone.text'), this.#report()) : this.#over(call)}`;
    }
    if (!row) return html`${heading(t('live.call.title'), { back })}${loadingState()}`;
    return html`
      ${heading(callerName(row), { back, lead: about(row), actions: call?.ended ? '' : this.#actions(row) })}
      ${call?.ended ? this.#over(call) : this.#listening(row)}
      ${this.#figures(row)}
      <section class="panel wave-panel" aria-label=${t('live.wave')}>
        <div class="wave-names"><span class="speaker caller">${t('who.caller')}</span><span class="speaker assistant">${t('live.heard')}</span></div>
        ${row.audio === 'elsewhere' ? html`<p class="muted">${t('live.wave.elsewhere')}</p>` : call ? html`<live-wave .call=${id} .zeroAt=${row.zeroAt}></live-wave>` : loadingState()}
      </section>
      <div class="columns">
        <section class="panel"><h2>${t('live.captions')}</h2>
          <div class="captions" role="log" aria-live="polite" aria-label=${t('live.captions')} tabindex="0">
            ${call?.turns.length ? transcript(call, { elapsed: (tool) => (row.endedMs ?? store.now()) - row.zeroMs - tool.startMs }) : html`<p class="muted">${t('live.captions.none')}</p>`}
          </div></section>
        <section class="panel"><h2>${t('live.tools')}</h2>${this.#tools(row, call)}</section>
      </div>`;
  }

  #figures(row) {
    const silence = deadAir(row);
    const who = row.endedMs ? null : speaking(row);
    return html`<dl class="figures">
      ${figure(t('live.now'), row.endedMs ? t('live.over') : row.phase !== 'talking' ? t(`phase.${row.phase}`) : who ? html`<span class="speaker ${who}">${t(`who.${who}`)}</span>` : t(`turn.${row.turn}`))}
      ${figure(t('column.length'), html`<span class="clock">${clock(lasted(row))}</span>`)}
      ${figure(t('live.silence'), html`<span class="clock">${silence === null ? '–' : delay(Math.floor(silence / 100) * 100)}</span>`, { tone: silenceTone(silence ?? 0), note: t('live.silence.longest', { ms: delay(row.longestDeadAirMs) }) })}
      ${figure(t('call.first-audio'), delay(row.firstAudioMs))}
      ${figure(t('call.cost'), money(row.cost))}
    </dl>`;
  }

  #tools(row, call) {
    const tools = [...(call?.tools ?? [])].reverse();
    if (!tools.length) return html`<p class="muted">${t('live.tools.none')}</p>`;
    return html`<ul class="tool-list">${tools.map((tool) => {
      const open = tool.outcome === null;
      const since = (row.endedMs ?? store.now()) - row.zeroMs - tool.startMs;
      return html`<li class=${open ? 'open' : ''}><span class="mono cut">${tool.name}</span><span class="num">${delay(open ? Math.floor(since / 100) * 100 : tool.ms)}</span>
        <span class="note">${open ? t('tool.runs') : has(`outcome.${tool.outcome}`) ? t(`outcome.${tool.outcome}`) : tool.outcome}</span></li>`;
    })}</ul>`;
  }

  #actions(row) {
    const state = this.line?.state;
    const kind = this.line?.kind;
    const open = ['connecting', 'listening', 'talking'].includes(state);
    const elsewhere = row.audio === 'elsewhere';
    return html`
      <button class="button" aria-pressed=${open && kind === 'listen' ? 'true' : 'false'} ?disabled=${elsewhere || (open && kind === 'operator')}
        @click=${() => (open ? this.#line.close() : this.#open('listen'))}>${icon('listen')}${open && kind === 'listen' ? t('live.listen.stop') : t('live.listen')}</button>
      <button class="button" ?disabled=${elsewhere || open || row.operator !== null && row.operator !== undefined} @click=${() => this.#takeOver()}>${icon('takeover')}${t('live.takeover')}</button>
      <button class="button danger" @click=${() => this.#hangUp()}>${icon('hangup')}${t('live.hangup')}</button>`;
  }

  #listening(row) {
    const { state, kind, error } = this.line ?? {};
    const marks = html`<div class="marks">${row.listeners ? chip(t('live.listeners', { n: row.listeners }), 'warn') : ''}${row.recorded ? chip(t('live.recorded'), 'warn') : ''}${row.operator ? chip(t('live.operator', { name: row.operator }), 'operator') : ''}</div>`;
    if (state === 'refused') {
      return html`<div class="banner-box bad" role="alert">${icon('warn')}<p>${error?.message || t(has(`line.${error?.code}`) ? `line.${error.code}` : 'line.refused')} ${error?.remedy ?? ''}</p></div>${marks}`;
    }
    if (state === 'talking') {
      return html`<form class="banner-box operator" @submit=${(e) => this.#handBack(e)}>${icon('mic')}<p><strong>${t('live.talking')}</strong></p>
        <label class="field"><span>${t('live.note')}</span><input .value=${this.note} placeholder=${t('live.note.hint')} @input=${(e) => (this.note = e.target.value)}></label>
        <button class="button">${t('live.handback')}</button></form>${marks}`;
    }
    if (state === 'listening' || state === 'connecting') {
      return html`<div class="banner-box" role="status">${icon(kind === 'listen' ? 'listen' : 'mic')}<p>${t(`line.${state}`)}</p></div>${marks}`;
    }
    if (row.audio === 'elsewhere') {
      return html`<div class="banner-box" role="note">${icon('info')}<p>${t('line.audio-elsewhere')}</p></div>${marks}`;
    }
    return marks;
  }

  #open(kind) {
    this.#line?.close();
    this.#line = new Line(this.route.id, kind, (line) => (this.line = line));
    this.#line.open();
  }

  async #takeOver() {
    if (await confirmed({ title: t('live.takeover.sure'), text: t('live.takeover.text'), yes: t('live.takeover') })) this.#open('operator');
  }

  #handBack(event) {
    event.preventDefault();
    this.#line.handBack(this.note);
    this.note = '';
  }

  async #hangUp() {
    if (!(await confirmed({ title: t('live.hangup.sure'), text: t('live.hangup.text'), yes: t('live.hangup'), danger: true }))) return;
    try {
      await send('POST', `/api/calls/${encodeURIComponent(this.route.id)}/hangup`, { goodbye: true });
      say(t('live.hangup.done'));
    } catch (e) {
      say([e.message, e.remedy].filter(Boolean).join(' ') || t('state.error.text'), 'bad');
    }
  }

  #report() {
    return html`<div class="actions"><a class="button primary" href="/calls/${encodeURIComponent(this.route.id)}">${t('live.report')}</a><a class="button" href="/live">${t('live.back')}</a></div>`;
  }

  #over(call) {
    return html`<div class="banner-box" role="status">${icon('hangup')}<p><strong>${t('live.ended')}</strong> ${endText(call.ended.endedBy, call.ended.reason)}</p>
      <a class="button small" href="/calls/${encodeURIComponent(this.route.id)}">${t('live.report')}</a></div>`;
  }
}

customElements.define('page-live-call', LiveCall);
