// Something a view shows that has to be fetched first, with every way it may go.
import { html } from 'lit';
import { errorState, loadingState } from '../parts/states.js';

export class Loading {
  #host;
  #fetch;
  #abort;

  value;
  error;
  busy = false;

  /** @param fetch gets an AbortSignal, gives a promise */
  constructor(host, fetch) {
    this.#host = host;
    this.#fetch = fetch;
    host.addController(this);
  }

  hostConnected() {}

  hostDisconnected() {
    this.#abort?.abort();
  }

  /** Fetches anew; what is shown stays until the new is there. */
  async load({ fresh = false } = {}) {
    this.#abort?.abort();
    const abort = (this.#abort = new AbortController());
    this.busy = true;
    if (fresh) this.value = undefined;
    this.#host.requestUpdate();
    try {
      const value = await this.#fetch(abort.signal);
      if (abort.signal.aborted) return;
      this.value = value;
      this.error = undefined;
    } catch (e) {
      if (abort.signal.aborted) return;
      this.error = e;
    }
    this.busy = false;
    this.#host.requestUpdate();
  }

  /** @param ready what is drawn of the value */
  render(ready) {
    if (this.value !== undefined) {
      const trouble = this.error ? errorState(this.error, () => this.load(), true) : '';
      return html`${trouble}${ready(this.value)}`;
    }
    return this.error ? errorState(this.error, () => this.load({ fresh: true })) : loadingState();
  }
}
