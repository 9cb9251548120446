// Listening in, and talking to a caller oneself: PCM of 16 kHz over a WebSocket.
import { get } from '../core/api.js';

const RATE = 16_000;

/**
 * @param kind `listen` or `operator`
 * @param told gets `{state, error}`: `connecting`, `listening`, `talking`, `ended`, `refused`
 */
export class Line {
  #told;
  #kind;
  #socket;
  #context;
  #player;
  #microphone;
  #over = false;
  #taken = false;
  #id;

  constructor(id, kind, told) {
    this.#id = id;
    this.#kind = kind;
    this.#told = told;
  }

  /** After a click: otherwise browsers keep silent. */
  async open() {
    this.#tell('connecting');
    try {
      this.#context = new AudioContext({ sampleRate: RATE });
      await this.#context.audioWorklet.addModule(new URL('./line-worklet.js', import.meta.url));
      if (this.#kind === 'operator') {
        this.#microphone = await navigator.mediaDevices.getUserMedia({
          audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
        });
      }
    } catch (e) {
      this.#end('refused', { code: e.name === 'NotAllowedError' ? 'microphone-denied' : 'no-audio' });
      return;
    }
    this.#player = new AudioWorkletNode(this.#context, 'line-player', { outputChannelCount: [2] });
    this.#player.connect(this.#context.destination);
    const socket = (this.#socket = new WebSocket(`/api/calls/${encodeURIComponent(this.#id)}/${this.#kind}`));
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => (typeof data === 'string' ? this.#text(JSON.parse(data)) : this.#player.port.postMessage(data, [data]));
    socket.onclose = () => this.#closed();
  }

  #text(message) {
    switch (message.type) {
      case 'begin':
        this.#taken = true;
        if (this.#kind === 'operator') this.#speak();
        else this.#tell('listening');
        break;
      case 'taken':
        this.#tell('talking');
        break;
      case 'refused':
        this.#end('refused', { code: message.error, message: message.message });
        break;
      case 'ended':
      case 'handed-back':
        this.#end('ended');
        break;
    }
  }

  #speak() {
    const source = this.#context.createMediaStreamSource(this.#microphone);
    const ear = new AudioWorkletNode(this.#context, 'line-microphone', { numberOfOutputs: 0 });
    ear.port.onmessage = ({ data }) => {
      if (this.#socket.readyState === WebSocket.OPEN && this.#socket.bufferedAmount < 64_000) this.#socket.send(data);
    };
    source.connect(ear);
  }

  /** Back to the assistant, who is told the note. */
  handBack(note) {
    this.#socket.send(JSON.stringify({ type: 'hand-back', note }));
  }

  close() {
    this.#end('ended');
  }

  /** Why a WebSocket was refused, browsers do not tell: the same address asked plainly does. */
  async #closed() {
    if (this.#over) return;
    if (this.#taken) {
      this.#end('ended');
      return;
    }
    try {
      await get(`/api/calls/${encodeURIComponent(this.#id)}/${this.#kind}`);
      this.#end('refused', { code: 'refused' });
    } catch (e) {
      this.#end('refused', e.status === 426 ? { code: 'refused' } : e);
    }
  }

  #tell(state, error) {
    this.#told({ state, error, kind: this.#kind });
  }

  #end(state, error) {
    if (this.#over) return;
    this.#over = true;
    this.#socket?.close();
    this.#microphone?.getTracks().forEach((track) => track.stop());
    this.#context?.close();
    this.#tell(state, error);
  }
}
