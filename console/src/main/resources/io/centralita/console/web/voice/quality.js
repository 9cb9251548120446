/**
 * How good the line is, out of two looks at `RTCPeerConnection.getStats()` some seconds apart. Pure.
 *
 * @typedef {'good'|'fair'|'poor'} Level
 * @typedef {'loss'|'gaps'|'delay'|'jitter'|'upstream'} Reason
 *
 * @typedef {object} Quality
 * @property {Level} level
 * @property {Reason|null} reason what is worst, where it is not good
 * @property {number|null} jitterBufferMs mean time that audio waited to be put in order
 * @property {number|null} concealmentPercent of what was played, made up because it was missing
 * @property {number|null} lossPercent of the packets to us
 * @property {number|null} upstreamLossPercent of our packets, as the other side counts
 * @property {number|null} rttMs there and back
 *
 * @typedef {object} Counts sums since the connection began
 * @property {number} jitterBufferDelay seconds
 * @property {number} jitterBufferEmittedCount samples
 * @property {number} concealedSamples
 * @property {number} silentConcealedSamples
 * @property {number} totalSamplesReceived
 * @property {number} packetsLost
 * @property {number} packetsReceived
 * @property {number|null} roundTripTime seconds, at this moment
 * @property {number|null} fractionLost of ours, 0 to 1, at this moment
 */

/** From where on it is fair, and from where on poor. */
const LIMITS = Object.freeze({
  loss: [2, 8],
  gaps: [3, 10],
  delay: [300, 700],
  jitter: [150, 400],
  upstream: [2, 8],
});

/** @type {Level[]} */
const LEVELS = ['good', 'fair', 'poor'];

/**
 * @param {Iterable<any>} reports values of an RTCStatsReport
 * @returns {Counts}
 */
export function counts(reports) {
  /** @type {Counts} */
  const found = {
    jitterBufferDelay: 0, jitterBufferEmittedCount: 0, concealedSamples: 0, silentConcealedSamples: 0,
    totalSamplesReceived: 0, packetsLost: 0, packetsReceived: 0, roundTripTime: null, fractionLost: null,
  };
  for (const report of reports) {
    if (report.type === 'inbound-rtp' && report.kind === 'audio') {
      for (const name of /** @type {const} */ (['jitterBufferDelay', 'jitterBufferEmittedCount', 'concealedSamples',
        'silentConcealedSamples', 'totalSamplesReceived', 'packetsLost', 'packetsReceived'])) {
        found[name] += report[name] ?? 0;
      }
    } else if (report.type === 'remote-inbound-rtp' && report.kind === 'audio') {
      found.fractionLost = report.fractionLost ?? found.fractionLost;
      found.roundTripTime ??= report.roundTripTime ?? null;
    } else if (report.type === 'candidate-pair' && report.nominated && report.state === 'succeeded') {
      found.roundTripTime = report.currentRoundTripTime ?? found.roundTripTime;
    }
  }
  return found;
}

/**
 * @param {Counts} before
 * @param {Counts} now
 * @returns {Quality}
 */
export function judge(before, now) {
  const samples = now.totalSamplesReceived - before.totalSamplesReceived;
  const emitted = now.jitterBufferEmittedCount - before.jitterBufferEmittedCount;
  const lost = Math.max(0, now.packetsLost - before.packetsLost);
  const received = now.packetsReceived - before.packetsReceived;
  const concealed = now.concealedSamples - before.concealedSamples
    - (now.silentConcealedSamples - before.silentConcealedSamples);
  const figures = {
    jitterBufferMs: share(1_000 * (now.jitterBufferDelay - before.jitterBufferDelay), emitted),
    concealmentPercent: share(100 * Math.max(0, concealed), samples),
    lossPercent: share(100 * lost, lost + received),
    upstreamLossPercent: now.fractionLost === null ? null : 100 * now.fractionLost,
    rttMs: now.roundTripTime === null ? null : 1_000 * now.roundTripTime,
  };
  /** @type {[Reason, number|null][]} */
  const measured = [
    ['loss', figures.lossPercent], ['gaps', figures.concealmentPercent], ['upstream', figures.upstreamLossPercent],
    ['delay', figures.rttMs], ['jitter', figures.jitterBufferMs],
  ];
  let worst = 0;
  /** @type {Reason|null} */
  let reason = null;
  for (const [name, value] of measured) {
    const rank = value === null ? 0 : LIMITS[name].filter((limit) => value >= limit).length;
    if (rank > worst) {
      worst = rank;
      reason = name;
    }
  }
  return { level: LEVELS[worst], reason, ...figures };
}

/** @param {number} part @param {number} whole */
const share = (part, whole) => (whole > 0 ? part / whole : null);

/** Shows a change for the worse only when it lasts for two looks: one bad moment is no bad line. */
export class Judgement {
  /** @type {Counts|null} */
  #before = null;
  /** @type {Quality|null} */
  #last = null;

  /** @param {Counts} now @returns {Quality|null} nothing at the first look */
  look(now) {
    const before = this.#before;
    this.#before = now;
    // A connection that began anew counts from nought.
    if (!before || now.packetsReceived < before.packetsReceived) return null;
    const measured = judge(before, now);
    const last = this.#last;
    this.#last = measured;
    const rank = (/** @type {Level} */ level) => LEVELS.indexOf(level);
    if (rank(measured.level) > rank(last?.level ?? 'good')) {
      return { ...measured, level: last?.level ?? 'good', reason: last?.reason ?? null };
    }
    return measured;
  }
}
