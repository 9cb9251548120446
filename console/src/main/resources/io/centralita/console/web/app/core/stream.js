// The one event stream of the page: GET /api/events. Keeps the store true, and itself alive.
import { get, request, ApiError } from './api.js';
import { store } from './store.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/** Longer than the server's heart-beat (10 s): then the line is dead though nobody said so. */
const SILENT_MS = 25_000;

/** What the server may take to say whether we may see it. */
const PATIENCE_MS = 3_000;

/** How much of the levels of an opened call is kept for its waveform. */
const LEVELS_KEPT_MS = 120_000;

let source;
let wait = FIRST_WAIT_MS;
let retry;
let watchdog;
let streamId;
const followed = new Map();

/** Detail of the calls somebody looks at, by id. */
const details = new Map();

export const detailOf = (id) => details.get(id);

function state(next, more = {}) {
  const before = store.connection.state;
  store.connection = { state: next, since: before === next ? store.connection.since : Date.now(), retryAt: 0, ...more };
  store.changed('connection');
}

function alive() {
  clearTimeout(watchdog);
  watchdog = setTimeout(lost, SILENT_MS);
}

function open() {
  clearTimeout(retry);
  source?.close();
  const parameters = [...followed.keys()].map((id) => `call=${encodeURIComponent(id)}`).join('&');
  source = new EventSource(`/api/events${parameters ? `?${parameters}` : ''}`);
  source.onerror = lost;
  source.onopen = alive;
  for (const [name, take] of Object.entries(EVENTS)) {
    source.addEventListener(name, (event) => {
      alive();
      take(JSON.parse(event.data));
    });
  }
  alive();
}

/** A stream that ends is begun again after a while that grows; who may not see it is told so. */
async function lost() {
  source?.close();
  clearTimeout(watchdog);
  clearTimeout(retry);
  try {
    await get('/api/calls?limit=1', { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (e) {
    if (e instanceof ApiError && e.forbidden) {
      state('forbidden', { error: e });
      return;
    }
  }
  const jittered = wait * (0.8 + Math.random() * 0.4);
  state('lost', { retryAt: Date.now() + jittered });
  wait = Math.min(wait * 2, LONGEST_WAIT_MS);
  retry = setTimeout(open, jittered);
}

export function startStream() {
  state('connecting');
  open();
  addEventListener('online', reconnect);
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', (event) => event.persisted && reconnect());
}

export function reconnect() {
  wait = FIRST_WAIT_MS;
  open();
}

/** Asks for the detail of a call until the answer is called. */
export function follow(id) {
  followed.set(id, (followed.get(id) ?? 0) + 1);
  subscribe();
  return () => {
    const left = followed.get(id) - 1;
    if (left) followed.set(id, left);
    else {
      followed.delete(id);
      details.delete(id);
    }
    subscribe();
  };
}

async function subscribe() {
  if (!streamId) return; // the next stream asks for them at once
  try {
    await request(`/api/events/${streamId}/calls`, { method: 'PUT', body: { calls: [...followed.keys()] } });
  } catch (e) {
    if (e.missing) open();
  }
}

function clockOf(event) {
  if (event.now) store.skew = Date.parse(event.now) - Date.now();
}

/** Instants are read once, not at each beat. */
function timed(row) {
  if (row.zeroAt) row.zeroMs = Date.parse(row.zeroAt);
  if (row.startedAt) row.startedMs = Date.parse(row.startedAt);
  return row;
}

function membersChanged() {
  store.members++;
  store.changed('count');
}

function detail(id, change) {
  const found = details.get(id);
  if (found) {
    change(found);
    store.changed(`call:${id}`);
  }
}

const replace = (list, item, key) => {
  const at = list.findIndex((one) => one[key] === item[key]);
  if (at < 0) list.push(item);
  else list[at] = item;
};

const EVENTS = {
  beat() {}, // the line is alive: that is all

  hello(event) {
    streamId = event.stream;
    wait = FIRST_WAIT_MS;
    clockOf(event);
    state('open');
    if (followed.size) subscribe();
  },

  calls(event) {
    clockOf(event);
    store.calls = new Map(event.calls.map((row) => [row.id, timed(row)]));
    store.known = true;
    store.changed('calls');
    membersChanged();
  },

  delta(event) {
    clockOf(event);
    let members = false;
    for (const change of event.calls ?? []) {
      const row = store.calls.get(change.id);
      if (row) Object.assign(row, timed(change));
      else {
        store.calls.set(change.id, timed(change));
        members = true;
      }
      const opened = details.get(change.id);
      if (opened) {
        opened.row = store.calls.get(change.id);
        store.changed(`call:${change.id}`);
      }
    }
    for (const id of event.gone ?? []) members = store.calls.delete(id) || members;
    store.changed('calls');
    if (members) membersChanged();
  },

  server(event) {
    store.server = event;
    store.changed('server');
  },

  call(event) {
    const id = timed(event.row).id;
    details.set(id, { turns: [], tools: [], moments: [], levels: [], ...event, ended: undefined });
    store.changed(`call:${id}`);
  },

  turn(event) {
    detail(event.call, (call) => {
      // What was taken back before anybody heard it was never said.
      if (event.turn.gone) call.turns = call.turns.filter((turn) => turn.n !== event.turn.n);
      else replace(call.turns, event.turn, 'n');
    });
  },

  tool(event) {
    detail(event.call, (call) => replace(call.tools, event.tool, 'id'));
  },

  moment(event) {
    detail(event.call, (call) => call.moments.push(event.moment));
  },

  levels(event) {
    detail(event.call, (call) => {
      call.levels.push(event);
      const last = event.fromMs + event.stepMs * event.caller.length;
      while (call.levels.length && call.levels[0].fromMs < last - LEVELS_KEPT_MS) call.levels.shift();
    });
  },

  ended(event) {
    // After a new connection of the page nobody knows a call any more that it saw end.
    if (event.unknown && details.get(event.call)?.ended) return;
    if (!details.has(event.call)) details.set(event.call, { turns: [], tools: [], moments: [], levels: [] });
    detail(event.call, (call) => {
      call.ended = event;
      if (call.row) call.row.endedMs = store.now(); // its clocks stand still
    });
  },
};
