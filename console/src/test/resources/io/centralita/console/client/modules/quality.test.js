import { equal } from './expect.js';

export default async (module) => {
  const { Judgement, counts, judge } = await module('quality.js');
  const none = counts([]);
  const after = (changes) => judge(none, { ...none, packetsReceived: 100, totalSamplesReceived: 96_000, jitterBufferEmittedCount: 96_000, ...changes });
  const level = (changes) => [after(changes).level, after(changes).reason];

  return {
    'what is fine is good, without a reason': () => equal(level({ jitterBufferDelay: 96_000 * 0.04 }), ['good', null]),
    'the worst is the reason': () => {
      equal(level({ packetsLost: 4 }), ['fair', 'loss']);
      equal(level({ packetsLost: 4, roundTripTime: 0.8 }), ['poor', 'delay']);
      equal(level({ concealedSamples: 96_000 * 0.12 }), ['poor', 'gaps']);
      equal(level({ jitterBufferDelay: 96_000 * 0.2 }), ['fair', 'jitter']);
      equal(level({ fractionLost: 0.09 }), ['poor', 'upstream']);
    },
    'silence that was made up is no gap': () => equal(level({ concealedSamples: 50_000, silentConcealedSamples: 50_000 }), ['good', null]),
    'nothing received is nothing known': () => equal(judge(none, none).lossPercent, null),
    'figures have the units of their names': () => {
      const { jitterBufferMs, rttMs, lossPercent } = after({ jitterBufferDelay: 96_000 * 0.05, roundTripTime: 0.025, packetsLost: 100 });
      equal([Math.round(jitterBufferMs), rttMs, lossPercent], [50, 25, 50]);
    },
    'reports are added up': () => {
      const found = counts([
        { type: 'inbound-rtp', kind: 'audio', packetsReceived: 5, packetsLost: 1 }, { type: 'inbound-rtp', kind: 'video', packetsReceived: 7 },
        { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.02 }, { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.1 },
      ]);
      equal([found.packetsReceived, found.packetsLost, found.roundTripTime, found.fractionLost], [5, 1, 0.02, 0.1]);
    },
    'one bad moment is no bad line, and a good one is good at once': () => {
      const judgement = new Judgement();
      const look = (received, lost) => judgement.look({ ...none, packetsReceived: received, packetsLost: lost })?.level ?? null;
      equal([look(0, 0), look(100, 0), look(200, 20), look(300, 40), look(400, 40)], [null, 'good', 'good', 'poor', 'good']);
    },
    'a connection that begins anew is not compared': () => {
      const judgement = new Judgement();
      judgement.look({ ...none, packetsReceived: 500 });
      equal(judgement.look({ ...none, packetsReceived: 3 }), null);
    },
  };
};
