// A finished call as a picture that can be moved, stretched, and clicked at.
import { LitElement, html } from 'lit';
import { t } from '../core/texts.js';
import { clock, delay } from '../core/format.js';
import { colours, onTheme } from '../core/theme.js';
import { vars } from '../core/vars.js';
import { icon } from '../parts/icons.js';
import { COLOURS, draw } from './draw-timeline.js';
import { hit, layout, toolRows } from './timeline-model.js';

/** Pixels per ms: from a word to half an hour on a screen. */
const MOST = 0.6;

/** An event `seek` has the place, ms, as its detail. */
class CallTimeline extends LitElement {
  static properties = { model: {}, peaks: {}, now: { type: Number }, scale: { state: true }, tip: { state: true } };

  #stop = () => {};
  #size = new ResizeObserver(() => this.requestUpdate());
  #paint;
  #rows = [];
  #places;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onTheme(() => {
      this.#paint = undefined;
      this.requestUpdate();
    });
    this.#size.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#size.disconnect();
  }

  willUpdate(changed) {
    if (changed.has('model')) {
      this.#rows = toolRows(this.model.tools);
      this.#places = layout(1 + Math.max(0, ...this.#rows.map((tool) => tool.row)));
    }
  }

  get #scroller() {
    return this.querySelector('.timeline-scroll');
  }

  /** What fits the width exactly. */
  get #fitting() {
    return (this.#scroller?.clientWidth || 800) / this.#whole;
  }

  /** The whole call and a little more: its last mark has a label. */
  get #whole() {
    return this.model.lengthMs * 1.01 + 300;
  }

  get #scale() {
    return Math.max(this.scale ?? 0, this.#fitting);
  }

  render() {
    return html`
      <div class="timeline-tools">
        <div class="legend">${['caller', 'assistant', 'switchboard', ...(this.model.turns.some((turn) => turn.who === 'operator') ? ['operator'] : [])].map((who) => html`<span class="speaker ${who}">${t(`who.${who}`)}</span>`)}
          <span class="key wait">${t('call.mouth-to-ear')}</span><span class="key silence">${t('live.silence')}</span><span class="key cut-in">${t('call.barge-in')}</span></div>
        <div class="actions">
          <button class="icon-button" aria-label=${t('timeline.out')} title=${t('timeline.out')} @click=${() => this.zoom(1 / 1.6)}>${icon('zoomOut')}</button>
          <button class="icon-button" aria-label=${t('timeline.in')} title=${t('timeline.in')} @click=${() => this.zoom(1.6)}>${icon('zoomIn')}</button>
          <button class="icon-button" aria-label=${t('timeline.fit')} title=${t('timeline.fit')} @click=${() => (this.scale = 0)}>${icon('fit')}</button>
        </div>
      </div>
      <div class="timeline-scroll" tabindex="0" role="img" aria-label=${t('timeline.label')} @scroll=${() => this.requestUpdate()} @wheel=${this.#wheel}
        @click=${this.#click} @pointermove=${this.#point} @pointerleave=${() => (this.tip = undefined)} @keydown=${this.#key}>
        <div class="timeline-inner" ${vars({ height: `${this.#places.height}px`, width: `${Math.floor(this.#whole * this.#scale)}px` })}>
          <canvas></canvas>
        </div>
      </div>
      ${this.tip ? html`<p class="tip" aria-hidden="true" ${vars({ x: `${this.tip.x}px`, y: `${this.tip.y}px` })}>${this.tip.text}</p>` : ''}`;
  }

  updated(changed) {
    const scroller = this.#scroller;
    const canvas = this.querySelector('canvas');
    const width = scroller.clientWidth;
    if (!width) return;
    const ratio = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(this.#places.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
      canvas.style.width = `${width}px`;
      canvas.style.height = `${this.#places.height}px`;
    }
    if (changed.has('now')) this.#keepInSight();
    this.#paint ??= Object.fromEntries(colours(...COLOURS).map((colour, i) => [COLOURS[i], colour]));
    const pen = canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const view = { from: scroller.scrollLeft / this.#scale, scale: this.#scale, width, now: this.now };
    draw(pen, { model: this.model, rows: this.#rows, places: this.#places, peaks: this.peaks }, view, this.#paint);
  }

  #keepInSight() {
    const scroller = this.#scroller;
    const at = (this.now ?? 0) * this.#scale;
    const [left, width] = [scroller.scrollLeft, scroller.clientWidth];
    if (at < left || at > left + width * 0.92) scroller.scrollLeft = at - width * 0.12;
  }

  /** @param at pixel of the view that stays where it is */
  async zoom(factor, at) {
    const scroller = this.#scroller;
    const pixel = at ?? Math.min(Math.max(((this.now ?? 0) * this.#scale) - scroller.scrollLeft, 0), scroller.clientWidth);
    const ms = (scroller.scrollLeft + pixel) / this.#scale;
    this.scale = Math.min(MOST, Math.max(this.#fitting, this.#scale * factor));
    await this.updateComplete;
    scroller.scrollLeft = ms * this.#scale - pixel;
  }

  #place(event) {
    const frame = this.#scroller.getBoundingClientRect();
    const pixel = event.clientX - frame.left;
    return { pixel, y: event.clientY - frame.top, ms: Math.round((this.#scroller.scrollLeft + pixel) / this.#scale) };
  }

  #wheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 240), this.#place(event).pixel);
  };

  #click = (event) => {
    const { ms, y } = this.#place(event);
    const { turn, tool } = hit(this.model, this.#rows, this.#places, ms, y);
    const exact = y < this.#places.caller || (!turn && !tool);
    this.#seek(exact ? ms : turn ? (event.detail > 1 ? turn.startMs : ms) : tool.startMs);
  };

  #key = (event) => {
    const step = { ArrowLeft: -1_000, ArrowRight: 1_000, PageUp: -10_000, PageDown: 10_000 }[event.key];
    if (step !== undefined) this.#seek((this.now ?? 0) + step);
    else if (event.key === 'Home') this.#seek(0);
    else if (event.key === 'End') this.#seek(this.model.lengthMs);
    else if (event.key === '+') this.zoom(1.6);
    else if (event.key === '-') this.zoom(1 / 1.6);
    else return;
    event.preventDefault();
  };

  #seek(ms) {
    this.dispatchEvent(new CustomEvent('seek', { detail: Math.max(0, Math.min(this.model.lengthMs, ms)) }));
  }

  #point = (event) => {
    const { ms, y, pixel } = this.#place(event);
    const { turn, tool } = hit(this.model, this.#rows, this.#places, ms, y);
    const text = turn ? `${t(`who.${turn.who}`)}: ${turn.text}` : tool ? `${tool.name} · ${delay(tool.ms)}` : clock(ms, true);
    this.tip = { x: Math.min(pixel, this.#scroller.clientWidth - 120), y: y + 18, text };
  };
}

customElements.define('call-timeline', CallTimeline);
