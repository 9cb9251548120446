/** How loud a stream is, 0 to 1: nought is -60 dBFS and less, one is -6 dBFS and more. */
export class Meter {
  #source;
  #analyser;
  #samples;

  /** @param {AudioContext} audio @param {MediaStream} stream */
  constructor(audio, stream) {
    this.#analyser = new AnalyserNode(audio, { fftSize: 1_024 });
    this.#samples = new Float32Array(this.#analyser.fftSize);
    this.#source = new MediaStreamAudioSourceNode(audio, { mediaStream: stream });
    this.#source.connect(this.#analyser);
  }

  /** Root mean square of the last 20 ms or so, 0 to 1. */
  rms() {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += sample * sample;
    return Math.sqrt(sum / this.#samples.length);
  }

  level() {
    const db = 20 * Math.log10(this.rms() + 1e-9);
    return Math.min(1, Math.max(0, (db + 60) / 54));
  }

  close() {
    this.#source.disconnect();
  }
}
