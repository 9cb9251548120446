/**
 * The server's HTTP side of a call. Whatever goes wrong is thrown as a `Refused`.
 *
 * @typedef {import('./machine.js').Refusal} Refusal
 * @typedef {{token: string, expiresAt?: string}} Token
 *
 * @typedef {object} Access
 * @property {string} server where the switchboard is, e.g. `https://voice.example.net`; empty: where the page is from
 * @property {(() => Promise<Token|string|null>)|null} token fetches a token for one call; null: the page's own login
 * @property {Record<string, string>} headers sent with every request
 */

/** How long an answer is waited for, in ms. */
const PATIENCE_MS = 15_000;
const SHORT_PATIENCE_MS = 5_000;

/** A token that ends within this is not begun with. */
const TOKEN_MARGIN_MS = 15_000;

export class Refused extends Error {
  /** @param {Refusal} refusal @param {number} [status] */
  constructor(refusal, status = 0) {
    super(refusal.problem);
    this.name = 'Refused';
    this.refusal = refusal;
    this.status = status;
  }
}

export class Signalling {
  #access;
  #language;
  /** @type {Token|null} */
  #token = null;

  /** @param {Access} access @param {string} language of what the server says to people */
  constructor(access, language) {
    this.#access = access;
    this.#language = language;
  }

  /** Another call needs another token: one opens one call. */
  renew() {
    this.#token = null;
  }

  /** @param {boolean} anew whether another token may be fetched for it @returns {Promise<RTCConfiguration & {turn?: boolean, ttl?: number, notice?: string|null}>} */
  async iceServers(anew) {
    const response = await this.#send('GET', '/api/voice/ice-servers', undefined, { patience: SHORT_PATIENCE_MS, anew });
    return await response.json();
  }

  /**
   * @param {object} body `sdp`, `tenant`, `language`, `engine`, `resume`, `diagnostics`
   * @returns {Promise<{id: string, sdp: string, resumed: boolean, events: string|null}>} `events`: where the switchboard says what
   *   does not come over the data channel
   */
  async open(body) {
    const response = await this.#send('POST', '/api/voice/webrtc/session', body, { anew: true, begins: !('resume' in body) });
    const place = response.headers.get('Location') ?? '';
    const id = decodeURIComponent(place.replace(/[?#].*$/, '').split('/').pop() ?? '');
    const sdp = await response.text();
    if (!id || !sdp.startsWith('v=')) throw new Refused({ problem: 'bad-answer' }, response.status);
    const events = response.headers.get('Centralita-Events');
    return {
      id, sdp, resumed: response.headers.get('Centralita-Resumed') !== 'false',
      events: events?.startsWith('/api/voice/') ? events : null,
    };
  }

  /** @param {string} path @param {AbortSignal} signal @returns {Promise<Response|null>} null where there is none for us */
  async events(path, signal) {
    const response = await fetch(this.#url(path), { ...this.#request('GET', undefined, this.#token?.token ?? null), signal });
    return response.ok ? response : null;
  }

  /** ICE restart. @param {string} id @param {string} sdp @returns {Promise<string>} the answer */
  async restart(id, sdp) {
    return await (await this.#send('POST', `${session(id)}/offer`, { sdp })).text();
  }

  /** Whether the call still goes on there, and who ended it. @param {string} id @returns {Promise<{ended: boolean, by: string|null, reason: string|null}>} */
  async ask(id) {
    try {
      const response = await this.#send('GET', session(id), undefined, { patience: SHORT_PATIENCE_MS });
      const state = await response.json();
      const word = (/** @type {unknown} */ value) => (typeof value === 'string' ? value : null);
      return { ended: state.state === 'ended', by: word(state.endedBy), reason: word(state.reason) };
    } catch (error) {
      // A server that does not know this call any more, or cannot be asked, has ended it.
      if (error instanceof Refused && [404, 405, 410].includes(error.status)) return { ended: true, by: null, reason: null };
      throw error;
    }
  }

  /** Never waits and never fails: the page may be going away. @param {string} id */
  hangUp(id) {
    this.#parting('DELETE', session(id), undefined);
  }

  /** As `hangUp`. @param {string} id @param {object} report */
  diagnose(id, report) {
    this.#parting('POST', `${session(id)}/diagnostics`, report);
  }

  /** @param {string} method @param {string} path @param {object|undefined} body */
  #parting(method, path, body) {
    const request = this.#request(method, body, this.#token?.token ?? null);
    void fetch(this.#url(path), { ...request, keepalive: true }).catch(() => {});
  }

  /**
   * A call belongs to the token that it began with: with another one it is somebody else's.
   *
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @param {{patience?: number, begins?: boolean, anew?: boolean}} [how] `patience` in ms; `begins` a call; `anew`: with another token, where
   *   this one will not do
   * @returns {Promise<Response>}
   */
  async #send(method, path, body, { patience = PATIENCE_MS, begins = false, anew = false } = {}) {
    const fresh = await this.#fetchToken(begins);
    const response = await this.#once(method, path, body, patience);
    if (response.ok) return response;
    if (response.status === 401 && this.#access.token && anew && !fresh) {
      this.#token = null;
      await this.#fetchToken(begins);
      const second = await this.#once(method, path, body, patience);
      if (second.ok) return second;
      throw await refused(second);
    }
    throw await refused(response);
  }

  /** @param {string} method @param {string} path @param {object|undefined} body @param {number} patience ms */
  async #once(method, path, body, patience) {
    try {
      return await fetch(this.#url(path), {
        ...this.#request(method, body, this.#token?.token ?? null), signal: AbortSignal.timeout(patience),
      });
    } catch {
      throw new Refused({ problem: navigator.onLine ? 'server-unreachable' : 'offline', again: true });
    }
  }

  /** @param {boolean} begins whether a call is begun with it, before it ends @returns {Promise<boolean>} whether it is a new one */
  async #fetchToken(begins) {
    if (!this.#access.token) return false;
    const until = this.#token?.expiresAt ? Date.parse(this.#token.expiresAt) : Infinity;
    if (this.#token && !(begins && until - TOKEN_MARGIN_MS < Date.now())) return false;
    try {
      const token = await this.#access.token();
      this.#token = typeof token === 'string' ? { token } : token;
    } catch {
      throw new Refused({ problem: navigator.onLine ? 'no-token' : 'offline', again: true });
    }
    if (!this.#token?.token) throw new Refused({ problem: 'no-token' });
    return true;
  }

  /** Whether the page's own login counts there. A switchboard elsewhere is asked nothing that a browser would have to ask leave for first: so it can say no itself. */
  #isOurs() {
    return !this.#access.token && new URL(this.#url('/'), location.href).origin === location.origin;
  }

  /** @param {string} path */
  #url(path) {
    return this.#access.server.replace(/\/+$/, '') + path;
  }

  /** @param {string} method @param {object|undefined} body @param {string|null} token @returns {RequestInit} */
  #request(method, body, token) {
    return {
      method,
      // A token stands for the person; without one it is the page's own login, which a form of another site must not use.
      credentials: this.#access.token ? 'omit' : 'same-origin',
      cache: 'no-store',
      headers: {
        'Accept-Language': this.#language,
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...(token ? { Authorization: `Bearer ${token}` } : this.#isOurs() ? { 'X-Requested-With': 'centralita' } : {}),
        ...this.#access.headers,
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
  }
}

/** @param {string} id */
const session = (id) => `/api/voice/webrtc/session/${encodeURIComponent(id)}`;

/** What an answer that is none means for the person. @param {Response} response */
async function refused(response) {
  /** @type {any} */
  let body = {};
  try {
    body = await response.json();
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }
  const seconds = Number(response.headers.get('Retry-After'));
  const text = (/** @type {unknown} */ value) => (typeof value === 'string' ? value.slice(0, 500) : undefined);
  return new Refused({
    problem: kind(response.status),
    again: response.status >= 500 || response.status === 429,
    afterMs: Number.isFinite(seconds) ? Math.min(60, seconds) * 1_000 : undefined,
    message: text(body.message),
    remedy: text(body.remedy),
  }, response.status);
}

/** @param {number} status */
function kind(status) {
  if (status === 401 || status === 403) return 'not-allowed';
  if (status === 429) return 'too-many';
  if (status === 503) return 'server-busy';
  return status >= 500 ? 'server-failed' : 'server-refused';
}
