/**
 * The problems there are. Each has a title and a remedy in the texts (`problem.<kind>`, `remedy.<kind>`).
 *
 * @typedef {'error'|'warning'|'notice'} Gravity an error stops the call
 * @typedef {'retry'|'listen'|'type'|'devices'|'login'|null} Help what the page can offer to do about it
 *
 * @typedef {object} Problem
 * @property {string} kind
 * @property {Gravity} gravity
 * @property {Help} help
 * @property {string} title
 * @property {string} remedy
 */

/** @type {Record<string, [Gravity, Help]>} */
export const PROBLEMS = Object.freeze({
  // The microphone.
  insecure: ['error', null],
  unsupported: ['error', null],
  'blocked-by-page': ['error', 'type'],
  denied: ['error', 'type'],
  'denied-by-system': ['error', 'type'],
  dismissed: ['error', 'retry'],
  'no-microphone': ['error', 'type'],
  'microphone-busy': ['error', 'retry'],
  'microphone-failed': ['error', 'retry'],
  'microphone-muted': ['warning', null],
  'microphone-silent': ['notice', 'devices'],
  'microphone-lost': ['warning', 'devices'],
  'microphone-changed': ['notice', 'devices'],
  // The loudspeaker.
  'listening-blocked': ['warning', 'listen'],
  'speaker-lost': ['notice', 'devices'],
  // The server.
  'no-token': ['error', 'retry'],
  'not-allowed': ['error', 'login'],
  'too-many': ['error', 'retry'],
  'server-busy': ['error', 'retry'],
  'server-refused': ['error', 'retry'],
  'server-failed': ['error', 'retry'],
  'server-unreachable': ['error', 'retry'],
  'bad-answer': ['error', 'retry'],
  // The network.
  offline: ['error', 'retry'],
  'network-blocked': ['error', 'retry'],
  'relay-blocked': ['error', 'retry'],
  'channel-blocked': ['error', 'retry'],
  'trying-relay': ['warning', null],
  'line-unsteady': ['warning', null],
  reconnecting: ['warning', null],
  // The conversation.
  'history-lost': ['notice', null],
  'reply-failed': ['notice', null],
  'not-sent': ['notice', null],
});
