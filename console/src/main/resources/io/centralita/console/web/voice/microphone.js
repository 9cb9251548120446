import { nameFailure, obstacle, surroundings } from './microphone-failures.js';

/** What is said of a device that is not there any more. */
const GONE = ['OverconstrainedError', 'NotFoundError'];

/**
 * The person's microphone: asked for, watched, and replaced when it is unplugged.
 *
 * Events (`CustomEvent.detail`): `muted`, `unmuted` by the system or a switch on the device; `changed` `{lost}`: `track` is
 * another one now, or null where there is none left; `devices`: some were plugged in or out.
 */
export class Microphone extends EventTarget {
  /** Bluetooth headsets change their profile when somebody listens, and are mute meanwhile. */
  static GRACE_MS = 300;

  /** Closed, or opened anew, while the person was being asked: nothing is wrong. */
  static SUPERSEDED = 'superseded';

  /** @type {MediaStreamTrack|null} */
  track = null;
  /** @type {MediaStream|null} */
  stream = null;
  #wanted = '';
  #opened = 0;
  #open = false;
  #around;
  /** @type {AbortController|null} */
  #watch = null;

  constructor(around = surroundings()) {
    super();
    this.#around = around;
  }

  /** What a browser is asked for. A device has to be insisted on: Chromium does not heed one that is merely preferred. @param {string} device */
  static constraints(device) {
    return {
      audio: {
        echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1,
        ...(device ? { deviceId: { exact: device } } : {}),
      },
    };
  }

  /**
   * @param {string} device its id; empty: the system's choice
   * @returns {Promise<string|null>} kind of problem
   */
  async open(device = '') {
    const hindrance = obstacle(this.#around);
    if (hindrance) return hindrance;
    const turn = ++this.#opened;
    this.#open = true;
    this.#wanted = device;
    let stream;
    try {
      stream = await this.#ask(device);
    } catch (error) {
      const problem = await nameFailure(error, this.#around);
      return turn === this.#opened && this.#open ? problem : Microphone.SUPERSEDED;
    }
    if (turn !== this.#opened || !this.#open) {
      stop(stream);
      return Microphone.SUPERSEDED;
    }
    this.#hold(stream);
    return null;
  }

  /** One that is gone must not keep anybody from talking: then it is the system's choice. @param {string} device */
  async #ask(device) {
    try {
      return await navigator.mediaDevices.getUserMedia(Microphone.constraints(device));
    } catch (error) {
      if (!device || !(error instanceof Error) || !GONE.includes(error.name)) throw error;
      return await navigator.mediaDevices.getUserMedia(Microphone.constraints(''));
    }
  }

  /** Resolves when a headset has had time to change its profile. */
  async settle() {
    await new Promise((done) => setTimeout(done, Microphone.GRACE_MS));
  }

  /** Another device from now on. @param {string} device @returns {Promise<string|null>} kind of problem */
  async choose(device) {
    const problem = await this.open(device);
    if (problem === null) this.#tell('changed', { lost: false });
    return problem;
  }

  get muted() {
    return this.track?.muted ?? false;
  }

  close() {
    this.#open = false;
    this.#opened++;
    this.#release();
  }

  /** @param {MediaStream} stream */
  #hold(stream) {
    this.#release();
    const track = stream.getAudioTracks()[0];
    this.stream = stream;
    this.track = track;
    this.#watchDevices();
    const until = { signal: this.#watch?.signal };
    track.addEventListener('ended', () => void this.#lost(), until);
    track.addEventListener('mute', () => this.#tell('muted'), until);
    track.addEventListener('unmute', () => this.#tell('unmuted'), until);
  }

  #release() {
    this.#watch?.abort();
    this.#watch = null;
    if (this.stream) stop(this.stream);
    this.stream = this.track = null;
  }

  /** Unplugged, or taken away by the system: the next device serves. */
  async #lost() {
    this.#release();
    // Where there is none left, one may be plugged in later.
    this.#watchDevices();
    const problem = await this.open('');
    if (problem !== Microphone.SUPERSEDED) this.#tell('changed', { lost: true, problem });
  }

  #watchDevices() {
    this.#watch ??= new AbortController();
    navigator.mediaDevices.addEventListener('devicechange', () => void this.#devicesChanged(),
      { signal: this.#watch.signal });
  }

  async #devicesChanged() {
    this.#tell('devices');
    if (this.track !== null || !this.#open || (await devices('audioinput')).length === 0) return;
    if ((await this.open(this.#wanted)) === null) this.#tell('changed', { lost: false });
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {MediaStream} stream */
const stop = (stream) => stream.getTracks().forEach((track) => track.stop());

/** @param {MediaDeviceKind} kind @returns {Promise<MediaDeviceInfo[]>} without names until a microphone was allowed */
export async function devices(kind) {
  try {
    const all = await navigator.mediaDevices.enumerateDevices();
    return all.filter((device) => device.kind === kind);
  } catch {
    return [];
  }
}
