/**
 * One peer connection with its data channel, made in the order that negotiation needs: connection → listeners → microphone →
 * data channel → offer. Another connection is another `Peer`.
 *
 * Events (`CustomEvent.detail`): `stream` {stream}, `message` (the event, parsed), `open`, `closed` (the channel, by the other
 * side), `connected`, `disconnected`, `failed`, `ice-connected`.
 */
export class Peer extends EventTarget {
  /** Servers that take no candidates later on get those that are found in this time. */
  static GATHERING_MS = 2_000;

  /** What waits in the channel beyond this is not sent. */
  static MOST_BUFFERED = 256 << 10;

  /** @type {{code: number, url: string, text: string}[]} */
  candidateErrors = [];
  /** @type {RTCDataChannel} */
  channel;
  #connection;
  #sender;
  #closed = false;

  /** @param {RTCConfiguration} configuration @param {MediaStreamTrack|null} track @param {MediaStream|null} stream */
  constructor(configuration, track, stream) {
    super();
    this.#connection = new RTCPeerConnection(configuration);
    this.#listen();
    // Someone without a microphone may get one later on, without another negotiation.
    this.#sender = track && stream ? this.#connection.addTrack(track, stream)
      : this.#connection.addTransceiver('audio', { direction: 'sendrecv' }).sender;
    this.channel = this.#connection.createDataChannel('oai-events', { ordered: true });
    this.#listenToChannel();
  }

  get connection() {
    return this.#connection;
  }

  /** @param {RTCOfferOptions} [options] @returns {Promise<string>} an offer, with the candidates found by then */
  async offer(options) {
    const gathered = this.#gathering();
    await this.#connection.setLocalDescription(await this.#connection.createOffer(options));
    await gathered;
    return this.#connection.localDescription?.sdp ?? '';
  }

  /** @param {RTCConfiguration|null} configuration with fresh credentials, where there are any @returns {Promise<string>} */
  async restart(configuration) {
    if (configuration) this.#connection.setConfiguration({ ...this.#connection.getConfiguration(), ...configuration });
    return await this.offer({ iceRestart: true });
  }

  /** @param {string} sdp */
  async accept(sdp) {
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** @param {object} event @returns {boolean} whether it was sent */
  send(event) {
    if (this.channel.readyState !== 'open' || this.channel.bufferedAmount > Peer.MOST_BUFFERED) return false;
    this.channel.send(JSON.stringify(event));
    return true;
  }

  /** @param {MediaStreamTrack|null} track */
  async replaceTrack(track) {
    if (!this.#closed) await this.#sender.replaceTrack(track);
  }

  /** @returns {Promise<any[]>} */
  async stats() {
    return this.#closed ? [] : [...(await this.#connection.getStats()).values()];
  }

  /** Nothing is heard of it any more. */
  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.channel.close();
    this.#connection.close();
  }

  #listen() {
    const connection = this.#connection;
    connection.addEventListener('track', (event) => {
      this.#tell('stream', { stream: event.streams[0] ?? new MediaStream([event.track]) });
    });
    connection.addEventListener('connectionstatechange', () => {
      const state = connection.connectionState;
      if (state === 'connected' || state === 'disconnected' || state === 'failed') this.#tell(state);
    });
    connection.addEventListener('iceconnectionstatechange', () => {
      const state = connection.iceConnectionState;
      if (state === 'connected' || state === 'completed') this.#tell('ice-connected');
    });
    connection.addEventListener('icecandidateerror', (event) => {
      if (this.candidateErrors.length < 20) {
        this.candidateErrors.push({ code: event.errorCode, url: event.url ?? '', text: event.errorText });
      }
    });
  }

  #listenToChannel() {
    this.channel.addEventListener('open', () => this.#tell('open'));
    this.channel.addEventListener('close', () => this.#tell('closed'));
    this.channel.addEventListener('message', ({ data }) => {
      const event = parsed(data);
      if (event) this.#tell('message', event);
    });
  }

  /** @returns {Promise<void>} */
  #gathering() {
    const connection = this.#connection;
    return new Promise((done) => {
      const timer = setTimeout(finish, Peer.GATHERING_MS);
      connection.addEventListener('icegatheringstatechange', look);
      function look() {
        if (connection.iceGatheringState === 'complete') finish();
      }
      function finish() {
        clearTimeout(timer);
        connection.removeEventListener('icegatheringstatechange', look);
        done();
      }
    });
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    if (!this.#closed) this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {unknown} data @returns {import('./conversation.js').ServerEvent|null} */
function parsed(data) {
  try {
    const event = JSON.parse(String(data));
    return typeof event?.type === 'string' ? event : null;
  } catch {
    return null;
  }
}

/**
 * What of the server's answer is for the constructor.
 *
 * @param {RTCConfiguration} given with fields of our own beside
 * @param {boolean} relay
 * @returns {RTCConfiguration}
 */
export function configuration(given, relay) {
  return {
    iceServers: given.iceServers ?? [],
    iceTransportPolicy: relay ? 'relay' : given.iceTransportPolicy ?? 'all',
    bundlePolicy: 'max-bundle',
    rtcpMuxPolicy: 'require',
    iceCandidatePoolSize: 0,
  };
}
