// Before the page's own scripts: what the page opens is remembered, so that a test can hear it, break it, and see what is left.
(() => {
  const spy = globalThis.spy = { peers: [], configurations: [], streams: [], contexts: [], timers: new Set(), constraints: [], microphone: null };

  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration) {
      super(configuration);
      spy.peers.push(this);
      spy.configurations.push(configuration);
    }
  };
  globalThis.AudioContext = class extends AudioContext {
    constructor(...options) {
      super(...options);
      spy.contexts.push(this);
    }
  };
  if (navigator.mediaDevices) {
    const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      spy.constraints.push(constraints);
      if (spy.microphone) throw new DOMException(spy.microphone.message ?? '', spy.microphone.name);
      // Processing alters tones, and its start swallows what comes first.
      const stream = await real({ audio: { ...constraints.audio, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
      spy.streams.push(stream);
      return stream;
    };
  }
  for (const [set, clear] of [['setInterval', 'clearInterval'], ['setTimeout', 'clearTimeout']]) {
    const [start, stop] = [globalThis[set].bind(globalThis), globalThis[clear].bind(globalThis)];
    globalThis[set] = (task, ...rest) => {
      const id = start((...values) => {
        if (set === 'setTimeout') spy.timers.delete(id);
        task(...values);
      }, ...rest);
      spy.timers.add(id);
      return id;
    };
    globalThis[clear] = (id) => {
      spy.timers.delete(id);
      stop(id);
    };
  }

  /** What still runs; an empty list is what should be left of a call. */
  spy.left = () => [
    ...spy.streams.flatMap((stream) => stream.getTracks()).filter((track) => track.readyState !== 'ended').map((track) => `track ${track.label}`),
    ...spy.peers.filter((peer) => peer.connectionState !== 'closed').map((peer) => `connection ${peer.connectionState}`),
    ...spy.contexts.filter((context) => context.state !== 'closed').map((context) => `audio context ${context.state}`),
    ...[...spy.timers].map((timer) => `timer ${timer}`),
  ];

  /** How loud and how high is what the person hears, over some 170 ms. */
  spy.hear = async () => {
    const track = spy.peers.at(-1).getReceivers()[0].track;
    const context = spy.ear ??= new (Object.getPrototypeOf(AudioContext))();
    await context.resume();
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    const source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) });
    source.connect(analyser);
    await new Promise((done) => { const id = setTimeout(done, 250); void id; });
    const samples = new Float32Array(analyser.fftSize);
    analyser.getFloatTimeDomainData(samples);
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    source.disconnect();
    return {
      rms: Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length),
      hz: bins.indexOf(Math.max(...bins)) * context.sampleRate / analyser.fftSize,
    };
  };
})();
