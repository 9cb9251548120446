/**
 * What a call does next, as a pure function: `step(state, event)` says which state follows and what is to be done.
 * It touches neither network nor clock; `call.js` carries the actions out and tells what came of them.
 *
 *     idle ─▶ preparing ─▶ connecting ─▶ talking ⇄ unsteady ─▶ restarting
 *               │              │  ▲         │ └─▶ checking        │
 *               ▼              ▼  └─────── rebuilding ◀───────────┘
 *             failed ◀─────────┴───────────┘         any ─▶ ended
 *
 * @typedef {'idle'|'preparing'|'connecting'|'talking'|'unsteady'|'restarting'|'checking'|'rebuilding'|'ended'|'failed'} Name
 *
 * @typedef {object} State
 * @property {Name} name
 * @property {string|null} id of the call at the server, once it has answered
 * @property {number} attempt how often in a row a connection was tried since it last stood
 * @property {boolean} turn whether the server has a relay for us
 * @property {boolean} relay whether only the relay is used
 * @property {boolean} ice whether the present connection has found a way through the network
 * @property {boolean} stood whether the call has stood, so that there is a conversation to go on with
 * @property {string|null} reason why it ended: `caller`, `page-left`, `assistant`, or what the server says
 * @property {Refusal|null} problem why it failed
 *
 * @typedef {object} Refusal why something did not work out
 * @property {string} problem its kind, see `problems.js`
 * @property {boolean} [again] whether trying again may help
 * @property {number} [afterMs] not before
 * @property {string} [message] what the server says, for people
 * @property {string} [remedy] what the server says is to be done
 *
 * @typedef {object} Event
 * @property {string} type
 * @property {string} [id]
 * @property {string} [name]
 * @property {boolean} [turn]
 * @property {string} [reason]
 * @property {Refusal} [refusal]
 *
 * @typedef {object} Action
 * @property {string} type
 * @property {string} [name] of a timer
 * @property {number} [ms]
 * @property {boolean} [relay]
 * @property {string|null} [resume] the call whose conversation goes on
 * @property {string} [problem]
 * @property {Refusal} [refusal]
 * @property {number} [attempt]
 */

/** How long things are waited for, in ms. */
export const TIMINGS = Object.freeze({
  /** The data channel is not open: the person is told why. */
  channel: 5_000,
  /** No connection: another way is tried. */
  connect: 15_000,
  /** A connection that is `disconnected` often heals by itself. */
  unsteady: 3_000,
  /** An ICE restart has not helped. */
  restart: 10_000,
  /** Before the first attempt to rebuild the session; doubled each time. */
  again: 500,
  longestAgain: 8_000,
});

/** Attempts in a row, about 45 s with the pauses between them. */
export const MOST_ATTEMPTS = 9;

/** An attempt that the server answered, but that found no way, took as long as several that it refused. */
const LONG_ATTEMPT = 3;

/** @type {State} */
export const IDLE = Object.freeze({
  name: 'idle', id: null, attempt: 0, turn: false, relay: false, ice: false, stood: false, reason: null, problem: null,
});

/** @param {Name} name */
export const isOver = (name) => name === 'idle' || name === 'ended' || name === 'failed';

/** Whether words and keys get through. @param {Name} name */
export const isTalking = (name) => name === 'talking' || name === 'unsteady' || name === 'restarting';

/**
 * @param {State} state
 * @param {Event} event what does not fit the state changes nothing
 * @param {typeof TIMINGS} timings
 * @returns {{state: State, actions: Action[]}}
 */
export function step(state, event, timings = TIMINGS) {
  if (isOver(state.name)) {
    return event.type === 'call' ? prepare() : stay(state);
  }
  if (event.type === 'hang-up') {
    return over(state, event.reason ?? 'caller', true);
  }
  switch (state.name) {
    case 'preparing': return preparing(state, event);
    case 'connecting':
    case 'rebuilding': return connecting(state, event, timings);
    case 'talking':
    case 'unsteady':
    case 'restarting': return talking(state, event, timings);
    case 'checking': return checking(state, event, timings);
    default: return stay(state);
  }
}

const stay = (/** @type {State} */ state, /** @type {Action[]} */ ...actions) => ({ state, actions });

function prepare() {
  return stay({ ...IDLE, name: 'preparing' }, { type: 'clear' }, { type: 'prepare' });
}

/** @param {State} state @param {Event} event */
function preparing(state, event) {
  switch (event.type) {
    case 'prepared':
      return stay({ ...state, name: 'connecting', attempt: 1, turn: event.turn === true },
        { type: 'connect', relay: false, resume: null });
    case 'refused': return fail(state, event.refusal);
    default: return stay(state);
  }
}

/** A connection is being made, for the first time or anew. @param {State} state @param {Event} event @param {typeof TIMINGS} timings */
function connecting(state, event, timings) {
  switch (event.type) {
    case 'answered':
      return stay({ ...state, id: event.id ?? state.id },
        { type: 'timer', name: 'channel', ms: timings.channel },
        { type: 'timer', name: 'connect', ms: timings.connect });
    case 'ice-connected': return stay({ ...state, ice: true });
    case 'channel-open': return stay(state, { type: 'stop', name: 'channel' });
    case 'ready': return ready(state);
    case 'timer':
      switch (event.name) {
        case 'again': return connect(state);
        case 'channel': return stay(state, { type: 'tell', problem: unopened(state) }, { type: 'diagnose' });
        case 'connect': return another(state, timings);
        default: return stay(state);
      }
    case 'online': return state.name === 'rebuilding' ? stay(state, { type: 'hasten', name: 'again' }) : stay(state);
    case 'connection-failed':
    case 'channel-closed': return another(state, timings);
    case 'refused': return refused(state, event.refusal, timings);
    default: return stay(state);
  }
}

/** @param {State} state */
const unopened = (state) => (state.ice ? 'channel-blocked' : state.relay ? 'relay-blocked' : 'network-blocked');

/** @param {State} state */
function ready(state) {
  return stay({ ...state, name: 'talking', attempt: 0, ice: true, stood: true },
    { type: 'stop-timers' }, { type: 'clear' },
    { type: state.stood ? 'resumed' : 'started' });
}

/** The connection did not come about: by the relay, once more, or not at all. @param {State} state @param {typeof TIMINGS} timings */
function another(state, timings) {
  const problem = unopened(state);
  if (!state.ice && state.turn && !state.relay) {
    const relayed = { ...state, relay: true, attempt: state.attempt + 1 };
    return connect(relayed, { type: 'stop-timers' }, ...leave(state), { type: 'tell', problem: 'trying-relay' });
  }
  if (!state.stood && (state.attempt > 1 || !state.ice)) return fail(state, { problem });
  return rebuild({ ...state, attempt: state.attempt + (state.stood ? LONG_ATTEMPT - 1 : 0) }, timings, { problem });
}

/** @param {State} state @param {Refusal|undefined} refusal @param {typeof TIMINGS} timings */
function refused(state, refusal, timings) {
  if (state.name === 'rebuilding' && refusal?.again) {
    return rebuild(state, timings, refusal);
  }
  return fail(state, refusal);
}

/** @param {State} state @param {Action[]} before */
function connect(state, ...before) {
  const resume = state.stood ? state.id : null;
  return stay({ ...state, ice: false }, ...before, { type: 'connect', relay: state.relay, resume });
}

/** The connection is given up; the server keeps a call that has stood, for the next one to go on with it. @param {State} state @returns {Action[]} */
const leave = (state) => [...(state.stood ? [] : [{ type: 'hang-up' }]), { type: 'drop' }];

/** The session is lost: another one goes on with the conversation. @param {State} state @param {typeof TIMINGS} timings @param {Refusal} [refusal] */
function rebuild(state, timings, refusal) {
  const attempt = state.attempt + 1;
  if (attempt > MOST_ATTEMPTS) return fail(state, refusal ?? { problem: 'server-unreachable' });
  const pause = Math.min(timings.longestAgain, timings.again * 2 ** (attempt - 1));
  return stay({ ...state, name: 'rebuilding', attempt, ice: false },
    { type: 'stop-timers' }, ...leave(state), { type: 'tell', problem: 'reconnecting', attempt },
    { type: 'timer', name: 'again', ms: Math.max(pause, refusal?.afterMs ?? 0) });
}

/** @param {State} state @param {Event} event @param {typeof TIMINGS} timings */
function talking(state, event, timings) {
  switch (event.type) {
    case 'unsteady':
      return state.name !== 'talking' ? stay(state) : stay({ ...state, name: 'unsteady' },
        { type: 'tell', problem: 'line-unsteady' }, { type: 'timer', name: 'unsteady', ms: timings.unsteady });
    case 'steady':
      return state.name === 'talking' ? stay(state)
        : stay({ ...state, name: 'talking' }, { type: 'stop-timers' }, { type: 'clear' });
    case 'network-changed':
    case 'online': return state.name === 'restarting' ? stay(state) : restart(state, timings);
    case 'timer':
      switch (event.name) {
        case 'unsteady': return restart(state, timings);
        case 'restart': return rebuild(state, timings);
        default: return stay(state);
      }
    case 'server-ended': return ended(state, event.reason ?? 'assistant', timings);
    case 'restart-refused':
    case 'connection-failed': return rebuild(state, timings);
    case 'channel-closed':
      return stay({ ...state, name: 'checking' }, { type: 'stop-timers' }, { type: 'ask-server' });
    default: return stay(state);
  }
}

/** @param {State} state @param {typeof TIMINGS} timings */
function restart(state, timings) {
  return stay({ ...state, name: 'restarting' },
    { type: 'stop-timers' }, { type: 'tell', problem: 'line-unsteady' }, { type: 'restart-ice' },
    { type: 'timer', name: 'restart', ms: timings.restart });
}

/** The other side closed the channel: has it hung up, or is it lost? @param {State} state @param {Event} event @param {typeof TIMINGS} timings */
function checking(state, event, timings) {
  switch (event.type) {
    case 'server-ended': return ended(state, event.reason ?? 'assistant', timings);
    case 'server-lost': return rebuild(state, timings);
    default: return stay(state);
  }
}

/** The other side has ended it. A server that goes down has said so, and is back in a moment: so is the person. @param {State} state @param {string} reason @param {typeof TIMINGS} timings */
function ended(state, reason, timings) {
  return reason === 'closing-down' ? rebuild(state, timings) : over(state, reason, false);
}

/** @param {State} state @param {string} reason @param {boolean} tell whether the server has to be told */
function over(state, reason, tell) {
  return stay({ ...state, name: 'ended', reason, ice: false },
    { type: 'stop-timers' }, ...(tell ? [{ type: 'hang-up' }] : []), { type: 'tear-down' }, { type: 'clear' });
}

/** @param {State} state @param {Refusal} [refusal] */
function fail(state, refusal = { problem: 'server-refused' }) {
  return stay({ ...state, name: 'failed', problem: refusal, ice: false },
    { type: 'stop-timers' }, { type: 'tell', problem: refusal.problem, refusal }, { type: 'diagnose' },
    { type: 'hang-up' }, { type: 'tear-down' });
}
