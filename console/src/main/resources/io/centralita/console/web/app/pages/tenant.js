// One tenant: its document, written and checked line by line, and what it was before.
import { html } from 'lit';
import { get, request } from '../core/api.js';
import { View, go } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { count, t } from '../core/texts.js';
import { dateTime } from '../core/format.js';
import { chip, confirmed, heading } from '../parts/bits.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/live-region.js';
import '../parts/editor.js';

const YAML = 'application/yaml';

/** What was written and not saved, by tenant: kept while the page is open, wherever one goes in it. */
const drafts = new Map();

class Tenant extends View {
  static properties = { ...View.properties, text: { state: true }, problems: { state: true }, saving: { state: true }, looked: { state: true } };

  #document = new Loading(this, (signal) => this.#read('', signal));
  #versions = new Loading(this, async (signal) => (await get(`${this.#path}/versions`, { signal })).versions);

  constructor() {
    super();
    this.problems = [];
  }

  get #path() {
    return `/api/tenants/${encodeURIComponent(this.route.id)}`;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load().then(() => this.#resume());
    addEventListener('beforeunload', this.#leaving);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    if (this.#changed) drafts.set(this.route.id, this.text);
    removeEventListener('beforeunload', this.#leaving);
  }

  #resume() {
    if (!drafts.has(this.route.id)) return;
    this.text = drafts.get(this.route.id);
    drafts.delete(this.route.id);
    say(t('tenant.draft'));
  }

  async #load() {
    this.text = undefined;
    this.looked = undefined;
    this.problems = [];
    await Promise.all([this.#document.load(), this.#versions.load()]);
  }

  async #read(version, signal) {
    const response = await request(`${this.#path}${version}`, { headers: { Accept: YAML }, signal });
    return { text: await response.text(), tag: response.headers.get('ETag') };
  }

  get #changed() {
    return this.text !== undefined && this.text !== this.#document.value?.text;
  }

  #leaving = (event) => {
    if (this.#changed) event.preventDefault();
  };

  render() {
    return html`
      ${heading(this.route.id, { back: { href: '/tenants', text: t('nav.tenants') }, lead: t('tenant.lead'), actions: html`<a class="button" href="/calls?tenant=${encodeURIComponent(this.route.id)}">${icon('calls')}${t('nav.calls')}</a><a class="button" href="/callers?tenant=${encodeURIComponent(this.route.id)}">${icon('callers')}${t('nav.callers')}</a>` })}
      ${this.#document.render((document) => html`<div class="columns wide-left">
        <section class="panel"><div class="section-head"><h2>${this.looked ? t('tenant.version', { n: this.looked }) : t('tenant.document')}</h2>
          <div class="actions">
            ${this.#changed ? html`<button class="button" @click=${() => this.#discard()}>${t('tenant.discard')}</button>` : ''}
            <button class="button primary" ?disabled=${!this.#changed || this.saving} @click=${() => this.#save()}>${icon('check')}${t('tenant.save')}</button></div></div>
          ${this.#troubles()}
          <text-editor .text=${this.text ?? document.text} .marks=${this.problems} label=${t('tenant.document')} @change-text=${(e) => (this.text = e.detail)}></text-editor>
        </section>
        <section class="panel"><h2>${t('tenant.versions')}</h2>${this.#versions.render((versions) => this.#history(versions))}
          <div class="danger-zone"><button class="button danger" @click=${() => this.#delete()}>${icon('trash')}${t('tenant.delete')}</button></div></section>
      </div>`)}`;
  }

  #troubles() {
    if (!this.problems.length) return '';
    return html`<div class="problems" role="alert"><p><strong>${count('tenant.problems', this.problems.length)}</strong></p>
      <ul>${this.problems.map((one) => html`<li>${one.line ? html`<button class="link-button" @click=${() => this.querySelector('text-editor').go(one.line)}>${t('tenant.line', { n: one.line })}</button>` : one.path ? html`<code>${one.path}</code>` : ''} ${one.message}</li>`)}</ul></div>`;
  }

  #history(versions) {
    const current = versions[0]?.version;
    return html`<ol class="versions">${versions.map((one) => html`<li>
      <div><strong>${t('tenant.version', { n: one.version })}</strong> ${one.version === current ? chip(t('tenant.current'), 'ok') : ''}${one.deleted ? chip(t('tenant.deleted'), 'bad') : ''}
        <p class="muted small">${dateTime(one.changedAt)} · ${one.changedBy}</p></div>
      ${one.version !== current && !one.deleted ? html`<button class="button small" @click=${() => this.#look(one.version)}>${t('tenant.look')}</button>` : ''}</li>`)}</ol>`;
  }

  /** An older state comes into the editor: saved, it is the newest. */
  async #look(version) {
    if (this.#changed && !(await confirmed({ title: t('tenant.sure'), text: t('tenant.sure.text'), yes: t('tenant.look') }))) return;
    try {
      const { text } = await this.#read(`/versions/${version}`);
      this.text = text;
      this.looked = version;
      this.problems = [];
      say(t('tenant.looked', { n: version }));
    } catch (e) {
      say(e.message || t('state.error.text'), 'bad');
    }
  }

  #discard() {
    this.text = undefined;
    this.looked = undefined;
    this.problems = [];
  }

  async #save() {
    this.saving = true;
    try {
      await request(this.#path, { method: 'PUT', body: this.text, headers: { 'Content-Type': YAML, 'If-Match': this.#document.value.tag } });
      say(t('tenant.saved'));
      await this.#load();
    } catch (e) {
      this.problems = e.body?.problems?.length ? e.body.problems : [{ path: '', line: 0, message: [e.message, e.remedy].filter(Boolean).join(' ') || t('state.error.text') }];
    }
    this.saving = false;
  }

  async #delete() {
    if (!(await confirmed({ title: t('tenant.delete.sure'), text: t('tenant.delete.text'), yes: t('tenant.delete'), danger: true }))) return;
    try {
      await request(this.#path, { method: 'DELETE', headers: { 'If-Match': this.#document.value.tag } });
      go('/tenants');
    } catch (e) {
      say(e.message || t('state.error.text'), 'bad');
    }
  }
}

customElements.define('page-tenant', Tenant);
