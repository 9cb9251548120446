import { h, icon, write } from './dom.js';
import { isOver } from './machine.js';
import { LONGEST_MESSAGE } from './messages.js';
import { CaptionsView } from './view-captions.js';
import { DevicesView } from './view-devices.js';
import { ProblemsView } from './view-problems.js';

/**
 * What a call looks like, and how it is operated. Follows the events of one `CentralitaCall`.
 *
 * @typedef {object} Wishes
 * @property {string} heading
 * @property {boolean} captions
 * @property {boolean} keyboard
 * @property {boolean} microphone whether one talks at all
 * @property {string|null} login where one signs in
 */
export class CallView {
  #call;
  #texts;
  #wishes;
  #orb;
  #callButton;
  #callName;
  #status = h('p', { class: 'status', part: 'status', role: 'status' });
  #sub = h('p', { class: 'sub', part: 'note' });
  #quality;
  #qualityWords = h('span', { class: 'words' });
  #qualityMore = h('span', { class: 'unseen' });
  /** @type {import('./quality.js').Level|'unknown'} */
  #level = 'unknown';
  #problems;
  #captions;
  #keyboard;
  #input;
  #controls;
  #mute;
  #interrupt;
  #devicesButton;
  #hangUp;
  #devices;
  /** @type {import('./view-details.js').DetailsView|null} */
  #details = null;
  /** @type {Promise<import('./view-details.js').DetailsView|null>|null} */
  #detailing = null;
  #ended = '';
  #ticking = 0;
  #drawing = 0;

  /** @param {import('./call.js').CentralitaCall} call @param {Wishes} wishes */
  constructor(call, wishes) {
    this.#call = call;
    this.#wishes = wishes;
    const texts = this.#texts = call.texts;
    const of = (/** @type {string} */ key) => texts.of(key);
    this.#orb = h('div', { class: 'orb', part: 'orb', 'aria-hidden': 'true' }, h('span', {}, icon('microphone')));
    this.#callName = h('span', { class: 'unseen' });
    this.#callButton = h('button', { class: 'call', part: 'call', type: 'button', onclick: () => this.#begin(wishes.microphone) }, icon('phone'), this.#callName);
    this.#quality = h('button', { class: 'quality', part: 'quality', type: 'button', 'aria-expanded': 'false', onclick: () => void this.#toggle('details') },
      h('span', { class: 'bars', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')), this.#qualityWords, this.#qualityMore);
    this.#problems = new ProblemsView(texts, {
      retry: () => this.#begin(call.withMicrophone),
      type: () => this.#begin(false),
      listen: () => void call.listen(),
      devices: () => void this.#toggle('devices', true),
    });
    this.#captions = new CaptionsView(texts);
    this.#input = h('input', { type: 'text', 'aria-label': of('message'), placeholder: of('message'), autocomplete: 'off', enterkeyhint: 'send', maxlength: LONGEST_MESSAGE });
    this.#keyboard = h('form', { class: 'keyboard', part: 'keyboard', onsubmit: (event) => this.#say(event) },
      this.#input, h('button', { type: 'submit', 'aria-label': of('send') }, icon('send')));
    this.#mute = control('microphone', of('mute'), () => call.mute());
    this.#interrupt = control('hand', of('interrupt'), () => call.interrupt());
    this.#devicesButton = control('sliders', of('devices'), () => void this.#toggle('devices'));
    this.#devicesButton.setAttribute('aria-expanded', 'false');
    this.#hangUp = control('phone', of('hang-up'), () => call.hangUp());
    this.#hangUp.classList.add('end');
    this.#hangUp.setAttribute('part', 'control hang-up');
    this.#controls = h('div', { class: 'controls', part: 'controls', role: 'group', 'aria-label': of('controls') },
      this.#mute, this.#interrupt, this.#devicesButton, this.#hangUp);
    this.#devices = new DevicesView(texts, call, () => void this.#toggle('devices', false));
    this.element = h('section', { class: 'card', part: 'card', lang: texts.language, 'aria-label': wishes.heading || of('title') },
      h('header', { part: 'header' }, h('h2', { part: 'title' }, wishes.heading || of('title')), this.#quality),
      h('div', { class: 'stage', part: 'stage' }, this.#callButton, this.#orb, this.#status, this.#sub),
      this.#problems.element, this.#captions.log, this.#captions.announcer, this.#keyboard, this.#controls,
      this.#devices.element);
    this.#follow();
    this.#update();
  }

  /** Nothing of it runs any more. */
  close() {
    clearInterval(this.#ticking);
    cancelAnimationFrame(this.#drawing);
    this.#devices.show(false);
    this.#details?.show(false);
  }

  /** @param {boolean} microphone */
  #begin(microphone) {
    this.#captions.clear();
    this.#call.call({ microphone });
    // What was focused is gone; the next key should not be lost.
    if (!isOver(this.#call.state)) this.#hangUp.focus();
  }

  #follow() {
    const call = this.#call;
    const on = (/** @type {string} */ type, /** @type {(detail: any) => void} */ listener) =>
      call.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));
    on('state', () => this.#update());
    on('activity', () => this.#update());
    on('muted', () => this.#update());
    on('problem', ({ problems }) => this.#problems.show(problems, this.#wishes.login));
    on('quality', ({ quality }) => {
      this.#level = quality.level;
      this.#showQuality();
    });
    on('devices', () => void this.#devices.refresh());
    on('caption', ({ entry }) => {
      if (this.#wishes.captions) this.#captions.show(entry);
    });
    on('call-ended', (ended) => this.#farewell(ended));
  }

  #update() {
    const { state, activity, muted, withMicrophone } = this.#call;
    const over = isOver(state);
    const focused = /** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement;
    this.#callButton.hidden = !over;
    this.#orb.hidden = over;
    this.#interrupt.hidden = this.#hangUp.hidden = over;
    this.#mute.hidden = over || !withMicrophone;
    this.#keyboard.hidden = over || !this.#wishes.keyboard && withMicrophone;
    this.#quality.hidden = state === 'idle';
    this.#interrupt.disabled = activity !== 'speaking';
    this.#mute.setAttribute('aria-pressed', String(muted));
    name(this.#mute, muted ? 'muted' : 'microphone', this.#texts.of(muted ? 'unmute' : 'mute'));
    write(this.#callName, this.#texts.of(state === 'idle' ? 'call' : 'call-again'));
    write(this.#status, this.#statusWords());
    this.#orb.classList.toggle('waiting', state !== 'talking' || activity === 'thinking' || activity === 'looking-up');
    this.#orb.classList.toggle('quiet', muted);
    if (over && focused === this.#hangUp) this.#callButton.focus();
    if (state === 'preparing') {
      this.#level = 'unknown';
      void this.#fetchDetails();
    }
    this.#showQuality();
    if (!over) this.#ended = '';
    this.#devices.update();
    this.#run();
  }

  #statusWords() {
    const { state, activity, muted, withMicrophone } = this.#call;
    if (state === 'preparing' && !withMicrophone) return this.#texts.of('state.preparing-typing');
    if (state !== 'talking') return this.#texts.of(`state.${state}`);
    if (activity !== 'listening') return this.#texts.of(`activity.${activity}`);
    return this.#texts.of(!withMicrophone ? 'activity.listening-typing' : muted ? 'activity.listening-muted' : 'activity.listening');
  }

  /** Clock and rings move only while there is a call. */
  #run() {
    const { state } = this.#call;
    clearInterval(this.#ticking);
    cancelAnimationFrame(this.#drawing);
    this.#tick();
    if (isOver(state)) return;
    this.#ticking = setInterval(() => this.#tick(), 500);
    const draw = () => {
      const { caller, assistant } = this.#call.levels();
      this.#orb.style.setProperty('--caller', caller.toFixed(2));
      this.#orb.style.setProperty('--assistant', assistant.toFixed(2));
      this.#drawing = requestAnimationFrame(draw);
    };
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) draw();
  }

  #tick() {
    const { state, startedAt } = this.#call;
    if (isOver(state)) write(this.#sub, this.#ended);
    else write(this.#sub, startedAt ? duration((Date.now() - startedAt) / 1_000) : '');
  }

  /** @param {{reason: string|null, seconds: number}} ended */
  #farewell({ reason, seconds }) {
    const why = reason ? this.#texts.of(this.#texts.has(`ended.${reason}`) ? `ended.${reason}` : 'ended.assistant') : '';
    this.#ended = [why, seconds ? this.#texts.of('ended.after', { duration: duration(seconds) }) : ''].filter(Boolean).join(' ');
    this.#tick();
  }

  /** While there is no call it is only the way to the details. */
  #showQuality() {
    const over = isOver(this.#call.state);
    this.#quality.classList.toggle('over', over);
    this.#quality.dataset.level = over ? 'unknown' : this.#level;
    write(this.#qualityWords, this.#texts.of(over ? 'details' : `quality.${this.#level}`));
    write(this.#qualityMore, over ? '' : `. ${this.#texts.of('details')}`);
  }

  /** What few look at: fetched with the first call, as one whose network is gone cannot any more. */
  #fetchDetails() {
    return this.#detailing ??= import('./view-details.js').then(({ DetailsView }) => {
      const details = this.#details = new DetailsView(this.#texts, this.#call, () => void this.#toggle('details', false));
      this.element.append(details.element);
      return details;
    }).catch(() => this.#detailing = null);
  }

  /** @param {'devices'|'details'} panel @param {boolean} [open] */
  async #toggle(panel, open) {
    const [view, button] = panel === 'devices' ? /** @type {const} */ ([this.#devices, this.#devicesButton]) : /** @type {const} */ ([await this.#fetchDetails(), this.#quality]);
    if (!view) return;
    const wanted = open ?? view.element.hidden;
    view.show(wanted);
    button.setAttribute('aria-expanded', String(wanted));
    if (!wanted) button.focus();
  }

  /** @param {SubmitEvent} event */
  #say(event) {
    event.preventDefault();
    if (this.#call.say(this.#input.value)) this.#input.value = '';
  }
}

/** @param {Parameters<typeof icon>[0]} shape @param {string} words @param {() => void} onclick */
function control(shape, words, onclick) {
  return h('button', { class: 'control', part: `control ${shape}`, type: 'button', onclick }, h('span', {}, icon(shape)), h('span', {}, words));
}

/** @param {HTMLButtonElement} button @param {Parameters<typeof icon>[0]} shape @param {string} words */
function name(button, shape, words) {
  button.children[0].replaceChildren(icon(shape));
  write(/** @type {HTMLElement} */ (button.children[1]), words);
}

/** @param {number} seconds */
function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
