// Draws a view again at a steady beat while it is shown, for clocks that run by themselves.
export class Beat {
  #host;
  #ms;
  #timer;

  constructor(host, ms) {
    this.#host = host;
    this.#ms = ms;
    host.addController(this);
  }

  hostConnected() {
    this.#timer = setInterval(() => {
      if (!document.hidden) this.#host.requestUpdate();
    }, this.#ms);
  }

  hostDisconnected() {
    clearInterval(this.#timer);
  }
}
