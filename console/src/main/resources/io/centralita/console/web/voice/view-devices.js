import { h, icon, write } from './dom.js';
import { Meter } from './meter.js';
import { Microphone, devices } from './microphone.js';
import { Speaker } from './speaker.js';

const KEY = 'centralita-call.devices';

/** @returns {{input?: string, output?: string}} what this browser's person chose last */
export function chosen() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/** @param {{input?: string, output?: string}} choice */
function keep(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...chosen(), ...choice }));
  } catch {
    // A browser that keeps nothing asks again next time.
  }
}

/** Microphone and loudspeaker: choose, see the level, hear a tone; before a call and during one. */
export class DevicesView {
  #texts;
  #call;
  #input;
  #output;
  #level;
  #hint;
  #test;
  /** @type {{microphone: Microphone, audio: AudioContext, meter: Meter}|null} only while no call has the microphone */
  #trial = null;
  #looking = 0;

  /** @param {import('./texts.js').Texts} texts @param {import('./call.js').CentralitaCall} call @param {() => void} shut */
  constructor(texts, call, shut) {
    this.#texts = texts;
    this.#call = call;
    this.#input = h('select', { onchange: () => void this.#chooseInput() });
    this.#output = h('select', { disabled: !Speaker.CAN_CHOOSE, onchange: () => void this.#chooseOutput() });
    this.#level = h('div', { class: 'meter', part: 'meter', role: 'meter', 'aria-label': texts.of('device.level'), 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': 0 }, h('i'));
    this.#hint = h('p', { class: 'hint' });
    this.#test = h('button', { class: 'plain', type: 'button', onclick: () => void this.#try() }, texts.of('device.test-microphone'));
    this.element = h('section', { class: 'panel', part: 'devices', hidden: true, 'aria-label': texts.of('devices') },
      h('div', {}, h('h3', {}, texts.of('devices')),
        h('button', { class: 'shut', type: 'button', 'aria-label': texts.of('close'), onclick: shut }, icon('close'))),
      h('label', {}, texts.of('microphone'), this.#input), this.#level, this.#hint,
      h('label', {}, texts.of('speaker'), this.#output),
      Speaker.CAN_CHOOSE ? null : h('p', { class: 'hint' }, texts.of('device.speaker-fixed')),
      h('div', { class: 'row' }, this.#test,
        h('button', { class: 'plain', type: 'button', onclick: () => void call.chime() }, texts.of('device.test-speaker'))));
  }

  /** @param {boolean} open */
  show(open) {
    this.element.hidden = !open;
    clearInterval(this.#looking);
    if (!open) {
      this.#endTrial();
      return;
    }
    void this.refresh();
    this.#looking = setInterval(() => this.#look(), 80);
  }

  /** A call takes the microphone itself. */
  update() {
    if (this.element.hidden) return;
    if (this.#inCall()) this.#endTrial();
    this.#test.hidden = this.#inCall();
  }

  async refresh() {
    fill(this.#input, await devices('audioinput'), chosen().input ?? '', this.#texts);
    fill(this.#output, await devices('audiooutput'), chosen().output ?? '', this.#texts);
    this.update();
  }

  #inCall() {
    return !['idle', 'ended', 'failed'].includes(this.#call.state);
  }

  async #chooseInput() {
    keep({ input: this.#input.value });
    await this.#call.chooseMicrophone(this.#input.value);
    if (this.#trial) await this.#try();
  }

  async #chooseOutput() {
    keep({ output: this.#output.value });
    await this.#call.chooseSpeaker(this.#output.value);
  }

  async #try() {
    this.#endTrial();
    const microphone = new Microphone();
    const audio = new AudioContext();
    const problem = await microphone.open(chosen().input ?? '');
    if (problem !== null || this.element.hidden || this.#inCall() || !microphone.stream) {
      microphone.close();
      await audio.close();
      if (problem !== null) write(this.#hint, `${this.#texts.of(`problem.${problem}`)}. ${this.#texts.of(`remedy.${problem}`)}`);
      return;
    }
    this.#trial = { microphone, audio, meter: new Meter(audio, microphone.stream) };
    write(this.#hint, this.#texts.of('device.speak'));
    // Devices have names from now on.
    await this.refresh();
  }

  #endTrial() {
    const trial = this.#trial;
    this.#trial = null;
    if (!trial) return;
    trial.meter.close();
    trial.microphone.close();
    void trial.audio.close();
    write(this.#hint, '');
    this.#level.style.setProperty('--level', '0');
  }

  #look() {
    const level = this.#trial ? this.#trial.meter.level() : this.#inCall() ? this.#call.levels().caller : 0;
    this.#level.style.setProperty('--level', level.toFixed(2));
    this.#level.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    if (this.#trial && level > 0.35) write(this.#hint, this.#texts.of('device.hearing'));
  }
}

/** @param {HTMLSelectElement} select @param {MediaDeviceInfo[]} found @param {string} choice @param {import('./texts.js').Texts} texts */
function fill(select, found, choice, texts) {
  const named = found.filter((device) => device.deviceId && device.deviceId !== 'default');
  select.replaceChildren(h('option', { value: '' }, texts.of('device.default')),
    ...named.map((device, index) => h('option', { value: device.deviceId },
      device.label || texts.of('device.unnamed', { number: index + 1 }))));
  select.value = choice;
  // The one that was chosen is not plugged in.
  if (select.selectedIndex < 0) select.value = '';
}
