// The frame of every view: navigation, language, theme, and what is wrong with the line to the server.
import { LitElement, html } from 'lit';
import { chooseLanguage, currentLanguage, LANGUAGES, onLanguage, t, count } from '../core/texts.js';
import { here, onRoute } from '../core/router.js';
import { get } from '../core/api.js';
import { store, Watch } from '../core/store.js';
import { chooseTheme, currentTheme, THEMES } from '../core/theme.js';
import { reconnect } from '../core/stream.js';
import { Beat } from '../core/beat.js';
import { announce } from './live-region.js';
import { icon } from './icons.js';
import { errorState } from './states.js';
import { staticView } from './static-view.js';

const NAVIGATION = [
  ['watch', ['', 'live', 'calls', 'stats']],
  ['use', ['try', 'network']],
  ['set', ['tenants', 'numbers', 'callers', 'prompts', 'tools', 'settings', 'doctor']],
];

/** What fits at the bottom of a telephone; the rest is under «more». */
const SHORT = ['', 'live', 'calls', 'try'];

export class Shell extends LitElement {
  static properties = { route: { state: true }, ready: { state: true }, menu: { state: true }, failed: { state: true }, session: { state: true } };

  #stops = [];
  #first = true;

  constructor() {
    super();
    new Watch(this, 'connection', 'count');
    new Beat(this, 1_000);
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stops = [onRoute((moved) => this.#show(moved)), onLanguage(() => this.#relabel())];
    this.#show(true);
    // Nobody is named where nobody has to sign in.
    get('/api/session').then((session) => (this.session = session), () => {});
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stops.forEach((stop) => stop());
  }

  async #show(moved) {
    const route = here();
    this.menu = false;
    this.failed = undefined;
    if (!moved && this.route) {
      this.route = { ...route, key: this.route.key };
      return;
    }
    this.#title(route);
    try {
      await route.load();
    } catch (e) {
      this.failed = e;
    }
    if (route.tag !== here().tag || route.id !== here().id) return; // somebody went on meanwhile
    this.route = { ...route, key: `${route.tag} ${route.id}` };
    await this.updateComplete;
    await this.querySelector(route.tag)?.updateComplete;
    scrollTo(0, 0);
    if (!this.#first) {
      const heading = this.querySelector('main h1') ?? this.querySelector('main');
      heading?.focus({ preventScroll: true });
      announce(document.title);
    }
    this.#first = false;
  }

  #title(route) {
    const name = t(route.title, { id: route.id });
    document.title = route.view === '' ? t('title') : `${name} · ${t('title')}`;
  }

  #relabel() {
    if (this.route) {
      this.#title(this.route);
      this.route = { ...this.route, key: `${this.route.tag} ${this.route.id} ${currentLanguage()}` };
    }
  }

  render() {
    if (!this.route) return html`<div class="starting" role="status">${t('state.loading')}</div>`;
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('skip')}</a>
      <div class="frame">
        ${this.#side()}
        <div class="body">
          ${this.#banner()}
          <main id="main" tabindex="-1">
            ${this.failed
              ? errorState(this.failed, () => location.reload())
              : staticView(this.route)}
          </main>
        </div>
        ${this.#bottom()}
      </div>`;
  }

  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }

  #link(view) {
    const current = this.route.view === view;
    const calls = view === 'live' && store.known && store.calls.size;
    return html`<a href="/${view}" aria-current=${current ? 'page' : 'false'}>
      ${icon(view || 'home')}<span>${t(`nav.${view || 'home'}`)}</span>
      ${calls ? html`<span class="badge" aria-label=${count('nav.live.now', calls)}>${calls}</span>` : ''}</a>`;
  }

  #side() {
    return html`
      <header class="side">
        <a class="brand" href="/">${mark()}<span>${t('title')}</span></a>
        <nav aria-label=${t('nav.label')}>
          ${NAVIGATION.map(
            ([group, views]) => html`
              <p class="nav-head" id="nav-${group}">${t(`nav.group.${group}`)}</p>
              <ul aria-labelledby="nav-${group}">${views.map((view) => html`<li>${this.#link(view)}</li>`)}</ul>`,
          )}
        </nav>
        ${this.#switches()}
      </header>`;
  }

  #switches() {
    return html`
      <div class="switches">
        ${this.session?.canLogOut
          ? html`<form class="session" method="post" action="/logout"><span class="cut">${this.session.name}</span><button class="link-button">${t('logout')}</button></form>`
          : ''}
        <div class="segments" role="group" aria-label=${t('language.label')}>
          ${LANGUAGES.map(
            (one) => html`<button lang=${one} aria-pressed=${one === currentLanguage()} @click=${() => chooseLanguage(one)}>${t(`language.${one}`)}</button>`,
          )}
        </div>
        <div class="segments" role="group" aria-label=${t('theme.label')}>
          ${THEMES.map(
            (one) => html`<button aria-pressed=${one === currentTheme()} aria-label=${t(`theme.${one}`)} title=${t(`theme.${one}`)}
              @click=${() => (chooseTheme(one), this.requestUpdate())}>${icon({ light: 'sun', dark: 'moon', auto: 'auto' }[one])}</button>`,
          )}
        </div>
      </div>`;
  }

  #bottom() {
    const more = !SHORT.includes(this.route.view);
    return html`
      <div class="bottom">
        <nav aria-label=${t('nav.short')}>
          ${SHORT.map((view) => this.#link(view))}
          <button aria-expanded=${this.menu ? 'true' : 'false'} aria-current=${more ? 'page' : 'false'} @click=${() => (this.menu = !this.menu)}>
            ${icon('more')}<span>${t('nav.more')}</span>
          </button>
        </nav>
        ${this.menu
          ? html`<div class="sheet" role="region" aria-label=${t('nav.more')} @keydown=${(e) => e.key === 'Escape' && (this.menu = false)}>
              <nav aria-label=${t('nav.label')}>
                ${NAVIGATION.flatMap(([, views]) => views).filter((view) => !SHORT.includes(view)).map((view) => this.#link(view))}
              </nav>
              ${this.#switches()}
            </div>`
          : ''}
      </div>`;
  }

  #banner() {
    const { state, retryAt, error } = store.connection;
    if (state === 'lost') {
      const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1_000));
      return html`<div class="banner bad" role="alert">${icon('offline')}
        <p><strong>${t('banner.lost')}</strong> ${seconds ? t('banner.retry', { n: seconds }) : t('banner.now')}</p>
        <button class="button small" @click=${reconnect}>${t('banner.again')}</button></div>`;
    }
    if (state === 'forbidden') {
      return html`<div class="banner" role="alert">${icon('lock')}
        <p>${error?.status === 401 ? t('state.login.text') : error?.message || t('state.forbidden.text')}</p>
        ${error?.status === 401 ? html`<a class="button small" target="_self" href="/login?next=${encodeURIComponent(location.pathname)}">${t('state.login')}</a>` : ''}</div>`;
    }
    return '';
  }
}

const mark = () => html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"/>
  <path class="theirs" d="M7 13v6M11.5 9.5v13"/><path class="ours" d="M20.5 9.5v13M25 13v6"/><circle cx="16" cy="16" r="2.2"/></svg>`;


