// Small things that many views show.
import { html } from 'lit';
import { phone } from '../core/format.js';
import { t, word } from '../core/texts.js';
import { icon } from './icons.js';
import { vars } from '../core/vars.js';
import { say } from './live-region.js';

/** The head of a view: what it is, and what can be done with all of it. */
export const heading = (title, { lead = '', actions = '', back } = {}) => html`
  <header class="page-head">
    ${back ? html`<a class="back" href=${back.href}>${icon('back')}${back.text}</a>` : ''}
    <div class="page-title">
      <h1 tabindex="-1">${title}</h1>
      ${actions ? html`<div class="actions">${actions}</div>` : ''}
    </div>
    ${lead ? html`<p class="lead">${lead}</p>` : ''}
  </header>`;

/** A figure with what it means; `tone` is `ok`, `warn`, `bad` or nothing. */
export const figure = (label, value, { note = '', tone = '', href } = {}) => html`
  <div class="figure ${tone}">
    <dt>${label}</dt>
    <dd><span class="figure-value">${href ? html`<a href=${href}>${value}</a>` : value}</span>${note ? html`<span class="figure-note">${note}</span>` : ''}</dd>
  </div>`;

export const chip = (text, tone = '') => html`<span class="chip ${tone}">${text}</span>`;

/** Who speaks, as a word with its colour. */
export const speaker = (who) => html`<span class="speaker ${String(who).toLowerCase()}">${t(`who.${String(who).toLowerCase()}`)}</span>`;

export const channelName = (channel) => word('channel', String(channel ?? '').split('-')[0]);

/** The tenant of calls that are nobody's has no name of its own. */
export const tenantName = (id) => (id === 'default' ? t('tenant.default') : id);

/** Their number, where they have one that may be known; who calls from a page has none. */
export const callerName = ({ from, channel }) => phone(from) || t(String(channel).startsWith('webrtc') ? 'call.from-browser' : 'call.unknown');

/** Whose a call is, how it came, who serves it, and what was dialled where something was. */
export const about = ({ tenant, channel, engine, to }) =>
  [tenantName(tenant), channelName(channel), engine, to && !to.startsWith('web:') && t('call.to', { to: phone(to) })].filter(Boolean).join(' · ');

/** How loud, 0 to 1; for the eye only. */
export const meter = (level, side) => html`<span class="meter ${side}" aria-hidden="true"><i ${vars({ level: Math.max(0, Math.min(1, level ?? 0)).toFixed(2) })}></i></span>`;

/** A command to copy. */
export const command = (text) => html`
  <div class="command">
    <code>${text}</code>
    <button class="icon-button" aria-label=${t('copy.label', { text })} title=${t('copy')} @click=${() => copy(text)}>${icon('copy')}</button>
  </div>`;

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say(t('copy.done'));
  } catch {
    say(t('copy.failed'), 'bad');
  }
}

/**
 * @param text says what happens
 * @param option more that may be ticked
 * @returns {Promise<boolean|'option'>} true where the person agrees
 */
export function confirmed({ title, text, yes, danger = false, option = '' }) {
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.setAttribute('aria-labelledby', 'dialog-title');
  const form = document.createElement('form');
  form.method = 'dialog';
  const head = document.createElement('h2');
  head.id = 'dialog-title';
  head.textContent = title;
  const words = document.createElement('p');
  words.textContent = text;
  const buttons = document.createElement('div');
  buttons.className = 'actions';
  for (const [value, label, kind] of [['no', t('dialog.no'), ''], ['yes', yes, danger ? 'danger' : 'primary']]) {
    const button = document.createElement('button');
    button.value = value;
    button.textContent = label;
    button.className = `button ${kind}`;
    buttons.append(button);
  }
  const more = document.createElement('label');
  const tick = document.createElement('input');
  if (option) {
    tick.type = 'checkbox';
    more.className = 'check';
    more.append(tick, option);
  }
  form.append(head, words, ...(option ? [more] : []), buttons);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes' && (tick.checked ? 'option' : true));
    });
  });
}
