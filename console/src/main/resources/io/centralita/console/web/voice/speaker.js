/**
 * Where the person hears the assistant. Events: `blocked` when the browser wants a tap first, `playing` when it plays.
 */
export class Speaker extends EventTarget {
  /** Whether another loudspeaker can be chosen at all. */
  static CAN_CHOOSE = 'setSinkId' in HTMLMediaElement.prototype;

  #element = new Audio();
  #device = '';

  constructor() {
    super();
    this.#element.autoplay = true;
    this.#element.setAttribute('playsinline', '');
  }

  /** @param {MediaStream} stream */
  async play(stream) {
    this.#element.srcObject = stream;
    await this.listen();
  }

  /** Once more, from a tap of the person's. */
  async listen() {
    try {
      await this.#element.play();
      this.dispatchEvent(new Event('playing'));
    } catch (error) {
      // AbortError: another stream took its place meanwhile, and plays itself.
      if (error instanceof Error && error.name === 'NotAllowedError') this.dispatchEvent(new Event('blocked'));
    }
  }

  /** @param {string} device its id; empty: the system's choice @returns {Promise<boolean>} */
  async choose(device) {
    this.#device = device;
    return await sink(this.#element, device);
  }

  /** Two notes, as loud as speech, where the assistant would be heard. @param {AudioContext} audio */
  async chime(audio) {
    await audio.resume();
    const out = new MediaStreamAudioDestinationNode(audio);
    const element = new Audio();
    element.srcObject = out.stream;
    await sink(element, this.#device);
    const began = audio.currentTime;
    const notes = [[523.25, 0], [659.25, 0.35]].map(([hz, after]) => note(audio, out, hz, began + after));
    try {
      await element.play();
      await notes[1];
    } finally {
      element.srcObject = null;
      out.disconnect();
    }
  }

  close() {
    this.#element.pause();
    this.#element.srcObject = null;
  }
}

/** @param {HTMLAudioElement} element @param {string} device */
async function sink(element, device) {
  if (!Speaker.CAN_CHOOSE) return device === '';
  try {
    await element.setSinkId(device);
    return true;
  } catch {
    return false;
  }
}

/** @param {AudioContext} audio @param {AudioNode} out @param {number} hz @param {number} at s */
function note(audio, out, hz, at) {
  const tone = new OscillatorNode(audio, { frequency: hz });
  const gain = new GainNode(audio, { gain: 0 });
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.03);
  gain.gain.setTargetAtTime(0, at + 0.2, 0.08);
  tone.connect(gain).connect(out);
  const ended = new Promise((done) => tone.addEventListener('ended', done));
  tone.start(at);
  tone.stop(at + 0.6);
  return ended;
}
