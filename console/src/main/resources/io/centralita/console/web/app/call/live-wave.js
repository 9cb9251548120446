// The last half minute of both sides, as it is heard.
import { LitElement, html } from 'lit';
import { t } from '../core/texts.js';
import { colours, onTheme } from '../core/theme.js';
import { store } from '../core/store.js';
import { detailOf } from '../core/stream.js';

const SHOWN_MS = 30_000;
const STILL = matchMedia('(prefers-reduced-motion: reduce)');

/** Levels come a little after they were: what is drawn is as much behind. */
const BEHIND_MS = 350;

class LiveWave extends LitElement {
  static properties = { call: {}, zeroAt: {} };

  #frame;
  #stop = () => {};
  #paint;
  #last = 0;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onTheme(() => (this.#paint = undefined));
    const draw = (time) => {
      this.#frame = requestAnimationFrame(draw);
      if (time - this.#last < (STILL.matches ? 1_000 : 30)) return;
      this.#last = time;
      this.#draw();
    };
    this.#frame = requestAnimationFrame(draw);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#stop();
  }

  render() {
    return html`<canvas class="live-wave" role="img" aria-label=${t('live.wave')}></canvas>`;
  }

  #draw() {
    const canvas = this.querySelector('canvas');
    const call = detailOf(this.call);
    if (!canvas || !call || !canvas.clientWidth) return;
    this.#paint ??= colours('caller', 'assistant', 'line', 'ink-3', 'warn', 'sans');
    const [caller, assistant, line, ink, warn, font] = this.#paint;
    const ratio = devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    const to = call.ended ? this.#end(call) : store.now() - Date.parse(this.zeroAt) - BEHIND_MS;
    const from = to - SHOWN_MS;
    const x = (ms) => ((ms - from) / SHOWN_MS) * width;
    const middle = height / 2;

    pen.fillStyle = line;
    pen.fillRect(0, middle, width, 1);
    pen.fillStyle = ink;
    pen.font = `11px ${font}`;
    for (let s = Math.ceil(from / 5_000) * 5_000; s < to; s += 5_000) {
      if (s < 0) continue;
      pen.globalAlpha = 0.25;
      pen.fillRect(x(s), 0, 1, height);
      pen.globalAlpha = 1;
    }

    const bar = Math.max(1, (50 / SHOWN_MS) * width * 0.62);
    for (const chunk of call.levels) {
      for (let i = 0; i < chunk.caller.length; i++) {
        const ms = chunk.fromMs + i * chunk.stepMs;
        if (ms < from || ms > to) continue;
        const [up, down] = [chunk.caller[i], chunk.assistant[i]].map((level) => (level / 100) * (middle - 4));
        pen.fillStyle = caller;
        if (up > 0.5) pen.fillRect(x(ms), middle - 1 - up, bar, up);
        pen.fillStyle = assistant;
        if (down > 0.5) pen.fillRect(x(ms), middle + 2, bar, down);
      }
    }
    pen.fillStyle = warn;
    for (const moment of call.moments) {
      if (moment.atMs < from) continue;
      if (moment.kind === 'dead-air') pen.fillRect(x(moment.atMs), middle - 1.5, x(moment.atMs + moment.ms) - x(moment.atMs), 4);
      if (moment.kind === 'barge-in') pen.fillRect(x(moment.atMs), 0, 2, height);
    }
  }

  #end(call) {
    const last = call.levels.at(-1);
    return last ? last.fromMs + last.stepMs * last.caller.length : SHOWN_MS;
  }
}

customElements.define('live-wave', LiveWave);
