// What the switchboard says by itself, read and heard.
import { html } from 'lit';
import { get } from '../core/api.js';
import { View } from '../core/router.js';
import { Loading } from '../core/loading.js';
import { currentLanguage, t, word } from '../core/texts.js';
import { heading } from '../parts/bits.js';
import { icon } from '../parts/icons.js';
import { say } from '../parts/live-region.js';
import { emptyState } from '../parts/states.js';

class Prompts extends View {
  static properties = { ...View.properties, language: { state: true }, playing: { state: true } };

  #audio = new Audio();
  #prompts = new Loading(this, (signal) => get(`/api/prompts?language=${this.language}`, { signal }));

  connectedCallback() {
    super.connectedCallback();
    this.language = currentLanguage();
    this.#prompts.load();
    this.#audio.onended = () => (this.playing = undefined);
    this.#audio.onerror = () => {
      if (this.playing) say(t('prompts.no-audio'), 'bad');
      this.playing = undefined;
    };
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.playing = undefined;
    this.#audio.pause();
  }

  render() {
    return html`${heading(t('nav.prompts'), { lead: t('prompts.lead'), actions: html`<div class="segments" role="group" aria-label=${t('prompts.language')}>${['es', 'en'].map((one) => html`<button lang=${one} aria-pressed=${one === this.language ? 'true' : 'false'} @click=${() => this.#choose(one)}>${t(`language.name.${one}`)}</button>`)}</div>` })}
      ${this.#prompts.render(({ prompts }) => (prompts.length ? this.#groups(prompts) : emptyState('prompts', t('prompts.empty'), '')))}`;
  }

  #choose(language) {
    this.language = language;
    this.#prompts.load();
  }

  #groups(prompts) {
    const groups = Map.groupBy(prompts, (prompt) => prompt.key.split('.')[0]);
    return [...groups].map(([group, all]) => html`<section class="section"><h2>${word('prompts.group', group)}</h2>
      <ul class="prompts">${all.map((prompt) => html`<li class="panel"><p class="mono small muted">${prompt.key}</p>
        <ul>${prompt.texts.map((one, n) => this.#one(prompt, one, n))}</ul></li>`)}</ul></section>`);
  }

  #one(prompt, one, n) {
    const id = `${prompt.key} ${n}`;
    const on = this.playing === id;
    return html`<li class="prompt" lang=${this.language}>
      <button class="icon-button" aria-label=${t(on ? 'player.pause' : 'prompts.hear', { text: one.text })} ?disabled=${!one.audio} title=${one.audio ? '' : t('prompts.no-audio')} @click=${() => this.#play(prompt, n, id)}>${icon(on ? 'pause' : 'play')}</button>
      <span>${one.text}</span></li>`;
  }

  #play(prompt, n, id) {
    if (this.playing === id) {
      this.#audio.pause();
      this.playing = undefined;
      return;
    }
    this.playing = id;
    this.#audio.src = `/api/prompts/${encodeURIComponent(prompt.key)}/${n}/audio?language=${this.language}`;
    this.#audio.play().catch(() => {});
  }
}

customElements.define('page-prompts', Prompts);
