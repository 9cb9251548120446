import { Conversation } from './conversation.js';
import { Line, refusal } from './line.js';
import { IDLE, TIMINGS, isOver, isTalking, step } from './machine.js';
import { Messages } from './messages.js';
import { Microphone } from './microphone.js';
import { FADING, PROBLEMS } from './problems.js';
import { Signalling } from './signalling.js';
import { Sound } from './sound.js';
import { Texts } from './texts.js';

/**
 * A voice call to a Centralita switchboard, without any page: `new CentralitaCall({ tenant: 'acme' }).call()`.
 *
 * Events (`CustomEvent.detail`): `state` {state, previous}, `call-started` {id}, `call-ended` {id, reason, problem, seconds},
 * `caption` {entry}, `activity` {activity}, `problem` {problem, problems}, `quality` {quality}, `muted` {muted}, `devices`.
 *
 * @typedef {import('./problems.js').Problem} Problem
 *
 * @typedef {object} Options
 * @property {string} [server] where the switchboard is; empty: where the page is from
 * @property {string|(() => Promise<import('./signalling.js').Token|string|null>)} [token] for the calls of a page of another site
 * @property {string} [tokenUrl] of the page's own server, which answers `{"token", "expiresAt"}` to a POST
 * @property {string} [tenant] who is called
 * @property {string} [engine] that serves, for people of the console
 * @property {string} [language] `es` or `en`; otherwise the browser's
 * @property {number} [silenceMs] after which a turn is over; otherwise the server's
 * @property {string} [input] id of the microphone
 * @property {string} [output] id of the loudspeaker
 * @property {Record<string, string>} [headers] sent with every request
 * @property {Partial<typeof TIMINGS>} [timings]
 */
export class CentralitaCall extends EventTarget {
  /** The session's configuration is waited for this long, in ms. */
  static #CONFIGURING_MS = 5_000;

  #options;
  #timings;
  #texts;
  #state = IDLE;
  #sound = new Sound();
  #line;
  #conversation = new Conversation();
  #messages = new Messages((event) => this.#line.send(event));
  /** @type {Map<string, {timer: ReturnType<typeof setTimeout>, fire: () => void}>} */
  #timers = new Map();
  /** @type {Map<string, Problem>} by what they are about, newest last */
  #problems = new Map();
  /** @type {Map<string, ReturnType<typeof setTimeout>>} when they fade */
  #fading = new Map();
  /** @type {AbortController|null} listeners of the page while a call goes on */
  #page = null;
  #withMicrophone = true;
  #generation = 0;
  /** What is to be noted when the way back stands. @type {string|null} */
  #returned = null;
  #startedAt = 0;
  #activity = this.#conversation.activity;

  /** @param {Options} [options] */
  constructor(options = {}) {
    super();
    this.#options = options;
    this.#timings = { ...TIMINGS, ...options.timings };
    this.#texts = Texts.in(options.language);
    const signalling = new Signalling({
      server: options.server ?? '', token: tokenSource(options), headers: options.headers ?? {},
    }, this.#texts.language);
    this.#line = new Line(signalling, {
      track: () => this.#sound.microphone.track,
      stream: () => this.#sound.microphone.stream,
      settled: () => this.#sound.settled(),
      microphone: () => (this.#withMicrophone ? this.#sound.microphone : null),
    }, () => ({
      language: this.#texts.language, ...(options.tenant ? { tenant: options.tenant } : {}), ...(options.engine ? { engine: options.engine } : {}),
    }));
    if (options.output) void this.#sound.speaker.choose(options.output);
    this.#listenToSound();
    this.#listenToLine();
  }

  get state() { return this.#state.name; }
  get id() { return this.#line.id; }
  get entries() { return this.#conversation.entries; }
  get activity() { return this.#activity; }
  get problems() { return [...this.#problems.values()]; }
  get muted() { return this.#sound.muted; }
  get withMicrophone() { return this.#withMicrophone; }
  /** Ms since 1970; 0 before the first call stood. */
  get startedAt() { return this.#startedAt; }
  get texts() { return this.#texts; }
  get speaker() { return this.#sound.speaker; }

  /** What the server says of the ways there are through the network, for people. */
  get notice() { return this.#line.notice; }

  /** How loud both sides are, 0 to 1. */
  levels() { return this.#sound.levels(); }

  /** What is known of the call, as the server is told. */
  report() { return this.#line.report(); }

  /**
   * Calls; from a click or key of the person's. A call that goes on stays as it is.
   *
   * @param {{microphone?: boolean}} [how] without a microphone one types, and listens
   */
  call({ microphone = true } = {}) {
    if (!isOver(this.#state.name)) return;
    this.#withMicrophone = microphone;
    this.#generation++;
    this.#line.begin();
    this.#sound.begin();
    this.#conversation.begin();
    this.#problems.clear();
    this.#startedAt = 0;
    this.#returned = null;
    this.#watchPage();
    this.#machine({ type: 'call' });
  }

  hangUp() { this.#machine({ type: 'hang-up', reason: 'caller' }); }

  /** @param {boolean} [on] without: the other way round */
  mute(on = !this.#sound.muted) {
    if (isOver(this.#state.name)) return;
    this.#sound.mute(on);
    this.#tell('muted', { muted: on });
  }

  /** What the assistant says stops. */
  interrupt() {
    if (isTalking(this.#state.name)) this.#messages.interrupt();
  }

  /** A typed message: said now, or as soon as the call stands. @param {string} text @returns {boolean} */
  say(text) {
    const words = text.trim();
    if (!words || isOver(this.#state.name)) return false;
    const id = this.#messages.say(words);
    if (id === null) {
      this.#problem('message', 'not-sent');
      return false;
    }
    this.#problem('message', null);
    this.#caption([this.#conversation.typed(id, words)]);
    return true;
  }

  /** After `listening-blocked`, from a tap of the person's. */
  async listen() { await this.#sound.listen(); }

  /** @param {string} device */
  async chooseMicrophone(device) {
    this.#options.input = device;
    if (!isOver(this.#state.name) && this.#withMicrophone) await this.#sound.chooseMicrophone(device);
  }

  /** @param {string} device */
  async chooseSpeaker(device) {
    this.#options.output = device;
    if (!await this.#sound.speaker.choose(device)) this.#problem('speaker', 'speaker-lost');
    else this.#problem('speaker', null);
  }

  /** Two notes from the loudspeaker that is chosen. */
  async chime() { await this.#sound.chime(); }

  /** @param {import('./machine.js').Event} event */
  #machine(event) {
    const previous = this.#state.name;
    const { state, actions } = step(this.#state, event, this.#timings);
    this.#state = state;
    this.#line.diagnosis.attempt = state.attempt;
    for (const action of actions) this.#act(action);
    if (state.name !== previous && this.#state === state) {
      this.#line.diagnosis.note(state.name);
      this.#tell('state', { state: state.name, previous });
      if (isOver(state.name)) this.#ended();
    }
  }

  /** @param {import('./machine.js').Action} action */
  #act(action) {
    switch (action.type) {
      case 'prepare': void this.#prepare(this.#generation); break;
      case 'connect': this.#connect(action); break;
      case 'drop': this.#drop(); break;
      case 'restart-ice': void this.#line.restart(() => this.#state.name === 'restarting'); break;
      case 'ask-server': void this.#line.ask(); break;
      case 'diagnose': this.#line.diagnose(); break;
      case 'hang-up': this.#line.hangUp(); break;
      case 'tear-down': this.#tearDown(); break;
      case 'timer': this.#timer(action.name ?? '', action.ms ?? 0); break;
      case 'hasten': this.#timers.get(action.name ?? '')?.fire(); break;
      case 'stop': this.#stopTimer(action.name ?? ''); break;
      case 'stop-timers': [...this.#timers.keys()].forEach((name) => this.#stopTimer(name)); break;
      case 'tell': this.#problem('call', action.problem ?? null, action.refusal, { attempt: String(action.attempt ?? '') }); break;
      case 'clear': this.#problem('call', null); break;
      case 'started': this.#started(); break;
      case 'resumed': this.#talks(); break;
      default: break;
    }
  }

  /** Servers first: nobody is asked for a microphone while there is nobody to talk to. @param {number} generation */
  async #prepare(generation) {
    let turn;
    let problem = null;
    try {
      turn = await this.#line.findServers();
      if (generation !== this.#generation || this.#state.name !== 'preparing') return;
      if (this.#withMicrophone) problem = await this.#sound.open(this.#options.input ?? '');
    } catch (error) {
      if (generation === this.#generation) this.#machine({ type: 'refused', refusal: refusal(error) });
      return;
    }
    if (generation !== this.#generation || problem === Microphone.SUPERSEDED) return;
    this.#machine(problem === null ? { type: 'prepared', turn } : { type: 'refused', refusal: { problem } });
  }

  /** @param {import('./machine.js').Action} action */
  #connect({ relay = false, resume = null }) {
    if (resume === null) void this.#line.connect(relay, null);
    else void this.#line.reconnect(relay, resume);
  }

  #drop() {
    this.#line.drop();
    this.#messages.close();
    this.#caption(this.#conversation.begin());
    this.#noticeActivity();
  }

  #started() {
    this.#startedAt = Date.now();
    this.#talks();
    this.#tell('call-started', { id: this.#line.id });
  }

  #talks() {
    this.#sound.hold(false);
    if (this.#messages.open().length) this.#problem('message', 'not-sent');
  }

  #ended() {
    const seconds = this.#startedAt ? Math.round((Date.now() - this.#startedAt) / 1_000) : 0;
    this.#tell('call-ended', {
      id: this.#line.id, reason: this.#state.reason, problem: this.#state.problem?.problem ?? null, seconds,
    });
  }

  /** Nothing is left: microphone, channel, connection, loudspeaker, listeners. */
  #tearDown() {
    this.#page?.abort();
    this.#page = null;
    this.#messages.close();
    for (const place of ['microphone', 'listening', 'message', 'speaker', 'quality']) this.#problem(place, null);
    this.#sound.microphone.close();
    this.#line.drop();
    this.#sound.close();
    this.#caption(this.#conversation.begin());
    this.#noticeActivity();
  }

  #listenToSound() {
    on(this.#sound, 'trouble', ({ place, problem, name }) => this.#problem(place, problem, undefined, { name: name || '' }));
    on(this.#sound, 'devices', () => this.#tell('devices', {}));
    on(this.#sound, 'track', () => void this.#line.replaceTrack(this.#sound.microphone.track));
  }

  #listenToLine() {
    on(this.#line, 'machine', (event) => this.#machine(event));
    on(this.#line, 'open', () => this.#configure());
    on(this.#line, 'stream', ({ stream }) => void this.#sound.play(stream));
    on(this.#line, 'message', (event) => this.#message(event));
    on(this.#line, 'aside', ({ type, data }) => this.#aside(type, data));
    on(this.#line, 'quality', (quality) => this.#quality(quality));
    on(this.#line, 'resumed', ({ history }) => { this.#returned = history ? 'resumed' : 'history-lost'; });
  }

  /** What the switchboard itself says of a call that another service answers. @param {string} type @param {any} data */
  #aside(type, data) {
    switch (type) {
      case 'say':
        this.#caption(this.#conversation.spoken(String(data.utterance), String(data.text ?? '')));
        void this.#sound.say(String(data.audio ?? ''));
        break;
      case 'hush': this.#sound.hush(); break;
      case 'lost': this.#machine({ type: 'connection-failed' }); break;
      case 'end': this.#machine({ type: 'server-ended', reason: typeof data.reason === 'string' ? data.reason : undefined }); break;
      default: break;
    }
  }

  /** @param {import('./quality.js').Quality} quality */
  #quality(quality) {
    const poor = quality.level === 'poor';
    this.#problem('quality', poor ? 'line-poor' : null, undefined, { reason: this.#texts.of(`reason.${quality.reason}`) });
    this.#tell('quality', { quality });
  }

  /** The channel is open: configuration comes before anything is heard. */
  #configure() {
    this.#machine({ type: 'channel-open' });
    if (this.#returned) this.#caption([this.#conversation.note(this.#returned)]);
    this.#returned = null;
    const silenceMs = this.#options.silenceMs;
    if (!silenceMs || !this.#messages.configure(silenceMs)) {
      this.#machine({ type: 'ready' });
      return;
    }
    this.#sound.hold(true);
    this.#timer('configured', CentralitaCall.#CONFIGURING_MS, { type: 'ready' });
  }

  /** @param {import('./conversation.js').ServerEvent} event */
  #message(event) {
    if (event.type === 'session.updated' || (event.type === 'error' && this.#timers.has('configured'))) {
      this.#timers.get('configured')?.fire();
    }
    if (event.type === 'error') this.#line.diagnosis.note(`error ${event.error?.code ?? ''}`);
    if (this.#messages.take(event)) this.#problem('message', 'not-sent');
    if (event.type === 'response.done' && event.response?.status === 'failed') this.#problem('message', 'reply-failed');
    if (event.type === 'response.output_item.added') this.#problem('message', null);
    this.#caption(this.#conversation.take(event));
    this.#noticeActivity();
  }

  /** A page that goes away or is frozen takes the call with it. */
  #watchPage() {
    this.#page = new AbortController();
    const until = { signal: this.#page.signal };
    const leave = () => this.#machine({ type: 'hang-up', reason: 'page-left' });
    addEventListener('pagehide', leave, until);
    document.addEventListener('freeze', leave, until);
    addEventListener('online', () => this.#machine({ type: 'online' }), until);
    const network = /** @type {any} */ (navigator).connection;
    let kind = network?.type;
    network?.addEventListener?.('change', () => {
      // It tells of every estimate; only another network needs other candidates.
      if (network.type !== kind) this.#machine({ type: 'network-changed' });
      kind = network.type;
    }, until);
  }

  /** @param {string} name @param {number} ms @param {import('./machine.js').Event} [event] */
  #timer(name, ms, event = { type: 'timer', name }) {
    this.#stopTimer(name);
    const fire = () => {
      this.#stopTimer(name);
      this.#machine(event);
    };
    this.#timers.set(name, { timer: setTimeout(fire, ms), fire });
  }

  /** @param {string} name */
  #stopTimer(name) {
    clearTimeout(this.#timers.get(name)?.timer);
    this.#timers.delete(name);
  }

  /**
   * @param {string} place what it is about; one problem each
   * @param {string|null} kind null: none any more
   * @param {import('./machine.js').Refusal} [refused]
   * @param {Record<string, string>} [values] for the text
   */
  #problem(place, kind, refused, values = {}) {
    if (kind === null && !this.#problems.has(place)) return;
    const known = this.#problems.get(place)?.kind === kind;
    this.#problems.delete(place);
    clearTimeout(this.#fading.get(place));
    this.#fading.delete(place);
    if (kind !== null) {
      if (kind in FADING) this.#fading.set(place, setTimeout(() => this.#problem(place, null), FADING[kind]));
      const [gravity, help] = PROBLEMS[kind] ?? PROBLEMS['server-refused'];
      const problem = {
        kind, gravity, help,
        title: this.#texts.of(`problem.${kind}`, values),
        remedy: [refused?.message, refused?.remedy].filter(Boolean).join(' ') || this.#texts.of(`remedy.${kind}`, values),
      };
      this.#problems.set(place, problem);
      this.#line.diagnosis.problem = kind;
      if (!known) this.#line.diagnosis.note(`problem ${kind}`);
    }
    this.#tell('problem', { problem: this.#problems.get(place) ?? null, problems: this.problems });
  }

  /** @param {import('./conversation.js').Entry[]} entries */
  #caption(entries) {
    for (const entry of entries) this.#tell('caption', { entry });
  }

  #noticeActivity() {
    const activity = this.#conversation.activity;
    if (activity === this.#activity) return;
    this.#activity = activity;
    this.#tell('activity', { activity });
  }

  /** @param {string} type @param {object} detail */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** @param {EventTarget} source @param {string} type @param {(detail: any) => void} listener */
function on(source, type, listener) {
  source.addEventListener(type, (event) => listener(/** @type {CustomEvent} */ (event).detail));
}

/** @param {Options} options */
function tokenSource({ token, tokenUrl }) {
  if (typeof token === 'function') return token;
  if (token) return async () => token;
  if (!tokenUrl) return null;
  return async () => {
    const response = await fetch(tokenUrl, {
      method: 'POST', credentials: 'same-origin', cache: 'no-store', signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error('no token');
    return await response.json();
  };
}
