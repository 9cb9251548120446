import { Meter } from './meter.js';
import { Microphone } from './microphone.js';
import { Speaker } from './speaker.js';

/**
 * The person's end of the sound: microphone, loudspeaker, and how loud both are. Events (`CustomEvent.detail`): `trouble`
 * {place, problem, name} with a problem or null where it is over; `track`: the microphone is another one; `devices`.
 */
export class Sound extends EventTarget {
  /** A microphone that gives nothing at all for this long is not heard, whatever the browser says. */
  static SILENT_MS = 10_000;
  static #LOOK_MS = 250;
  /** -80 dBFS: less than the quietest room. */
  static #NOTHING = 1e-4;

  microphone = new Microphone();
  speaker = new Speaker();
  /** @type {AudioContext|null} */
  #audio = null;
  /** @type {Meter|null} */
  #caller = null;
  /** @type {Meter|null} */
  #assistant = null;
  /** @type {Promise<void>} */
  #settled = Promise.resolve();
  #muted = false;
  #held = false;
  #watching = 0;

  constructor() {
    super();
    this.microphone.addEventListener('muted', () => this.#trouble('microphone', 'microphone-muted'));
    this.microphone.addEventListener('unmuted', () => this.#trouble('microphone', null));
    this.microphone.addEventListener('changed', (event) => this.#changed(/** @type {CustomEvent} */ (event).detail));
    this.microphone.addEventListener('devices', () => this.dispatchEvent(new Event('devices')));
    this.speaker.addEventListener('blocked', () => this.#trouble('listening', 'listening-blocked'));
    this.speaker.addEventListener('playing', () => this.#trouble('listening', null));
  }

  /** In the person's gesture: later on browsers do not let it sound. */
  begin() {
    this.#audio ??= new AudioContext();
    void this.#audio.resume().catch(() => {});
    this.#muted = this.#held = false;
  }

  /** @param {string} device @returns {Promise<string|null>} kind of problem */
  async open(device) {
    const problem = await this.microphone.open(device);
    if (problem === null) {
      this.#settled = this.microphone.settle().then(() => {
        if (this.microphone.muted) this.#trouble('microphone', 'microphone-muted');
      });
      this.#listen();
    }
    return problem;
  }

  /** Resolves when a microphone that was just opened can be used. */
  settled() {
    return this.#settled;
  }

  get muted() {
    return this.#muted;
  }

  /** @param {boolean} muted */
  mute(muted) {
    this.#muted = muted;
    this.#apply();
  }

  /** Nothing is to be heard until the session is configured. @param {boolean} held */
  hold(held) {
    this.#held = held;
    this.#apply();
  }

  /** @param {MediaStream} stream of the assistant's */
  async play(stream) {
    this.#assistant?.close();
    await this.speaker.play(stream);
    if (this.#audio) this.#assistant = new Meter(this.#audio, stream);
  }

  /** 0 to 1 each. */
  levels() {
    return {
      caller: this.#muted || this.#held ? 0 : this.#caller?.level() ?? 0,
      assistant: this.#assistant?.level() ?? 0,
    };
  }

  /** @param {string} device @returns {Promise<string|null>} */
  async chooseMicrophone(device) {
    const problem = await this.microphone.choose(device);
    if (problem !== null && problem !== Microphone.SUPERSEDED) this.#trouble('microphone', problem);
    return problem;
  }

  async listen() {
    await this.#audio?.resume();
    await this.speaker.listen();
  }

  async chime() {
    const audio = this.#audio ?? new AudioContext();
    await this.speaker.chime(audio);
    if (audio !== this.#audio) await audio.close();
  }

  close() {
    clearInterval(this.#watching);
    this.#caller?.close();
    this.#assistant?.close();
    this.#caller = this.#assistant = null;
    this.microphone.close();
    this.speaker.close();
    void this.#audio?.close().catch(() => {});
    this.#audio = null;
  }

  /** @param {{lost: boolean, problem?: string|null}} change */
  #changed({ lost, problem }) {
    if (this.microphone.track) this.#listen();
    this.dispatchEvent(new Event('track'));
    if (problem) this.#trouble('microphone', 'microphone-lost');
    else if (lost) this.#trouble('microphone', 'microphone-changed', this.microphone.track?.label);
    else this.#trouble('microphone', null);
  }

  #listen() {
    this.#apply();
    this.#caller?.close();
    const stream = this.microphone.stream;
    this.#caller = this.#audio && stream ? new Meter(this.#audio, stream) : null;
    this.#watchForSilence();
  }

  #apply() {
    const track = this.microphone.track;
    if (track) track.enabled = !this.#muted && !this.#held;
  }

  /** Until something is heard for the first time. */
  #watchForSilence() {
    clearInterval(this.#watching);
    let silentMs = 0;
    let told = false;
    this.#watching = setInterval(() => {
      if (this.#audio?.state !== 'running' || this.#muted || this.#held || !this.#caller || this.microphone.muted) return;
      if (this.#caller.rms() > Sound.#NOTHING) {
        clearInterval(this.#watching);
        if (told) this.#trouble('microphone', null);
      } else if ((silentMs += Sound.#LOOK_MS) >= Sound.SILENT_MS && !told) {
        told = true;
        this.#trouble('microphone', 'microphone-silent');
      }
    }, Sound.#LOOK_MS);
  }

  /** @param {string} place @param {string|null} problem @param {string} [name] */
  #trouble(place, problem, name) {
    this.dispatchEvent(new CustomEvent('trouble', { detail: { place, problem, name } }));
  }
}
