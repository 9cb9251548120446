// The recording of a call, and the place in it that is shown. Without a recording the place alone.

/** Has its host drawn again while it plays. */
export class Playback {
  #host;
  #audio;
  #offset = 0;
  #frame;

  /** What is heard or looked at, ms of the call's time. */
  at = 0;
  playing = false;
  failed = false;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected() {}

  hostDisconnected() {
    this.#audio?.pause();
    cancelAnimationFrame(this.#frame);
  }

  get ready() {
    return Boolean(this.#audio) && !this.failed;
  }

  /** @param offset ms of the call's time at which the recording begins */
  open(url, offset) {
    this.#offset = offset;
    this.#audio = new Audio(url);
    this.#audio.preload = 'metadata';
    this.#audio.addEventListener('error', () => {
      this.failed = true;
      this.playing = false;
      this.#host.requestUpdate();
    });
    for (const event of ['play', 'pause', 'ended']) {
      this.#audio.addEventListener(event, () => {
        this.playing = !this.#audio.paused;
        if (this.playing) this.#follow();
        this.#host.requestUpdate();
      });
    }
    if (this.at) this.seek(this.at);
  }

  set offset(ms) {
    this.#offset = ms;
  }

  #follow() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.at = this.#audio.currentTime * 1_000 + this.#offset;
      this.#host.requestUpdate();
      if (this.playing) this.#follow();
    });
  }

  toggle() {
    if (!this.ready) return;
    if (this.#audio.paused) this.#audio.play().catch(() => {});
    else this.#audio.pause();
  }

  seek(ms) {
    this.at = ms;
    if (this.#audio) this.#audio.currentTime = Math.max(0, (ms - this.#offset) / 1_000);
    this.#host.requestUpdate();
  }

  get rate() {
    return this.#audio?.playbackRate ?? 1;
  }

  set rate(value) {
    if (this.#audio) this.#audio.playbackRate = value;
    this.#host.requestUpdate();
  }
}
