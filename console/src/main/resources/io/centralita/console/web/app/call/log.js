// What the program wrote of a call.
import { html } from 'lit';
import { clock } from '../core/format.js';
import { count, t } from '../core/texts.js';

const fields = (line) => Object.entries(line.fields ?? {}).map(([name, value]) => html`<span class="log-field"><b>${name}</b>=${String(value)}</span> `);

export function logPanel(log, seek) {
  if (!log || !log.lines.length) return html`<p class="muted">${t('log.none', { hours: log?.keptHours ?? 48 })}</p>`;
  return html`
    ${log.dropped ? html`<p class="muted small">${count('log.dropped', log.dropped)}</p>` : ''}
    <ol class="log">${log.lines.map(
      (line) => html`<li class="level-${line.level.toLowerCase()}">
        <button class="place-button num" @click=${() => seek(Math.max(0, line.atMs))} aria-label=${t('call.jump', { at: clock(line.atMs) })}>${clock(line.atMs, true)}</button>
        <span class="log-level">${line.level}</span>
        <span><span class="log-logger">${line.logger}</span> ${line.message} ${fields(line)}</span>
      </li>`,
    )}</ol>`;
}
