// The picture of a call: both sides on one axis of time, drawn to scale.
import { clock, delay } from '../core/format.js';
import { axisStep, LANES } from './timeline-model.js';

/** Colours it needs, in the order in which they come. */
export const COLOURS = ['ink', 'ink-2', 'ink-3', 'line', 'surface', 'caller', 'caller-soft', 'assistant', 'assistant-soft', 'switchboard', 'switchboard-soft', 'operator', 'operator-soft', 'warn', 'warn-soft', 'bad', 'ok', 'accent', 'sans'];

/**
 * @param view `{from, scale, width, now}`: ms at the left edge, pixels per ms, pixels, ms that is heard
 * @param paint colours by name
 */
export function draw(pen, { model, rows, places, peaks }, view, paint) {
  const x = (ms) => (ms - view.from) * view.scale;
  const to = view.from + view.width / view.scale;
  const seen = (start, end) => end >= view.from && start <= to;
  pen.clearRect(0, 0, view.width, places.height);
  axis(pen, places, view, x, to, paint);
  silences(pen, model, places, x, seen, paint);
  for (const turn of model.turns) {
    if (seen(turn.startMs, turn.endMs)) turnBox(pen, turn, places, x, view, paint);
  }
  if (peaks) waves(pen, peaks, model, places, view, x, to, paint);
  for (const turn of model.turns) {
    if (turn.mouthToEarMs != null && seen(turn.startMs - turn.mouthToEarMs, turn.startMs)) wait(pen, turn, places, x, paint);
  }
  for (const moment of model.moments) {
    if (moment.kind === 'barge-in' && seen(moment.atMs, moment.atMs)) bargeIn(pen, x(moment.atMs), places, paint);
  }
  rows.forEach((tool, i) => {
    const next = rows.slice(i + 1).find((other) => other.row === tool.row);
    if (seen(tool.startMs, next?.startMs ?? tool.startMs + 60_000)) toolBar(pen, tool, next, places, x, view, paint);
  });
  if (view.now !== undefined) playhead(pen, x(view.now), places, paint);
}

function axis(pen, places, view, x, to, paint) {
  const step = axisStep(view.scale);
  pen.font = `11px ${paint.sans}`;
  pen.textBaseline = 'alphabetic';
  for (let ms = Math.max(0, Math.floor(view.from / step) * step); ms <= to; ms += step) {
    pen.fillStyle = paint.line;
    pen.fillRect(Math.round(x(ms)), 0, 1, places.height);
    pen.fillStyle = paint['ink-3'];
    pen.fillText(clock(ms, step < 1_000), Math.round(x(ms)) + 4, 14);
  }
}

function box(pen, left, top, width, height, radius) {
  pen.beginPath();
  pen.roundRect(left, top, Math.max(width, 2), height, Math.min(radius, Math.max(width, 2) / 2));
}

/** Dead air: from the caller's last word to the next that they hear. */
function silences(pen, model, places, x, seen, paint) {
  for (const gap of model.deadAir) {
    const ms = gap.endMs - gap.startMs;
    if (!seen(gap.startMs, gap.endMs) || ms < 1_000) continue;
    const [left, width] = [x(gap.startMs), x(gap.endMs) - x(gap.startMs)];
    pen.save();
    box(pen, left, places.assistant + 3, width, LANES.wave - 6, 4);
    pen.clip();
    pen.fillStyle = paint['warn-soft'];
    pen.fillRect(left, places.assistant, width, LANES.wave);
    pen.strokeStyle = paint.warn;
    pen.globalAlpha = 0.35;
    pen.lineWidth = 1;
    pen.beginPath();
    for (let at = left - LANES.wave; at < left + width; at += 7) {
      pen.moveTo(at, places.assistant + LANES.wave);
      pen.lineTo(at + LANES.wave, places.assistant);
    }
    pen.stroke();
    pen.restore();
    label(pen, delay(ms), left, width, places.assistant + LANES.wave / 2 + 4, paint.warn, paint, true);
  }
}

function turnBox(pen, turn, places, x, view, paint) {
  const caller = turn.who === 'caller';
  const top = (caller ? places.caller : places.assistant) + 3;
  const [left, width] = [x(turn.startMs), x(turn.endMs) - x(turn.startMs)];
  pen.fillStyle = paint[`${turn.who}-soft`] ?? paint.line;
  box(pen, left, top, width, LANES.wave - 6, 5);
  pen.fill();
  pen.fillStyle = paint[turn.who] ?? paint.ink;
  pen.fillRect(left, top, 2.5, LANES.wave - 6);
  const from = Math.max(left, 0) + 8;
  label(pen, turn.text, from, Math.min(left + width, view.width) - from - 4, top + 14, paint.ink, paint);
}

/** A text that is cut where its place ends. */
function label(pen, text, left, width, base, colour, paint, centred = false) {
  if (!text || width < 26) return;
  pen.font = `12px ${paint.sans}`;
  let shown = text;
  if (pen.measureText(shown).width > width) {
    const fits = Math.floor((shown.length * (width - 10)) / pen.measureText(shown).width);
    if (fits < 3 || centred) return;
    shown = `${shown.slice(0, fits).trimEnd()}…`;
  }
  pen.fillStyle = colour;
  pen.fillText(shown, centred ? left + (width - pen.measureText(shown).width) / 2 : left, base);
}

function waves(pen, peaks, model, places, view, x, to, paint) {
  const offset = peaks.offsetMs ?? 0;
  const pixels = peaks.stepMs * view.scale;
  const each = Math.max(1, Math.ceil(2 / pixels));
  const bar = Math.max(1, each * pixels * 0.68);
  const first = Math.max(0, Math.floor((view.from - offset) / peaks.stepMs / each) * each);
  const last = Math.min(peaks.caller.length, Math.ceil((to - offset) / peaks.stepMs));
  const most = LANES.wave - 34;
  for (const [side, lane] of [['caller', places.caller], ['assistant', places.assistant]]) {
    const base = lane + 20 + (LANES.wave - 26) / 2;
    pen.fillStyle = paint[side];
    for (let i = first; i < last; i += each) {
      let level = 0;
      for (let k = i; k < Math.min(i + each, last); k++) level = Math.max(level, peaks[side][k] ?? 0);
      const height = (level / 100) * most;
      if (height < 2) continue;
      const ms = offset + i * peaks.stepMs;
      if (side === 'assistant') pen.fillStyle = paint[whoAt(model, ms)] ?? paint.assistant;
      pen.fillRect(x(ms), base - height / 2, bar, height);
    }
  }
}

/** Sound is there a little before anybody has noticed that it is a turn. */
const BEFORE_MS = 400;

function whoAt(model, ms) {
  const heard = (turn, early) => turn.who !== 'caller' && ms >= turn.startMs - early && ms <= turn.endMs;
  return (model.turns.find((turn) => heard(turn, 0)) ?? model.turns.find((turn) => heard(turn, BEFORE_MS)))?.who ?? 'assistant';
}

/** Mouth to ear: a bracket from the caller's last word to our first. */
function wait(pen, turn, places, x, paint) {
  const colour = turn.mouthToEarMs < 1_000 ? paint.ok : turn.mouthToEarMs < 2_000 ? paint.warn : paint.bad;
  const [left, right] = [x(turn.startMs - turn.mouthToEarMs), x(turn.startMs)];
  const middle = places.wait + LANES.between / 2;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(left, places.wait + 3);
  pen.lineTo(left, middle);
  pen.lineTo(right, middle);
  pen.lineTo(right, places.assistant - 2);
  pen.stroke();
  const text = delay(turn.mouthToEarMs);
  pen.font = `600 11px ${paint.sans}`;
  const width = pen.measureText(text).width;
  if (right - left < 14) return;
  const at = right - left > width + 12 ? left + (right - left - width) / 2 : right + 5;
  if (at > left && at < right) {
    pen.fillStyle = paint.surface;
    pen.fillRect(at - 3, middle - 7, width + 6, 14);
  }
  pen.fillStyle = colour;
  pen.fillText(text, at, middle + 4);
}

function bargeIn(pen, left, places, paint) {
  pen.fillStyle = paint.bad;
  pen.fillRect(left - 0.75, places.caller + 3, 1.5, places.assistant + LANES.wave - places.caller - 6);
  pen.beginPath();
  pen.moveTo(left, places.assistant - 1);
  pen.lineTo(left - 5, places.assistant - 9);
  pen.lineTo(left + 5, places.assistant - 9);
  pen.fill();
}

function toolBar(pen, tool, next, places, x, view, paint) {
  const top = places.tools + tool.row * LANES.tool + 2;
  const [left, width] = [x(tool.startMs), Math.max(3, x(tool.startMs + (tool.ms ?? 0)) - x(tool.startMs))];
  const fine = tool.outcome === 'answered' || tool.outcome === 'put-through';
  pen.fillStyle = fine ? paint.ok : paint.warn;
  pen.globalAlpha = 0.22;
  box(pen, left, top, width, LANES.tool - 6, 4);
  pen.fill();
  pen.globalAlpha = 1;
  box(pen, left, top, width, 3, 1.5);
  pen.fill();
  const text = `${tool.name} · ${delay(tool.ms)}`;
  const from = Math.max(left, 0);
  pen.font = `12px ${paint.sans}`;
  const inside = pen.measureText(text).width < left + width - from - 12;
  label(pen, text, inside ? from + 6 : left + width + 6, inside ? left + width - from : (next ? x(next.startMs) : view.width) - left - width - 12, top + 16, paint['ink-2'], paint);
}

function playhead(pen, left, places, paint) {
  pen.fillStyle = paint.accent;
  pen.fillRect(left - 1, 0, 2, places.height);
  pen.beginPath();
  pen.moveTo(left - 6, 0);
  pen.lineTo(left + 6, 0);
  pen.lineTo(left, 9);
  pen.fill();
}
