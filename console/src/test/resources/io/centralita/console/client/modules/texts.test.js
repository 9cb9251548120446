import { equal } from './expect.js';

export default async (module) => {
  const { Texts } = await module('texts.js');
  const { PROBLEMS } = await module('problems.js');
  const [es, en] = [(await module('texts-es.js')).default, (await module('texts-en.js')).default];
  const { faults } = await module('sdp.js');
  const values = (text) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

  return {
    'both languages say the same things with the same values': () => {
      equal(Object.keys(es).sort(), Object.keys(en).sort());
      for (const key of Object.keys(es)) equal(values(es[key]), values(en[key]), key);
    },
    'every problem has a title and a remedy': () => {
      for (const kind of Object.keys(PROBLEMS)) {
        for (const part of ['problem', 'remedy']) equal(typeof es[`${part}.${kind}`], 'string', `${part}.${kind}`);
      }
    },
    'every problem that is written about exists': () => {
      const written = Object.keys(es).filter((key) => key.startsWith('problem.')).map((key) => key.slice(8)).sort();
      equal(written, Object.keys(PROBLEMS).sort());
    },
    'a language is found by its tag, and there is always one': () => {
      equal(['es-MX', 'EN', 'en-GB'].map((tag) => Texts.in(tag).language), ['es', 'en', 'en']);
      equal(['es', 'en'].includes(Texts.in('de').language), true);
    },
    'a session description is checked': () => {
      const good = 'v=0\r\na=fingerprint:sha-256 AA\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ice-ufrag:u\r\na=ice-pwd:p\r\na=rtpmap:111 opus/48000/2\r\na=candidate:1\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n';
      equal(faults(good, 'answer'), []);
      equal(faults(good.replace(/a=candidate.*\r\n/, ''), 'answer'), ['no-candidates']);
      equal(faults(good.replace('opus', 'PCMU').replace('m=application 9', 'm=application 0'), 'answer'), ['no-opus', 'channel-refused']);
      equal(faults('v=0\r\n', 'offer'), ['no-audio', 'no-channel', 'no-ice', 'no-fingerprint']);
    },
  };
};
