import { faults } from './sdp.js';

/**
 * What is known of a call that went wrong: for the person, and for the server, which keeps it with the call.
 * Neither addresses nor names of devices are in it.
 *
 * @typedef {'host'|'srflx'|'prflx'|'relay'} CandidateType
 * @typedef {Record<CandidateType, number>} CandidateCounts
 *
 * @typedef {object} Report
 * @property {string} at ISO 8601
 * @property {number} attempt
 * @property {string|null} problem
 * @property {{userAgent: string, language: string, secureContext: boolean, online: boolean}} browser
 * @property {{state: string, settings: object}} microphone
 * @property {Record<string, string>} states
 * @property {{local: CandidateCounts, remote: CandidateCounts, selected: {local: string, remote: string, protocol: string}|null}} candidates
 * @property {{code: number, url: string, text: string}[]} candidateErrors
 * @property {{ok: boolean, faults: string[]}} sdp
 * @property {import('./quality.js').Quality|null} quality
 * @property {{ms: number, what: string}[]} timeline
 */

/** The first and the last of what happened are kept. */
const MOST_MOMENTS = 120;

/** What a browser was told of the microphone, as far as it says nothing of the person. */
const SETTINGS = ['echoCancellation', 'noiseSuppression', 'autoGainControl', 'sampleRate', 'channelCount'];

export class Diagnosis {
  attempt = 0;
  /** @type {string|null} */
  problem = null;
  /** @type {import('./quality.js').Quality|null} */
  quality = null;
  /** @type {{ms: number, what: string}[]} */
  #timeline = [];
  /** @type {string[]} */
  #faults = [];
  #began = performance.now();

  /** @param {string} what of the vocabulary of states, events and problems */
  note(what) {
    if (this.#timeline.length >= MOST_MOMENTS) this.#timeline.splice(MOST_MOMENTS / 2, 1);
    this.#timeline.push({ ms: Math.round(performance.now() - this.#began), what: what.slice(0, 80) });
  }

  /** @param {string} sdp @param {'offer'|'answer'} side */
  check(sdp, side) {
    const found = faults(sdp, side).map((fault) => `${side}:${fault}`);
    this.#faults = [...this.#faults.filter((fault) => !fault.startsWith(`${side}:`)), ...found];
    if (found.length) this.note(found.join(' '));
    return found;
  }

  /**
   * @param {import('./peer.js').Peer|null} peer
   * @param {import('./microphone.js').Microphone|null} microphone
   * @param {any[]} stats the last that are known: a page that goes away cannot wait for others
   * @returns {Report}
   */
  report(peer, microphone, stats) {
    return {
      at: new Date().toISOString(),
      attempt: this.attempt,
      problem: this.problem,
      browser: {
        userAgent: navigator.userAgent.slice(0, 300), language: navigator.language,
        secureContext: window.isSecureContext, online: navigator.onLine,
      },
      microphone: microphoneState(microphone),
      states: states(peer, stats),
      candidates: candidates(stats),
      candidateErrors: (peer?.candidateErrors ?? []).map(({ code, url, text }) => ({
        code, url: url.slice(0, 120), text: text.slice(0, 120),
      })),
      sdp: { ok: this.#faults.length === 0, faults: this.#faults },
      quality: this.quality,
      timeline: this.#timeline,
    };
  }
}

/** @param {import('./microphone.js').Microphone|null} microphone */
function microphoneState(microphone) {
  const track = microphone?.track;
  const settings = /** @type {Record<string, unknown>} */ (track?.getSettings() ?? {});
  return {
    state: !track ? 'none' : track.readyState === 'ended' ? 'ended' : track.muted ? 'muted' : track.enabled ? 'live' : 'off',
    settings: Object.fromEntries(SETTINGS.filter((name) => name in settings).map((name) => [name, settings[name]])),
  };
}

/** @param {import('./peer.js').Peer|null} peer @param {any[]} stats @returns {Record<string, string>} */
function states(peer, stats) {
  if (!peer) return {};
  const transport = stats.find((report) => report.type === 'transport');
  return {
    connection: peer.connection.connectionState,
    ice: peer.connection.iceConnectionState,
    gathering: peer.connection.iceGatheringState,
    signalling: peer.connection.signalingState,
    dtls: transport?.dtlsState ?? 'unknown',
    channel: peer.channel.readyState,
  };
}

/** @param {any[]} stats */
function candidates(stats) {
  const local = none();
  const remote = none();
  const byId = new Map(stats.map((report) => [report.id, report]));
  for (const { type, candidateType } of stats) {
    if (!(candidateType in local)) continue;
    if (type === 'local-candidate') local[/** @type {CandidateType} */ (candidateType)]++;
    if (type === 'remote-candidate') remote[/** @type {CandidateType} */ (candidateType)]++;
  }
  const transport = stats.find((report) => report.type === 'transport');
  const pair = byId.get(transport?.selectedCandidatePairId)
    ?? stats.find((report) => report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded');
  const [ours, theirs] = [byId.get(pair?.localCandidateId), byId.get(pair?.remoteCandidateId)];
  return {
    local, remote,
    selected: ours && theirs
      ? { local: ours.candidateType, remote: theirs.candidateType, protocol: ours.relayProtocol ?? ours.protocol } : null,
  };
}

/** @returns {CandidateCounts} */
const none = () => ({ host: 0, srflx: 0, prflx: 0, relay: 0 });
