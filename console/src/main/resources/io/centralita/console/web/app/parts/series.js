// Values over time, drawn by uPlot, which comes when it is needed.
import { LitElement, html } from 'lit';
import { currentLanguage } from '../core/texts.js';
import { colours, onTheme } from '../core/theme.js';
import { delay, number } from '../core/format.js';

function styled() {
  const href = new URL('../../lib/uplot/uPlot.min.css', import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = href;
  document.head.append(link);
}

/** Distances of the marks of days, s. */
const DAYS = [1, 2, 5, 7].map((n) => n * 86_400);

/** Points are `[instant, a, b]`; `kind` is `bars` or nothing, for lines. */
class TimeSeries extends LitElement {
  static properties = { points: {}, names: {}, unit: {}, kind: {}, label: {} };

  #plot;
  #stop = () => {};
  #size = new ResizeObserver(() => this.#plot?.setSize({ width: this.clientWidth, height: 200 }));

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#stop = onTheme(() => this.#draw());
    this.#size.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop();
    this.#size.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  render() {
    return html`<div class="series" role="img" aria-label=${this.label}></div>`;
  }

  updated() {
    this.#draw();
  }

  /** A bar of no height is none. */
  #values(n) {
    return this.points.map((point) => (this.kind === 'bars' ? point[n] || null : (point[n] ?? null)));
  }

  /** Half a bar: the first and the last are to be seen whole. */
  #half() {
    return this.kind === 'bars' ? this.#step() / 2 : 0;
  }

  /** Seconds from point to point. */
  #step() {
    const [first, second] = this.points.map(([at]) => Date.parse(at) / 1_000);
    return second ? second - first : 0;
  }

  async #draw() {
    styled();
    const { default: Plot } = await import('uplot');
    const place = this.querySelector('.series');
    if (!place || !this.isConnected) return;
    this.#plot?.destroy();
    const [first, second, ink, line, font] = colours('assistant', this.kind === 'bars' ? 'bad' : 'caller', 'ink-3', 'line', 'sans');
    const write = (value) => (value == null ? '–' : this.unit === 'ms' ? delay(value) : number(value));
    const axis = { stroke: ink, font: `11px ${font}`, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    const paths = this.kind === 'bars' ? Plot.paths.bars({ size: [0.7, 40], radius: 0.15 }) : Plot.paths.spline();
    const series = (label, stroke) => ({ label, stroke, width: 2, fill: this.kind === 'bars' ? stroke : undefined, paths, spanGaps: true, value: (_, value) => write(value), points: { show: this.kind !== 'bars', size: 5 } });
    const daily = this.#step() >= 80_000;
    const days = new Intl.DateTimeFormat(currentLanguage(), { day: 'numeric', month: 'short' });
    const hours = new Intl.DateTimeFormat(currentLanguage(), { hour: '2-digit', minute: '2-digit' });
    this.#plot = new Plot(
      {
        width: this.clientWidth || 600,
        height: 200,
        cursor: { y: false },
        legend: { live: true },
        scales: { x: { range: (_, from, to) => [from - this.#half(), to + this.#half()] }, y: { range: (_, __, most) => [0, Math.max(1, most * 1.1)] } },
        axes: [
          { ...axis, space: 70, incrs: daily ? DAYS : undefined, values: (_, ticks) => ticks.map((tick) => (daily || !new Date(tick * 1_000).getHours() ? days : hours).format(tick * 1_000)) },
          { ...axis, size: 64, values: (_, ticks) => ticks.map((tick) => (this.unit === 'ms' || Number.isInteger(tick) ? write(tick) : '')) },
        ],
        series: [{ value: (_, tick) => (tick == null ? '–' : `${days.format(tick * 1_000)} ${hours.format(tick * 1_000)}`) , label: '' }, series(this.names[0], first), series(this.names[1], second)],
      },
      [this.points.map(([at]) => Date.parse(at) / 1_000), this.#values(1), this.#values(2)],
      place,
    );
  }
}

customElements.define('time-series', TimeSeries);
