/** On the card, not on the host: a page's `--centralita-accent: var(--accent)` means its own, and would be a circle with ours there. */
const LIGHT = `
  --accent: var(--centralita-accent, #0b6e63);
  --on-accent: var(--centralita-on-accent, #fff);
  --background: var(--centralita-background, #fff);
  --surface: var(--centralita-surface, #f1f5f4);
  --text: var(--centralita-text, #14201e);
  --muted: var(--centralita-muted, #51625f);
  --line: var(--centralita-line, #d5dfdd);
  --danger: var(--centralita-danger, #b3261e);
  --on-danger: #fff;
  --warning: #fff4dc; --on-warning: #5b3d00;
  --error: #fdeceb; --on-error: #7d1a14;
  --notice: #e8f0fb; --on-notice: #17406f;
  --fair: #9a6700;
  --good: #0b6e63;
  --shadow: 0 1px 2px rgb(16 40 36 / 8%), 0 12px 32px rgb(16 40 36 / 10%);`;

const DARK = `
  --accent: var(--centralita-accent, #4fd1bd);
  --on-accent: var(--centralita-on-accent, #06231f);
  --background: var(--centralita-background, #131b1a);
  --surface: var(--centralita-surface, #1e2927);
  --text: var(--centralita-text, #e8f0ee);
  --muted: var(--centralita-muted, #a3b5b1);
  --line: var(--centralita-line, #33423f);
  --danger: var(--centralita-danger, #ff8f86);
  --on-danger: #3c0703;
  --warning: #3a2c0c; --on-warning: #ffdf9e;
  --error: #3d1714; --on-error: #ffc9c4;
  --notice: #14283f; --on-notice: #bfdbff;
  --fair: #f2c14e;
  --good: #4fd1bd;
  --shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 35%);`;

const CSS = `
:host { display: block; container-type: inline-size; max-width: 27rem; color-scheme: light;
  font: 1rem/1.45 var(--centralita-font, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif); }
.card { ${LIGHT} }
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) { color-scheme: dark; }
  :host(:not([theme="light"])) .card { ${DARK} }
}
:host([theme="dark"]) { color-scheme: dark; }
:host([theme="dark"]) .card { ${DARK} }
:host([hidden]), [hidden] { display: none !important; }
* { box-sizing: border-box; }
h2, h3, p, ol, dl, dd { margin: 0; padding: 0; }
button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; border: 0; background: none; }
svg { width: 1.5em; height: 1.5em; fill: none; stroke: currentcolor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; flex: none; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.card { display: flex; flex-direction: column; gap: 1rem; padding: 1.125rem; color: var(--text); background: var(--background);
  border: 1px solid var(--line); border-radius: var(--centralita-radius, 1.375rem); box-shadow: var(--shadow); }
header { display: flex; align-items: center; justify-content: space-between; gap: .5rem; min-height: 2.75rem; }
h2 { font-size: 1.0625rem; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }

.quality { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.75rem; padding: 0 .625rem; border-radius: 999px; color: var(--muted); font-size: .875rem; }
.quality:hover { background: var(--surface); }
.bars { display: inline-flex; align-items: flex-end; gap: 2px; height: 1rem; }
.bars i { width: 4px; border-radius: 2px; background: var(--line); }
.bars i:nth-child(1) { height: 40%; } .bars i:nth-child(2) { height: 70%; } .bars i:nth-child(3) { height: 100%; }
.quality[data-level="good"] i { background: var(--good); }
.quality[data-level="fair"] i:nth-child(-n+2) { background: var(--fair); }
.quality[data-level="poor"] i:first-child { background: var(--danger); }

.stage { display: flex; flex-direction: column; align-items: center; gap: .375rem; text-align: center; padding: .25rem 0 .5rem; }
.orb { --caller: 0; --assistant: 0; position: relative; display: grid; place-items: center; width: 7rem; height: 7rem; margin: .75rem; border-radius: 50%; }
.orb::before, .orb::after { content: ""; position: absolute; inset: 0; border-radius: 50%; }
.orb::before { background: var(--accent); opacity: .16; transform: scale(calc(1 + .38 * var(--assistant))); }
.orb::after { border: 3px solid var(--accent); opacity: calc(.25 + .75 * var(--caller)); transform: scale(calc(1 + .14 * var(--caller))); }
.orb > span { position: relative; display: grid; place-items: center; width: 4.75rem; height: 4.75rem; border-radius: 50%;
  color: var(--on-accent); background: var(--accent); font-size: 1.375rem; z-index: 1; }
.orb.waiting::after { border-style: dashed; opacity: .7; animation: turn 6s linear infinite; }
.orb.quiet > span { filter: saturate(.35); }
@keyframes turn { to { rotate: 1turn; } }

.call { display: grid; place-items: center; width: 6.5rem; height: 6.5rem; margin: .75rem; border-radius: 50%; color: var(--on-accent);
  background: var(--accent); font-size: 1.75rem; box-shadow: 0 8px 24px color-mix(in srgb, var(--accent) 35%, transparent); transition: transform .15s; }
.call:hover { transform: scale(1.04); }
.call:active { transform: scale(.97); }
.call-name { font-weight: 600; }
.status { font-size: 1.125rem; font-weight: 600; }
.sub { min-height: 1.35em; color: var(--muted); font-size: .9375rem; font-variant-numeric: tabular-nums; }

.problems { display: flex; flex-direction: column; gap: .5rem; }
.problems:empty { display: none; }
.problem { display: grid; grid-template-columns: auto 1fr; gap: .125rem .625rem; padding: .75rem .875rem; border-radius: .875rem; color: var(--on-notice); background: var(--notice); }
.problem.warning { color: var(--on-warning); background: var(--warning); }
.problem.error { color: var(--on-error); background: var(--error); }
.problem svg { grid-row: span 3; margin-top: .05rem; }
.problem strong { font-weight: 650; }
.problem p { font-size: .9375rem; }
.help { justify-self: start; min-height: 2.75rem; margin-top: .5rem; padding: .375rem 1rem; border: 1.5px solid currentcolor; text-align: start; border-radius: 999px; font-weight: 600; text-decoration: none; display: inline-flex; align-items: center; color: inherit; }
.help:hover { background: color-mix(in srgb, currentcolor 10%, transparent); }

.captions { max-height: var(--centralita-captions-height, 18rem); overflow-y: auto; overscroll-behavior: contain; padding: .25rem; margin: -.25rem; border-radius: .5rem; }
.captions ol { display: flex; flex-direction: column; gap: .5rem; list-style: none; }
.entry { max-width: 86%; padding: .5rem .8125rem; border-radius: 1.125rem; overflow-wrap: anywhere; animation: rise .18s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(4px); } }
.assistant { align-self: flex-start; background: var(--surface); border-bottom-left-radius: .375rem; }
.caller { align-self: flex-end; color: var(--on-accent); background: var(--accent); border-bottom-right-radius: .375rem; }
.entry[data-progress="failed"] { font-style: italic; }
.entry small { display: block; font-size: .8125rem; opacity: .85; }
.tool, .note { align-self: center; max-width: 100%; display: inline-flex; align-items: center; gap: .375rem; padding: .125rem .5rem; color: var(--muted); font-size: .875rem; text-align: center; }
.tool svg { width: 1em; height: 1em; }
.tool[data-progress="partial"] svg { animation: nod 1.2s ease-in-out infinite alternate; }
@keyframes nod { from { transform: translateX(-2px); } to { transform: translateX(2px); } }

.keyboard { display: flex; gap: .5rem; }
.keyboard input { flex: 1; min-width: 0; min-height: 2.875rem; padding: 0 1rem; border: 1.5px solid var(--line); border-radius: 999px; background: var(--background); }
.keyboard input:hover { border-color: var(--muted); }
.keyboard input::placeholder { color: var(--muted); opacity: 1; }
.keyboard button { display: grid; place-items: center; width: 2.875rem; height: 2.875rem; border-radius: 50%; color: var(--on-accent); background: var(--accent); flex: none; }

.controls { display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: .25rem; }
.control { display: flex; flex-direction: column; align-items: center; gap: .375rem; padding: .25rem .125rem; border-radius: 1rem; font-size: .8125rem; line-height: 1.2; }
.control > span:first-child { display: grid; place-items: center; width: 3.25rem; height: 3.25rem; border-radius: 50%; background: var(--surface); transition: background .15s; }
.control svg { width: 1.5rem; height: 1.5rem; }
.control.end svg { rotate: 135deg; }
.control:hover > span:first-child { background: var(--line); }
.control[aria-pressed="true"] > span:first-child, .control[aria-expanded="true"] > span:first-child { color: var(--background); background: var(--text); }
.control.end > span:first-child { color: var(--on-danger); background: var(--danger); }
.control:disabled { cursor: default; opacity: .45; }

.panel { display: flex; flex-direction: column; gap: .75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
.panel > div:first-child { display: flex; align-items: center; justify-content: space-between; min-height: 2.75rem; }
h3 { font-size: 1rem; font-weight: 650; }
.panel .shut { display: grid; place-items: center; width: 2.75rem; height: 2.75rem; border-radius: 50%; }
.panel .shut:hover { background: var(--surface); }
.panel label { display: flex; flex-direction: column; gap: .25rem; font-size: .875rem; color: var(--muted); }
.panel select { min-height: 2.75rem; padding: 0 .75rem; color: var(--text); background: var(--background); border: 1.5px solid var(--line); border-radius: .75rem; width: 100%; }
.meter { height: .625rem; border-radius: 999px; background: var(--surface); overflow: hidden; }
.meter i { display: block; height: 100%; width: 100%; border-radius: inherit; background: var(--good); transform-origin: left; transform: scaleX(var(--level, 0)); }
.row { display: flex; flex-wrap: wrap; gap: .5rem; }
.plain { min-height: 2.75rem; padding: 0 1rem; border: 1.5px solid var(--line); border-radius: 999px; font-weight: 600; }
.plain:hover { background: var(--surface); }
.hint { font-size: .875rem; color: var(--muted); }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .25rem .875rem; font-size: .875rem; }
dt { color: var(--muted); }
dd { overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
dd.bad { color: var(--danger); font-weight: 600; }

@container (max-width: 22rem) {
  .card { padding: .875rem; gap: .75rem; }
  .quality:not(.over) .words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation: none !important; transition: none !important; }
  .orb::before, .orb::after { transform: none; }
}
@media (forced-colors: active) {
  .call, .control > span:first-child, .entry, .problem, .orb > span { border: 1px solid; }
  .bars i { forced-color-adjust: none; }
}`;

/** One sheet for all elements of a page; not a `<style>`, which a page's CSP may forbid. */
export const style = new CSSStyleSheet();
style.replaceSync(CSS);
