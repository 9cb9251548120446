// The switchboard's side of calls, in a page: answers offers for real, plays tones for speech, hears the caller, and speaks the
// events of `oai-events` strictly. What a client does wrong is kept in `standIn.violations`.

const SPEECH_RMS = 0.02;
const SILENCE_MS = 400;
const ANSWER_HZ = 660;

const audio = new AudioContext();
const calls = new Map();
const violations = [];
let count = 0;

document.querySelector('button').addEventListener('click', () => audio.resume());

class Call {
  constructor(id, plan) {
    this.id = id;
    this.plan = plan;
    this.received = [];
    this.response = null;
    this.heard = { rms: 0, hz: 0 };
    this.ended = false;
    this.out = new MediaStreamAudioDestinationNode(audio);
    this.gain = new GainNode(audio, { gain: 0 });
    this.tone = new OscillatorNode(audio, { frequency: ANSWER_HZ });
    this.tone.connect(this.gain).connect(this.out);
    this.tone.start();
    this.pc = new RTCPeerConnection();
    this.pc.addTrack(this.out.stream.getAudioTracks()[0], this.out.stream);
    this.pc.ontrack = ({ track }) => this.listen(track);
    this.pc.ondatachannel = ({ channel }) => this.open(channel);
  }

  async answer(offer) {
    // Where it is a restart, `complete` is still said of what was gathered before.
    const gathered = new Promise((done) => {
      this.pc.onicegatheringstatechange = () => { if (this.pc.iceGatheringState === 'complete') done(); };
    });
    await this.pc.setRemoteDescription({ type: 'offer', sdp: offer });
    await this.pc.setLocalDescription(await this.pc.createAnswer());
    await gathered;
    return this.pc.localDescription.sdp;
  }

  open(channel) {
    if (channel.label !== 'oai-events' || !channel.ordered) violations.push(`channel ${channel.label}`);
    this.channel = channel;
    channel.onmessage = ({ data }) => this.take(data);
    channel.onclose = () => this.end(false);
    // It may be told of a moment before it is open, and takes nothing till then.
    if (channel.readyState === 'open') this.begin();
    else channel.onopen = () => this.begin();
  }

  begin() {
    this.send({ type: 'session.created', session: { type: 'realtime', object: 'realtime.session', id: `sess_${this.id}` } });
    if (this.plan.greeting) this.say(this.plan.greeting, {});
  }

  send(event) {
    if (this.channel?.readyState === 'open') this.channel.send(JSON.stringify({ event_id: `e${count++}`, ...event }));
  }

  fail(event, code, message) {
    violations.push(`${code}: ${message}`);
    this.error(event, code, message);
  }

  error(event, code, message = code) {
    this.send({ type: 'error', error: { type: 'invalid_request_error', code, message, event_id: event.event_id ?? null } });
  }

  take(data) {
    let event;
    try {
      event = JSON.parse(data);
    } catch {
      violations.push(`no JSON: ${data}`);
      return;
    }
    this.received.push(event);
    switch (event.type) {
      case 'session.update': return this.update(event);
      case 'conversation.item.create': return this.item(event);
      case 'response.create':
        if (this.response) return this.fail(event, 'conversation_already_has_active_response', this.response.id);
        return this.say(this.plan.answer ?? 'Hay doscientos veintiún clientes activos.', {});
      case 'response.cancel':
        if (this.response) this.cancel('client_cancelled');
        else this.error(event, 'response_cancel_not_active');
        return undefined;
      case 'output_audio_buffer.clear': return this.silence();
      default: return this.fail(event, 'invalid_value', `unknown event ${event.type}`);
    }
  }

  update(event) {
    const session = event.session ?? {};
    const unknown = Object.keys(session).filter((key) => !['type', 'audio'].includes(key));
    if (session.type !== 'realtime' || unknown.length) return this.fail(event, 'forbidden_parameter', unknown.join());
    const turns = session.audio?.input?.turn_detection;
    if (turns && !(turns.silence_duration_ms >= 200 && turns.silence_duration_ms <= 2000)) return this.fail(event, 'invalid_value', 'silence');
    return setTimeout(() => this.send({ type: 'session.updated', session }), this.plan.updateAfterMs ?? 0);
  }

  item(event) {
    const { item } = event;
    if (item?.type !== 'message' || item.role !== 'user' || !item.content?.every((part) => part.type === 'input_text') || item.id?.length > 32) {
      return this.fail(event, 'invalid_value', 'item');
    }
    const shown = { object: 'realtime.item', status: 'completed', ...item };
    this.send({ type: 'conversation.item.added', previous_item_id: null, item: shown });
    return this.send({ type: 'conversation.item.done', previous_item_id: null, item: shown });
  }

  /** An answer of the assistant's: events, words, and a tone for its voice. */
  say(text, { ms = 900, hz = ANSWER_HZ, keep = false }) {
    const response = this.response = { id: `resp_${count++}`, item: `item_${count++}`, spoken: false };
    const place = { response_id: response.id, item_id: response.item, output_index: 0, content_index: 0 };
    const item = { id: response.item, object: 'realtime.item', type: 'message', role: 'assistant', status: 'in_progress', content: [] };
    this.send({ type: 'response.created', response: { id: response.id, object: 'realtime.response', status: 'in_progress', output: [] } });
    this.send({ type: 'response.output_item.added', response_id: response.id, output_index: 0, item });
    this.send({ type: 'conversation.item.added', previous_item_id: null, item });
    this.send({ type: 'response.content_part.added', ...place, part: { type: 'audio', transcript: '' } });
    for (const word of text.match(/\S+\s*/g)) this.send({ type: 'response.output_audio_transcript.delta', ...place, delta: word });
    this.tone.frequency.value = hz;
    this.gain.gain.value = 0.3;
    this.send({ type: 'output_audio_buffer.started', response_id: response.id });
    this.playing = { response, text, timer: setTimeout(() => this.played(), ms) };
    if (!keep) this.done(response, text);
    return response.id;
  }

  /** The model is done with it; it may still be playing. */
  done(response, text) {
    const place = { response_id: response.id, item_id: response.item, output_index: 0, content_index: 0 };
    const item = { id: response.item, object: 'realtime.item', type: 'message', role: 'assistant', status: 'completed', content: [{ type: 'output_audio', transcript: text }] };
    this.send({ type: 'response.output_audio.done', ...place });
    this.send({ type: 'response.output_audio_transcript.done', ...place, transcript: text });
    this.send({ type: 'response.content_part.done', ...place, part: { type: 'audio', transcript: text } });
    this.send({ type: 'conversation.item.done', previous_item_id: null, item });
    this.send({ type: 'response.output_item.done', response_id: response.id, output_index: 0, item });
    this.send({ type: 'response.done', response: { id: response.id, object: 'realtime.response', status: 'completed', output: [item] } });
    if (this.response === response) this.response = null;
  }

  played() {
    const playing = this.playing;
    this.playing = null;
    this.gain.gain.value = 0;
    if (this.response === playing.response) this.done(playing.response, playing.text);
    this.send({ type: 'output_audio_buffer.stopped', response_id: playing.response.id });
  }

  cancel(reason) {
    const response = this.response;
    this.response = null;
    this.send({ type: 'response.done', response: { id: response.id, object: 'realtime.response', status: 'cancelled', status_details: { type: 'cancelled', reason }, output: [] } });
  }

  silence() {
    const playing = this.playing;
    if (!playing) return;
    clearTimeout(playing.timer);
    this.playing = null;
    this.gain.gain.value = 0;
    this.send({ type: 'output_audio_buffer.cleared', response_id: playing.response.id });
    this.send({ type: 'conversation.item.truncated', item_id: playing.response.item, content_index: 0, audio_end_ms: 300 });
  }

  /** A tool that the switchboard runs itself. */
  lookUp(name) {
    const call = `call_${count++}`;
    const item = { id: `item_${count++}`, object: 'realtime.item', type: 'function_call', status: 'completed', name, call_id: call, arguments: '{}' };
    this.send({ type: 'conversation.item.added', previous_item_id: null, item });
    this.send({ type: 'conversation.item.done', previous_item_id: null, item });
    return call;
  }

  lookedUp(call) {
    const item = { id: `item_${count++}`, object: 'realtime.item', type: 'function_call_output', call_id: call, output: '…' };
    this.send({ type: 'conversation.item.added', previous_item_id: null, item });
    this.send({ type: 'conversation.item.done', previous_item_id: null, item });
  }

  listen(track) {
    const stream = new MediaStream([track]);
    const element = new Audio();
    element.muted = true;
    element.srcObject = stream;
    element.play().catch(() => {});
    const analyser = new AnalyserNode(audio, { fftSize: 4096, smoothingTimeConstant: 0 });
    new MediaStreamAudioSourceNode(audio, { mediaStream: stream }).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const bins = new Float32Array(analyser.frequencyBinCount);
    let silentSince = 0;
    let turn = null;
    this.hearing = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      analyser.getFloatFrequencyData(bins);
      this.heard = { rms, hz: bins.indexOf(Math.max(...bins)) * audio.sampleRate / analyser.fftSize };
      const now = performance.now();
      if (rms > SPEECH_RMS) {
        silentSince = 0;
        if (!turn) {
          turn = `item_${count++}`;
          this.send({ type: 'input_audio_buffer.speech_started', item_id: turn, audio_start_ms: 0 });
          if (this.response) this.cancel('turn_detected');
          this.silence();
        }
        this.pitch = this.heard.hz;
      } else if (turn) {
        silentSince ||= now;
        if (now - silentSince > SILENCE_MS) {
          this.turn(turn);
          turn = null;
        }
      }
    }, 50);
  }

  /** The caller has said something: it is understood as the pitch it had. */
  turn(id) {
    const item = { id, object: 'realtime.item', type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_audio', transcript: null }] };
    this.send({ type: 'input_audio_buffer.speech_stopped', item_id: id, audio_end_ms: 0 });
    this.send({ type: 'input_audio_buffer.committed', item_id: id, previous_item_id: null });
    this.send({ type: 'conversation.item.added', previous_item_id: null, item });
    this.send({ type: 'conversation.item.done', previous_item_id: null, item });
    if (!this.response) this.say(this.plan.answer ?? 'Hay doscientos veintiún clientes activos.', {});
    const transcript = this.plan.question ?? `un tono de ${Math.round(this.pitch)} hercios`;
    setTimeout(() => this.send({
      type: 'conversation.item.input_audio_transcription.completed', item_id: id, content_index: 0, transcript, usage: { type: 'duration', seconds: 1 },
    }), 100);
  }

  /** @param tell whether we hang up, or they did */
  end(tell) {
    if (this.ended) return;
    this.ended = true;
    clearInterval(this.hearing);
    if (this.playing) clearTimeout(this.playing.timer);
    if (tell) this.channel?.close();
    setTimeout(() => this.pc.close(), tell ? 50 : 0);
  }
}

const socket = new WebSocket(`ws://${location.host}/stand-in`);
socket.onmessage = async ({ data }) => {
  const { id, offer, plan } = JSON.parse(data);
  try {
    const call = calls.get(id) ?? new Call(id, plan);
    calls.set(id, call);
    socket.send(JSON.stringify({ id, answer: await call.answer(offer) }));
  } catch (error) {
    violations.push(`offer: ${error}`);
    socket.send(JSON.stringify({ id, answer: null }));
  }
};
socket.onopen = () => { document.title = 'ready'; };

globalThis.standIn = {
  violations,
  get last() { return [...calls.values()].at(-1); },
  received: (type) => (standIn.last?.received ?? []).filter((event) => event.type === type),
  forget() {
    calls.forEach((call) => call.end(false));
    calls.clear();
    violations.length = 0;
  },
};
