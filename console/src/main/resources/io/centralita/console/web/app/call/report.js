// The books of a call, and what was looked up in it.
import { html } from 'lit';
import { clock, delay, money, number, preciseTime } from '../core/format.js';
import { t, word } from '../core/texts.js';
import { command } from '../parts/bits.js';

const row = (name, value) => html`<div><dt>${name}</dt><dd>${value ?? '–'}</dd></div>`;

function report(call) {
  const { audio } = call;
  return html`
    <dl class="facts">
      ${row(t('report.id'), html`<span class="mono">${call.id}</span>`)}
      ${row(t('report.started'), preciseTime(call.startedAt))}
      ${row(t('report.answered'), preciseTime(call.answeredAt))}
      ${row(t('report.ended'), preciseTime(call.endedAt))}
      ${row(t('report.by'), call.endedBy && `${word('by', String(call.endedBy).toLowerCase())} · ${word('reason', call.reason)}`)}
      ${row(t('report.held'), call.heldMs ? clock(call.heldMs) : '–')}
      ${row(t('report.frames'), t('report.frames.value', { in: number(audio.framesIn), out: number(audio.framesOut) }))}
      ${row(t('report.lost'), t('report.lost.value', { lost: number(audio.lost), late: number(audio.late) }))}
      ${call.recording ? row(t('report.carrier', { carrier: call.recording.carrier }), html`<span class="mono">${call.recording.id}</span> · ${clock(call.recording.seconds * 1_000)}`) : ''}
      ${row(t('call.cost'), money(call.cost))}
      ${Object.entries(call.usage).sort().map(([kind, n]) => row(word('usage', kind), number(n)))}
    </dl>
    <details><summary>${t('report.json')}</summary>
      ${command(`curl -s ${location.origin}/api/calls/${encodeURIComponent(call.id)}`)}
      <pre class="json" tabindex="0">${JSON.stringify(call, null, 2)}</pre></details>`;
}

function tools(model, seek) {
  if (!model.tools.length) return html`<p class="muted">${t('call.tools.none')}</p>`;
  return html`<ul class="tool-cards">${model.tools.map(
    (tool) => html`<li>
      <p class="section-head"><strong class="mono">${tool.name}</strong><span class="note ${tool.outcome === 'answered' ? 'ok' : 'warn'}">${word('outcome', tool.outcome)} · ${delay(tool.ms)}</span></p>
      ${tool.startMs !== null ? html`<button class="link-button" @click=${() => seek(tool.startMs)}>${t('call.jump', { at: clock(tool.startMs) })}</button>` : ''}
      <pre class="json" tabindex="0">${pretty(tool.arguments)}</pre>
    </li>`,
  )}</ul>`;
}

function pretty(json) {
  try {
    return JSON.stringify(JSON.parse(json), null, 2);
  } catch {
    return json; // as the model wrote it
  }
}

export const reportPanel = (tab, call, model, seek) => (tab === 'tools' ? tools(model, seek) : report(call));
