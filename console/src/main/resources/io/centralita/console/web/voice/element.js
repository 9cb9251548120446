import { CentralitaCall } from './call.js';
import { isOver } from './machine.js';
import { style } from './style.js';
import { CallView } from './view.js';
import { chosen } from './view-devices.js';

/** Told on by the element, so that a page can listen to it alone. */
const EVENTS = ['state', 'call-started', 'call-ended', 'caption', 'activity', 'problem', 'quality', 'muted'];

/**
 * `<centralita-call>`: a call in a page. Attributes, events, parts and custom properties: docs/browser-client.md.
 * What is said of the call by attributes counts from the next call on.
 */
export class CentralitaCallElement extends HTMLElement {
  static observedAttributes = ['server', 'token', 'token-url', 'tenant', 'engine', 'language', 'heading', 'captions', 'keyboard', 'microphone', 'silence'];

  /** @type {CentralitaCall|null} */
  #call = null;
  /** @type {CallView|null} */
  #view = null;
  #stale = false;
  /** @type {import('./call.js').Options['token']} */
  #token = undefined;
  /** @type {import('./call.js').Options['timings']} */
  #timings = undefined;
  #root = this.attachShadow({ mode: 'open', delegatesFocus: true });

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [style];
  }

  connectedCallback() {
    if (!this.#view) this.#build();
  }

  disconnectedCallback() {
    // Moved to another place of the page, it is connected again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#call?.hangUp();
      this.#view?.close();
      this.#call = this.#view = null;
      this.#root.replaceChildren();
    });
  }

  /** @param {string} _ @param {string|null} before @param {string|null} now */
  attributeChangedCallback(_, before, now) {
    if (before === now || !this.#view) return;
    this.#stale = true;
    if (isOver(this.state)) this.#build();
  }

  /** Fetches a token for each call; instead of the attributes `token` and `token-url`. @param {import('./call.js').Options['token']} source */
  set token(source) {
    this.#token = source;
    this.#stale = true;
    if (this.#view && isOver(this.state)) this.#build();
  }

  /** Other patience than usual, in ms: `TIMINGS` in machine.js. @param {import('./call.js').Options['timings']} timings */
  set timings(timings) {
    this.#timings = timings;
    this.#stale = true;
    if (this.#view && isOver(this.state)) this.#build();
  }

  /** The call behind it, the one that is going on or the next one. */
  get session() { return this.#call; }
  get state() { return this.#call?.state ?? 'idle'; }
  get muted() { return this.#call?.muted ?? false; }
  get entries() { return this.#call?.entries ?? []; }

  /** From a click or key of the person's. @param {{microphone?: boolean}} [how] */
  call(how = { microphone: this.getAttribute('microphone') !== 'off' }) { this.#call?.call(how); }
  hangUp() { this.#call?.hangUp(); }
  /** @param {boolean} [on] */
  mute(on) { this.#call?.mute(on); }
  interrupt() { this.#call?.interrupt(); }
  /** @param {string} text */
  say(text) { return this.#call?.say(text) ?? false; }

  #build() {
    this.#stale = false;
    this.#view?.close();
    const { input, output } = chosen();
    const call = this.#call = new CentralitaCall({
      server: this.getAttribute('server') ?? '',
      token: this.#token ?? this.getAttribute('token') ?? undefined,
      tokenUrl: this.getAttribute('token-url') ?? undefined,
      tenant: this.getAttribute('tenant') ?? undefined,
      engine: this.getAttribute('engine') ?? undefined,
      language: this.getAttribute('language') ?? this.closest('[lang]')?.getAttribute('lang') ?? undefined,
      silenceMs: Number(this.getAttribute('silence')) || undefined,
      input, output, timings: this.#timings,
    });
    this.#view = new CallView(call, {
      heading: this.getAttribute('heading') ?? '',
      captions: this.getAttribute('captions') !== 'off',
      keyboard: this.getAttribute('keyboard') !== 'off',
      microphone: this.getAttribute('microphone') !== 'off',
      login: this.hasAttribute('server') ? null : `/login?next=${encodeURIComponent(location.pathname + location.search)}`,
    });
    for (const type of EVENTS) {
      call.addEventListener(type, (event) => {
        if (call !== this.#call) return;
        this.dispatchEvent(new CustomEvent(type, { detail: /** @type {CustomEvent} */ (event).detail, bubbles: true, composed: true }));
        if (type === 'call-ended' && this.#stale) queueMicrotask(() => { if (isOver(this.state)) this.#build(); });
      });
    }
    this.#root.replaceChildren(this.#view.element);
  }
}
