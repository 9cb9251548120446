import { Diagnosis } from './diagnosis.js';
import { Peer, configuration } from './peer.js';
import { Judgement, counts } from './quality.js';
import { Refused } from './signalling.js';

/** Whoever ended a call says it in many words; these say enough. @type {Record<string, string>} */
const BY = Object.freeze({ operator: 'operator', engine: 'technical' });

/**
 * The line to the server: signalling and the peer connection of the moment, watched. What comes of it is told by events
 * (`CustomEvent.detail`): `machine` (an event for the machine), `stream`, `message`, `aside` {type, data}, `quality`, `resumed` {history}.
 *
 * @typedef {object} Ends
 * @property {() => MediaStreamTrack|null} track the microphone's, at the moment
 * @property {() => MediaStream|null} stream
 * @property {() => Promise<void>} settled the microphone has had its time
 * @property {() => import('./microphone.js').Microphone|null} microphone
 */
export class Line extends EventTarget {
  /** Between two looks at the statistics, in ms: while connecting, and later. */
  static LOOKS_MS = [1_000, 3_000];

  diagnosis = new Diagnosis();
  #signalling;
  #ends;
  #hello;
  /** @type {Peer|null} */
  #peer = null;
  /** @type {RTCConfiguration|null} */
  #servers = null;
  /** @type {string|null} */
  #id = null;
  #judgement = new Judgement();
  /** @type {string|null} where the switchboard speaks beside the connection */
  #events = null;
  /** @type {{close(): void}|null} */
  #aside = null;
  /** @type {any[]} */
  #stats = [];
  /** @type {import('./diagnosis.js').Report|null} of a connection that is gone */
  #last = null;
  #looking = 0;
  #turn = 0;
  /** What the server says of the ways there are through the network, for people. @type {string|null} */
  notice = null;
  #due = false;

  /**
   * @param {import('./signalling.js').Signalling} signalling
   * @param {Ends} ends
   * @param {() => object} hello what the server is told of who calls
   */
  constructor(signalling, ends, hello) {
    super();
    this.#signalling = signalling;
    this.#ends = ends;
    this.#hello = hello;
  }

  get id() {
    return this.#id;
  }

  /** A call that is another one. */
  begin() {
    this.diagnosis = new Diagnosis();
    this.#signalling.renew();
    this.#id = null;
    this.#servers = null;
    this.#stats = [];
    this.#last = null;
  }

  /** @returns {Promise<boolean>} whether there is a relay */
  async findServers() {
    const servers = await this.#signalling.iceServers(true);
    this.#servers = servers;
    this.notice = typeof servers.notice === 'string' ? servers.notice : null;
    return servers.turn === true;
  }

  /** @param {boolean} relay @param {string|null} resume the call whose conversation goes on */
  async connect(relay, resume) {
    this.drop();
    const peer = this.#peer = this.#newPeer(relay);
    try {
      const sdp = await peer.offer();
      await this.#ends.settled();
      this.diagnosis.check(sdp, 'offer');
      const answer = await this.#signalling.open({
        ...this.#hello(), sdp, ...(resume ? { resume } : {}), diagnostics: this.report(),
      });
      if (peer !== this.#peer) {
        this.#signalling.hangUp(answer.id);
        return;
      }
      this.#id = answer.id;
      this.#events = answer.events;
      this.diagnosis.check(answer.sdp, 'answer');
      this.#tell('machine', { type: 'answered', id: answer.id });
      if (resume) this.#tell('resumed', { history: answer.resumed });
      await peer.accept(answer.sdp);
      this.#look(peer);
    } catch (error) {
      if (peer === this.#peer) this.#tell('machine', { type: 'refused', refusal: refusal(error) });
    }
  }

  /** As `connect`, with servers asked for anew: their credentials end, and the network may be another one. @param {boolean} relay @param {string} resume */
  async reconnect(relay, resume) {
    const turn = this.#turn;
    try {
      await this.findServers();
    } catch (error) {
      if (turn === this.#turn) this.#tell('machine', { type: 'refused', refusal: refusal(error) });
      return;
    }
    if (turn === this.#turn) await this.connect(relay, resume);
  }

  /** ICE restart on the same call. @param {() => boolean} wanted whether it still is */
  async restart(wanted) {
    const peer = this.#peer;
    while (peer && peer === this.#peer && wanted()) {
      try {
        const servers = await this.#signalling.iceServers(false);
        const sdp = await peer.restart({ iceServers: servers.iceServers });
        await peer.accept(await this.#signalling.restart(this.#id ?? '', sdp));
        // A way that is still open does not change its state.
        if (peer.connection.connectionState === 'connected') this.#tell('machine', { type: 'steady' });
        return;
      } catch (error) {
        if (!refusal(error).again) {
          if (peer === this.#peer) this.#tell('machine', { type: 'restart-refused', refusal: refusal(error) });
          return;
        }
        await new Promise((done) => setTimeout(done, Line.LOOKS_MS[0]));
      }
    }
  }

  /** Has the server hung up? */
  async ask() {
    try {
      const { ended, by, reason } = await this.#signalling.ask(this.#id ?? '');
      this.#tell('machine', ended ? { type: 'server-ended', reason: BY[by ?? ''] ?? reason ?? undefined } : { type: 'server-lost' });
    } catch {
      this.#tell('machine', { type: 'server-lost' });
    }
  }

  hangUp() {
    if (this.#id) this.#signalling.hangUp(this.#id);
  }

  /** The server keeps what is known with the call. */
  diagnose() {
    if (this.#id) this.#signalling.diagnose(this.#id, this.report());
  }

  /** Of a connection that is gone it is what was known at last. @returns {import('./diagnosis.js').Report} */
  report() {
    const report = this.diagnosis.report(this.#peer, this.#ends.microphone(), this.#stats);
    if (this.#peer || !this.#last) return report;
    const { states, candidates, candidateErrors } = this.#last;
    return { ...report, states, candidates, candidateErrors };
  }

  /** The connection, not the call. */
  drop() {
    this.#turn++;
    clearTimeout(this.#looking);
    this.#aside?.close();
    this.#aside = this.#events = null;
    if (this.#peer) this.#last = this.report();
    this.#peer?.close();
    this.#peer = null;
    this.#judgement = new Judgement();
  }

  /** @param {object} event */
  send(event) {
    return this.#peer?.send(event) ?? false;
  }

  /** @param {MediaStreamTrack|null} track */
  async replaceTrack(track) {
    await this.#peer?.replaceTrack(track);
  }

  /** @param {boolean} relay */
  #newPeer(relay) {
    const peer = new Peer(configuration(this.#servers ?? {}, relay), this.#ends.track(), this.#ends.stream());
    const machine = (/** @type {string} */ type) => () => {
      this.diagnosis.note(type);
      this.#tell('machine', { type });
    };
    peer.addEventListener('ice-connected', machine('ice-connected'));
    peer.addEventListener('connected', machine('steady'));
    peer.addEventListener('disconnected', machine('unsteady'));
    peer.addEventListener('failed', machine('connection-failed'));
    peer.addEventListener('closed', machine('channel-closed'));
    peer.addEventListener('open', () => {
      this.#due = true;
      if (this.#events) void this.#listenAside(peer, this.#events);
      this.#tell('open');
    });
    for (const type of ['stream', 'message']) {
      peer.addEventListener(type, (event) => this.#tell(type, /** @type {CustomEvent} */ (event).detail));
    }
    return peer;
  }

  /** @param {Peer} peer @param {string} path */
  async #listenAside(peer, path) {
    const { Aside } = await import('./aside.js');
    if (peer !== this.#peer) return;
    this.#aside = new Aside((signal) => this.#signalling.events(path, signal),
      (type, data) => this.#tell('aside', { type, data }));
  }

  /** @param {Peer} peer */
  #look(peer) {
    clearTimeout(this.#looking);
    const look = async () => {
      const stats = await peer.stats();
      if (peer !== this.#peer) return;
      this.#stats = stats;
      const quality = this.#judgement.look(counts(stats));
      if (quality) {
        this.diagnosis.quality = quality;
        this.#tell('quality', quality);
      }
      // Of a call that stands the server is told once by itself, when everything about it has settled.
      if (this.#due && peer.connection.connectionState === 'connected') {
        this.#due = false;
        this.diagnose();
      }
      this.#looking = setTimeout(look, Line.LOOKS_MS[peer.channel.readyState === 'open' && !this.#due ? 1 : 0]);
    };
    void look();
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {unknown} error @returns {import('./machine.js').Refusal} */
export function refusal(error) {
  return error instanceof Refused ? error.refusal : { problem: 'bad-answer' };
}
