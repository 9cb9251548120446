// The calls in progress as rows of one height, of which only those in sight are there.
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { clock, delay, spokenClock } from '../core/format.js';
import { store } from '../core/store.js';
import { t } from '../core/texts.js';
import { vars } from '../core/vars.js';
import { callerName, channelName, meter, tenantName } from '../parts/bits.js';
import { icon } from '../parts/icons.js';

/** From here on a silence is more than a pause, and more than anybody should hear. */
export const LONG_SILENCE_MS = 2_500;
export const TOO_LONG_MS = 5_000;

const AROUND = 8;

/** Since when the caller hears nothing of us, in ms until now; null while they do. */
export function deadAir(row) {
  if (row.endedMs || row.deadAirSinceMs === null || row.deadAirSinceMs === undefined) return null;
  return Math.max(0, store.now() - row.zeroMs - row.deadAirSinceMs);
}

export const lasted = (row) => Math.max(0, (row.endedMs ?? store.now()) - row.startedMs);

/** Who is to be heard now: `caller`, `assistant`, `switchboard`, `operator`; or what is waited for. */
export function speaking(row) {
  if (row.hears) return row.hears;
  return row.turn === 'caller-speaks' ? 'caller' : null;
}

export const silenceTone = (ms) => (ms >= TOO_LONG_MS ? 'bad' : ms >= LONG_SILENCE_MS ? 'warn' : '');

function what(row) {
  const who = speaking(row);
  if (row.phase !== 'talking') return html`<span class="turn">${t(`phase.${row.phase}`)}</span>`;
  return who
    ? html`<span class="speaker ${who}">${t(`who.${who}`)}</span>`
    : html`<span class="turn">${t(`turn.${row.turn}`)}</span>`;
}

/** What is looked up now, and for how long. */
export function running(row) {
  const tools = row.tools ?? [];
  if (!tools.length) return '';
  const since = Math.max(...tools.map((tool) => store.now() - row.zeroMs - tool.startMs));
  const more = tools.length > 1 ? ` +${tools.length - 1}` : '';
  return html`<span class="running" title=${tools.map((tool) => tool.name).join(', ')}>${icon('tools')}<span class="cut">${tools[0].name}${more}</span> <span class="num">${delay(since)}</span></span>`;
}

function one(row, at, all) {
  const silence = deadAir(row);
  const [caller, assistant] = row.levels ?? [0, 0];
  return html`
    <div role="listitem" aria-setsize=${all} aria-posinset=${at + 1} class="call-place">
      <a class="call-row" href="/live/${encodeURIComponent(row.id)}" data-id=${row.id}>
        <span class="who"><strong class="cut">${callerName(row)}</strong><span class="muted cut">${tenantName(row.tenant)} · ${channelName(row.channel)}</span></span>
        <span class="levels">${row.audio === 'elsewhere'
          ? html`<span class="muted small" title=${t('line.audio-elsewhere')}>${t('live.elsewhere')}</span>`
          : html`${meter(caller / 100, 'caller')}${meter(assistant / 100, 'assistant')}`}</span>
        <span class="what">${what(row)}</span>
        <span class="tools">${running(row)}</span>
        <span class="silence ${silenceTone(silence ?? 0)}">${silence !== null && silence >= 400
          ? html`<span class="quiet">${t('live.silence')}</span><span class="num">${delay(Math.floor(silence / 100) * 100)}</span>`
          : ''}</span>
        <span class="length num"><span aria-hidden="true">${clock(lasted(row))}</span><span class="quiet">${spokenClock(lasted(row))}</span></span>
      </a>
    </div>`;
}

/** Rows of a list that scrolls with the page. */
export class Rows {
  #host;
  #scrolled = () => this.#host.requestUpdate();
  #height = 64;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {
    addEventListener('scroll', this.#scrolled, { passive: true });
    addEventListener('resize', this.#scrolled, { passive: true });
  }

  hostDisconnected() {
    removeEventListener('scroll', this.#scrolled);
    removeEventListener('resize', this.#scrolled);
  }

  hostUpdated() {
    const place = this.#host.querySelector('.call-place');
    if (place && Math.abs(place.offsetHeight - this.#height) > 0.5) {
      this.#height = place.offsetHeight;
      this.#host.requestUpdate();
    }
  }

  render(rows) {
    const list = this.#host.querySelector('.call-list');
    const above = list ? -list.getBoundingClientRect().top : 0;
    const first = Math.max(0, Math.floor(above / this.#height) - AROUND);
    const last = Math.min(rows.length, Math.ceil((above + innerHeight) / this.#height) + AROUND);
    const shown = rows.slice(first, Math.max(first, last));
    return html`
      <div class="call-list" role="list" aria-label=${t('live.list')} @keydown=${this.#key}
        ${vars({ rows: rows.length, first })}>
        <div class="call-window" role="presentation">${repeat(shown, (row) => row.id, (row, i) => one(row, first + i, rows.length))}</div>
      </div>`;
  }

  /** Up and down go from call to call. */
  #key = (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const place = step && event.target.closest('.call-place');
    if (!place) return;
    const next = step > 0 ? place.nextElementSibling : place.previousElementSibling;
    if (next) {
      event.preventDefault();
      next.querySelector('a').focus();
    }
  };
}
