// What was said, and what happened between: one line each, in the order of time.
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { clock, delay } from '../core/format.js';
import { has, t, word } from '../core/texts.js';
import { icon } from '../parts/icons.js';

const PICTURES = { 'barge-in': 'takeover', hold: 'pause', back: 'play', keys: 'calls', engine: 'retry', listen: 'listen', 'listen-end': 'listen', operator: 'takeover', 'hand-back': 'takeover', 'operator-lost': 'warn', 'hang-up': 'hangup', ended: 'hangup', answered: 'calls', 'audio-elsewhere': 'info', 'put-through': 'calls', 'tool-withheld': 'tools', sentence: 'prompts' };

/** Moments that say something which turns, tools and dead air do not say already. */
const TOLD = new Set(Object.keys(PICTURES).filter((kind) => !['barge-in', 'sentence', 'put-through'].includes(kind)));

/** Turns, tools, silences and moments of a call in one list. */
export function lines({ turns = [], tools = [], deadAir = [], moments = [] }, silentFromMs = 2_500) {
  return [
    ...turns.map((turn) => ({ key: `turn ${turn.n}`, at: turn.startMs, kind: 'turn', turn })),
    ...tools.filter((tool) => tool.startMs !== null).map((tool) => ({ key: `tool ${tool.id}`, at: tool.startMs, kind: 'tool', tool })),
    ...deadAir
      .filter((gap) => gap.endMs - gap.startMs >= silentFromMs)
      .map((gap) => ({ key: `gap ${gap.startMs}`, at: gap.startMs, kind: 'silence', gap })),
    ...moments
      .filter((moment) => TOLD.has(moment.kind))
      .map((moment, i) => ({ key: `moment ${i}`, at: moment.atMs, kind: 'moment', moment })),
  ].sort((a, b) => a.at - b.at);
}

/** By whom, and why. */
export const endText = (by, reason) => [word('by', by), reason && word('reason', reason)].filter(Boolean).join(' · ');

const nameOf = ({ kind, name }) => (kind === 'ended' ? endText(...String(name ?? '').split(' ')) : (name ?? ''));

export const momentText = (moment) =>
  has(`moment.${moment.kind}`) ? t(`moment.${moment.kind}`, { name: nameOf(moment), ms: delay(moment.ms) }) : moment.kind;

/** How long somebody waited for an answer, and what to think of it. */
export const latencyTone = (ms) => (ms < 1_000 ? 'ok' : ms < 2_000 ? 'warn' : 'bad');

function turnLine({ turn }, now, seek) {
  const who = turn.who.toLowerCase();
  const current = now !== undefined && now >= turn.startMs && now < turn.endMs;
  const place = html`<span class="place num">${clock(turn.startMs)}</span>`;
  return html`
    <li class="said ${who} ${current ? 'now' : ''}" data-turn=${turn.n} aria-current=${current ? 'true' : 'false'}>
      ${seek ? html`<button class="place-button" @click=${() => seek(turn.startMs)} aria-label=${t('call.jump', { at: clock(turn.startMs) })}>${place}</button>` : place}
      <div>
        <p class="said-head"><span class="speaker ${who}">${t(`who.${who}`)}</span>
          ${turn.mouthToEarMs != null ? html`<span class="note ${latencyTone(turn.mouthToEarMs)}" title=${t('call.mouth-to-ear')}>${t('call.answered-in', { ms: delay(turn.mouthToEarMs) })}</span>` : ''}
          ${turn.interrupted && who !== 'operator' ? html`<span class="note">${turn.bargeInCutMs != null ? t('call.interrupted-in', { ms: delay(turn.bargeInCutMs) }) : t('call.interrupted')}</span>` : ''}
        </p>
        <p class="words">${turn.text || html`<span class="muted">${t(who === 'operator' ? 'call.operator-words' : 'call.no-words')}</span>`}${turn.over === false ? html`<span class="caret" aria-hidden="true"></span>` : ''}</p>
      </div>
    </li>`;
}

function toolLine({ tool }, seek, elapsed) {
  const open = tool.outcome === null || tool.outcome === undefined;
  return html`
    <li class="happened ${open ? 'open' : tool.outcome}">
      ${at(tool.startMs, seek)}
      <div><p>${icon('tools')} <strong class="mono">${tool.name}</strong>
        ${open ? html`<span class="note">${t('tool.running', { ms: delay(elapsed?.(tool)) })}</span>` : html`<span class="note ${tool.outcome === 'answered' ? 'ok' : 'warn'}">${word('outcome', tool.outcome)} · ${delay(tool.ms)}</span>`}</p>
        ${tool.arguments && tool.arguments !== '{}' ? html`<p class="arguments mono">${tool.arguments}</p>` : ''}
      </div>
    </li>`;
}

const at = (ms, seek) =>
  seek
    ? html`<button class="place-button" @click=${() => seek(ms)} aria-label=${t('call.jump', { at: clock(ms) })}><span class="place num">${clock(ms)}</span></button>`
    : html`<span class="place num">${clock(ms)}</span>`;

function line(item, now, seek, elapsed) {
  switch (item.kind) {
    case 'turn':
      return turnLine(item, now, seek);
    case 'tool':
      return toolLine(item, seek, elapsed);
    case 'silence':
      return html`<li class="happened silence">${at(item.at, seek)}<div><p>${t('call.silence', { ms: delay(item.gap.endMs - item.gap.startMs) })}</p></div></li>`;
    default:
      return html`<li class="happened">${at(item.at, seek)}<div><p>${icon(PICTURES[item.moment.kind] ?? 'info')} ${momentText(item.moment)}</p></div></li>`;
  }
}

/**
 * @param now what is being heard, ms; undefined in a call that goes on
 * @param seek goes to a place; nothing in a call that goes on
 * @param elapsed of a tool that runs
 */
export const transcript = (call, { now, seek, elapsed } = {}) =>
  html`<ol class="transcript">${repeat(lines(call), (item) => item.key, (item) => line(item, now, seek, elapsed))}</ol>`;
