// Measures what the person at the page hears, and what others say: loaded before the page's own scripts, beside the client tests' spy.js.
(() => {
  const RATE_HZ = 8_000;
  const [LOWEST_HZ, HIGHEST_HZ] = [60, 400];
  const WINDOW = 4_096;
  const EVERY_MS = 50;
  const ear = globalThis.ear = { heard: [] };
  let looking = 0;

  const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

  /** Every so many samples as one. */
  const thinned = (samples, factor) => Float32Array.from({ length: Math.floor(samples.length / factor) }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < factor; k++) sum += samples[i * factor + k];
    return sum / factor;
  });

  /** By autocorrelation; 0 where it is no voice. */
  const pitch = (samples, rateHz) => {
    const [shortest, longest] = [Math.floor(rateHz / HIGHEST_HZ), Math.ceil(rateHz / LOWEST_HZ)];
    const likeness = [];
    for (let lag = shortest; lag <= longest; lag++) {
      let [both, here, there] = [0, 0, 0];
      for (let i = 0; i + longest < samples.length; i++) {
        both += samples[i] * samples[i + lag];
        here += samples[i] ** 2;
        there += samples[i + lag] ** 2;
      }
      likeness.push(both / Math.sqrt(here * there || 1));
    }
    const best = Math.max(...likeness);
    // Multiples of a period are periods too: the first peak that is nearly as good.
    const at = likeness.findIndex((value, i) => value > 0.9 * best && value >= (likeness[i - 1] ?? -1) && value >= (likeness[i + 1] ?? -1));
    return best > 0.7 ? rateHz / (shortest + at) : 0;
  };

  const look = (samples, rateHz) => {
    const factor = Math.max(1, Math.round(rateHz / RATE_HZ));
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length);
    return { rms, hz: rms > 0.01 ? pitch(thinned(samples, factor), rateHz / factor) : 0 };
  };

  const summary = (looks) => {
    const voiced = looks.filter((one) => one.hz > 0);
    return { voiced: voiced.length, rms: median(voiced.map((one) => one.rms)), hz: median(voiced.map((one) => one.hz)) };
  };

  /** From now on, what comes from the other side. */
  ear.listen = async () => {
    const context = spy.ear ??= new (Object.getPrototypeOf(AudioContext))();
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: WINDOW });
    const track = spy.peers.at(-1).getReceivers()[0].track;
    new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(analyser);
    const samples = new Float32Array(WINDOW);
    ear.heard = [];
    clearInterval(looking);
    looking = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      ear.heard.push(look(samples, context.sampleRate));
    }, EVERY_MS);
  };

  /** Pieces of voice heard until now. */
  ear.voiced = () => summary(ear.heard).voiced;

  ear.stop = () => {
    clearInterval(looking);
    return summary(ear.heard);
  };

  /** As it would be heard. @param {string} pcm 16 bit, little end first, in Base64 @param {number} rateHz */
  ear.of = (pcm, rateHz) => {
    const bytes = Uint8Array.from(atob(pcm), (character) => character.charCodeAt(0));
    const samples = Float32Array.from(new Int16Array(bytes.buffer), (sample) => sample / 32_768);
    const window = Math.round(WINDOW / 48_000 * rateHz);
    const looks = [];
    for (let at = 0; at + window <= samples.length; at += window) looks.push(look(samples.subarray(at, at + window), rateHz));
    return summary(looks);
  };

  /** Whether somebody speaks at this microphone, whether or not the other side is told. */
  ear.atMicrophone = async () => {
    ear.witness ??= spy.streams.at(-1).getAudioTracks()[0].clone();
    ear.witness.enabled = true;
    return (await spy.hear(ear.witness)).rms;
  };

  /** Whether they have been silent for a second. */
  ear.silentAtMicrophone = async () => {
    for (let look = 0; look < 4; look++) {
      if (await ear.atMicrophone() > 0.002) return false;
    }
    return true;
  };
})();
