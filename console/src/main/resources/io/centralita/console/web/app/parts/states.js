// What is shown where there is nothing to show yet, or not any more.
import { html } from 'lit';
import { ApiError } from '../core/api.js';
import { t } from '../core/texts.js';
import { icon } from './icons.js';

export const loadingState = () => html`
  <div class="state loading" role="status">
    <span class="skeleton"></span><span class="skeleton"></span><span class="skeleton"></span>
    <span class="quiet">${t('state.loading')}</span>
  </div>`;

/** @param action drawn below, a link or a button to go on with */
export const emptyState = (name, title, text, action = '') => html`
  <div class="state empty">
    ${icon(name, 'large')}
    <p class="state-title">${title}</p>
    ${text ? html`<p>${text}</p>` : ''}${action}
  </div>`;

/** @param small where something older is still shown below */
export const errorState = (error, again, small = false) => {
  const kind = !(error instanceof ApiError) ? 'broken' : error.offline ? 'offline' : error.forbidden ? 'forbidden' : error.missing ? 'missing' : 'error';
  const picture = { offline: 'offline', forbidden: 'lock', missing: 'search', error: 'warn', broken: 'offline' }[kind];
  return html`
    <div class="state trouble ${kind} ${small ? 'small' : ''}" role="alert">
      ${icon(picture, 'large')}
      <p class="state-title">${t(`state.${kind}`)}</p>
      <p>${error.status === 401 ? t('state.login.text') : (error instanceof ApiError && [error.message, error.remedy].filter(Boolean).join(' ')) || t(`state.${kind}.text`)}</p>
      ${error.status === 401
        ? html`<a class="button primary" href="/login?next=${encodeURIComponent(location.pathname + location.search)}" target="_self">${t('state.login')}</a>`
        : again && !error.missing
          ? html`<button class="button" @click=${again}>${icon('retry')}${t('state.retry')}</button>`
          : ''}
    </div>`;
};
