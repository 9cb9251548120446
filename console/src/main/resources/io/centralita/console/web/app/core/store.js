// What the page knows of the switchboard, in one place. Views read it and are told when it changes.

class Store {
  #listeners = new Map();
  #changed = new Set();
  #asked = false;

  /** `connecting`, `open`, `lost`; `forbidden` where the server wants a login. */
  connection = { state: 'connecting', since: Date.now(), retryAt: 0 };

  /** Calls in progress by id, in the order in which they began. */
  calls = new Map();

  /** Another one whenever a call comes or goes: what is worked out of all of them may be kept until then. */
  members = 0;

  /** True once the first list of calls has come. */
  known = false;

  /** Server's clock minus ours, ms. */
  skew = 0;

  now() {
    return Date.now() + this.skew;
  }

  /** @param topics `calls`, `connection`, `call:ID`, `ended` */
  watch(topics, listener) {
    for (const topic of topics) {
      if (!this.#listeners.has(topic)) this.#listeners.set(topic, new Set());
      this.#listeners.get(topic).add(listener);
    }
    return () => topics.forEach((topic) => this.#listeners.get(topic)?.delete(listener));
  }

  /** Tells at the next frame, once, however much changed; a page nobody looks at is told now and then. */
  changed(...topics) {
    topics.forEach((topic) => this.#changed.add(topic));
    if (this.#asked) return;
    this.#asked = true;
    if (document.hidden) setTimeout(() => this.#tell(), 500);
    else requestAnimationFrame(() => this.#tell());
  }

  #tell() {
    this.#asked = false;
    const topics = this.#changed;
    this.#changed = new Set();
    const told = new Set();
    for (const topic of topics) {
      for (const listener of this.#listeners.get(topic) ?? []) {
        if (!told.has(listener)) {
          told.add(listener);
          listener(topics);
        }
      }
    }
  }
}

export const store = new Store();

/** Has a view drawn again when topics change. */
export class Watch {
  #host;
  #topics;
  #stop = () => {};

  constructor(host, ...topics) {
    this.#host = host;
    this.#topics = topics;
    host.addController(this);
  }

  hostConnected() {
    this.#stop = store.watch(this.#topics, () => this.#host.requestUpdate());
  }

  hostDisconnected() {
    this.#stop();
  }
}
