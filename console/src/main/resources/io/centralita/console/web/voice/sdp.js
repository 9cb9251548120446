/**
 * Whether a session description has what a call needs. Pure.
 *
 * @typedef {'no-audio'|'audio-refused'|'no-opus'|'no-channel'|'channel-refused'|'no-ice'|'no-fingerprint'|'no-candidates'} Fault
 */

/**
 * @param {string} sdp
 * @param {'offer'|'answer'} side candidates may be missing in an offer: the other side sees where we come from
 * @returns {Fault[]}
 */
export function faults(sdp, side) {
  const sections = sdp.split(/\r?\n(?=m=)/);
  const session = sections[0] ?? '';
  const audio = sections.find((section) => section.startsWith('m=audio'));
  const channel = sections.find((section) => section.startsWith('m=application'));
  /** @type {Fault[]} */
  const found = [];
  if (!audio) found.push('no-audio');
  else if (refused(audio)) found.push('audio-refused');
  else if (!/^a=rtpmap:\d+ opus\//im.test(audio)) found.push('no-opus');
  if (!channel) found.push('no-channel');
  else if (refused(channel)) found.push('channel-refused');
  if (!/^a=ice-ufrag:/m.test(sdp) || !/^a=ice-pwd:/m.test(sdp)) found.push('no-ice');
  if (!/^a=fingerprint:/m.test(session) && !/^a=fingerprint:/m.test(audio ?? '')) found.push('no-fingerprint');
  if (side === 'answer' && !/^a=candidate:/m.test(sdp)) found.push('no-candidates');
  return found;
}

/** RFC 8866 §5.14 with RFC 3264 §6: a port of nought refuses a medium. @param {string} section */
const refused = (section) => /^m=\w+ 0 /.test(section) && !/^a=bundle-only/m.test(section);
