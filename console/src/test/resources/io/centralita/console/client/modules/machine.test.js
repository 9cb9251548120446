import { equal } from './expect.js';

export default async (module) => {
  const { IDLE, MOST_ATTEMPTS, TIMINGS, isOver, step } = await module('machine.js');
  const run = (events, from = IDLE) => {
    let state = from;
    let actions = [];
    for (const event of events) ({ state, actions } = step(state, typeof event === 'string' ? { type: event } : event));
    return { state, actions, names: actions.map((action) => action.type + (action.name ? `:${action.name}` : '') + (action.problem ? `:${action.problem}` : '')) };
  };
  const timer = (name) => ({ type: 'timer', name });
  const answered = { type: 'answered', id: 'rtc_1' };
  const connecting = ['call', 'prepared', answered];
  const withTurn = ['call', { type: 'prepared', turn: true }, answered];
  const talking = [...connecting, 'ice-connected', 'ready'];

  return {
    'a call goes from nothing to talking': () => {
      equal(run(['call']).names, ['clear', 'prepare']);
      equal(run(['call', 'prepared']).actions, [{ type: 'connect', relay: false, resume: null }]);
      equal(run(connecting).actions.map(({ name, ms }) => [name, ms]), [['channel', 5_000], ['connect', 15_000]]);
      equal(run(talking).names, ['stop-timers', 'clear', 'started']);
      equal(run(talking).state.name, 'talking');
    },
    'a call that goes on is not begun again': () => equal(run([...talking, 'call']).names, []),
    'no microphone is the end before there is a connection': () => {
      const { state, names } = run(['call', { type: 'refused', refusal: { problem: 'denied' } }]);
      equal([state.name, state.problem.problem], ['failed', 'denied']);
      equal(names, ['stop-timers', 'tell:denied', 'diagnose', 'hang-up', 'tear-down']);
    },
    'the channel is told apart by the state of the network': () => {
      equal(run([...connecting, timer('channel')]).names[0], 'tell:network-blocked');
      equal(run([...connecting, 'ice-connected', timer('channel')]).names[0], 'tell:channel-blocked');
    },
    'a channel that opened is not complained of': () => equal(run([...connecting, 'channel-open']).names, ['stop:channel']),
    'no way through is the end where there is no relay': () => {
      equal(run([...connecting, timer('connect')]).state.problem.problem, 'network-blocked');
    },
    'the relay is tried once, as a new call': () => {
      const relayed = run([...withTurn, timer('connect')]);
      equal(relayed.names, ['stop-timers', 'hang-up', 'drop', 'tell:trying-relay', 'connect']);
      equal([relayed.state.name, relayed.state.relay, relayed.actions.at(-1).resume], ['connecting', true, null]);
      const { state } = run([answered, timer('connect')], relayed.state);
      equal([state.name, state.problem.problem], ['failed', 'relay-blocked']);
    },
    'a call that never stood is made once more, not for ever': () => {
      const again = run([...connecting, 'ice-connected', 'connection-failed']);
      equal(again.names, ['stop-timers', 'hang-up', 'drop', 'tell:reconnecting', 'timer:again']);
      equal(run([timer('again'), answered, 'ice-connected', 'connection-failed'], again.state).state.name, 'failed');
    },
    'a line that is unsteady has three seconds to heal': () => {
      const { state, actions } = run([...talking, 'unsteady']);
      equal([state.name, actions.at(-1).ms], ['unsteady', TIMINGS.unsteady]);
      equal(run(['steady'], state).state.name, 'talking');
      equal(run([timer('unsteady')], state).names, ['stop-timers', 'tell:line-unsteady', 'restart-ice', 'timer:restart']);
    },
    'a restart that is refused, or does not help, is followed by another session': () => {
      const restarting = run([...talking, 'unsteady', timer('unsteady')]).state;
      for (const event of ['restart-refused', 'connection-failed', timer('restart')]) {
        const { state, names } = run([event], restarting);
        equal(state.name, 'rebuilding');
        equal(names, ['stop-timers', 'drop', 'tell:reconnecting', 'timer:again']);
        equal(run([timer('again')], state).actions.at(-1), { type: 'connect', relay: false, resume: 'rtc_1' });
      }
    },
    'another network is another way at once': () => {
      for (const event of ['online', 'network-changed']) equal(run([...talking, event]).state.name, 'restarting');
      equal(run([...talking, 'connection-failed', 'online']).names, ['hasten:again']);
    },
    'a session that goes on is not a call that starts': () => {
      const { state, names } = run([...talking, 'connection-failed', timer('again'), { type: 'answered', id: 'rtc_2' }, 'ready']);
      equal([state.name, state.id, state.attempt], ['talking', 'rtc_2', 0]);
      equal(names.at(-1), 'resumed');
    },
    'pauses grow, keep to what the server says, and end': () => {
      let { state } = run([...talking, 'connection-failed']);
      const pauses = [];
      while (state.name === 'rebuilding') {
        const next = step(state, { type: 'refused', refusal: { problem: 'server-unreachable', again: true } });
        state = next.state;
        if (state.name === 'rebuilding') pauses.push(next.actions.at(-1).ms);
      }
      equal(pauses, [1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000]);
      equal(pauses.length, MOST_ATTEMPTS - 1);
      equal([state.name, state.problem.problem], ['failed', 'server-unreachable']);
      const busy = { type: 'refused', refusal: { problem: 'server-busy', again: true, afterMs: 20_000 } };
      equal(run([...talking, 'connection-failed', busy]).actions.at(-1).ms, 20_000);
    },
    'attempts that find no way count for more': () => {
      let { state } = run([...talking, 'connection-failed']);
      let attempts = 0;
      while (state.name === 'rebuilding') {
        attempts++;
        ({ state } = run([timer('again'), answered, timer('connect')], state));
      }
      equal([attempts, state.name], [3, 'failed']);
    },
    'a channel that is closed is asked about': () => {
      const { state, names } = run([...talking, 'channel-closed']);
      equal(names, ['stop-timers', 'ask-server']);
      const ended = run([{ type: 'server-ended', reason: 'goodbye' }], state);
      equal([ended.state.name, ended.state.reason], ['ended', 'goodbye']);
      equal(ended.names, ['stop-timers', 'tear-down', 'clear']);
      equal(run(['server-lost'], state).state.name, 'rebuilding');
    },
    'a server that goes down is called again': () => {
      const down = { type: 'server-ended', reason: 'closing-down' };
      for (const from of [talking, [...talking, 'channel-closed']]) {
        const { state, names } = run([...from, down]);
        equal([state.name, state.attempt], ['rebuilding', 1]);
        equal(names, ['stop-timers', 'drop', 'tell:reconnecting', 'timer:again']);
      }
    },
    'hanging up ends every state that is not over, in order': () => {
      const states = [['call'], connecting, talking, [...talking, 'unsteady'], [...talking, 'online'], [...talking, 'channel-closed'], [...talking, 'connection-failed']];
      for (const events of states) {
        const { state, names } = run([...events, { type: 'hang-up', reason: 'page-left' }]);
        equal([state.name, state.reason], ['ended', 'page-left']);
        equal(names, ['stop-timers', 'hang-up', 'tear-down', 'clear']);
      }
    },
    'whatever comes in whatever order, nothing is begun after the end, and timers have an owner': () => {
      const events = ['call', 'prepared', answered, 'ice-connected', 'channel-open', 'ready', 'steady', 'unsteady', 'online', 'network-changed',
        'restart-refused', 'connection-failed', 'channel-closed', 'server-lost', { type: 'server-ended' }, { type: 'hang-up' },
        { type: 'refused', refusal: { problem: 'server-busy', again: true } }, { type: 'refused', refusal: { problem: 'not-allowed' } },
        timer('channel'), timer('connect'), timer('unsteady'), timer('restart'), timer('again'), { type: 'prepared', turn: true }];
      let seed = 42;
      const random = (below) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below;
      for (let run = 0; run < 2_000; run++) {
        let state = IDLE;
        const timers = new Set();
        for (let i = 0; i < 40; i++) {
          const event = events[random(events.length)];
          const typed = typeof event === 'string' ? { type: event } : event;
          // Timers ring only while they run.
          if (typed.type === 'timer' && !timers.delete(typed.name)) continue;
          const before = state;
          const { state: after, actions } = step(state, typed);
          for (const action of actions) {
            if (action.type === 'timer') timers.add(action.name);
            if (action.type === 'stop') timers.delete(action.name);
            if (action.type === 'stop-timers') timers.clear();
          }
          if (isOver(before.name) && typed.type !== 'call') equal(actions, [], `${before.name} ${typed.type}`);
          if (isOver(after.name)) equal([...timers], [], `timers of ${after.name} after ${before.name} ${typed.type}`);
          if (after.name === 'failed' && before.name !== 'failed') equal(typeof after.problem.problem, 'string');
          state = after;
        }
      }
    },
  };
};
