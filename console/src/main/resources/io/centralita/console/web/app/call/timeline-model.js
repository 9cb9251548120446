// What is drawn of a call, and where: times in ms from the call's zero.

/** Timeline of a server that has none: what the report itself tells. */
export function fromReport(report) {
  const turns = report.turns.map((turn, n) => ({ ...turn, n, who: String(turn.who).toLowerCase() }));
  const length = report.endedAt
    ? Date.parse(report.endedAt) - Date.parse(report.answeredAt ?? report.startedAt)
    : Math.max(0, ...turns.map((turn) => turn.endMs));
  return {
    id: report.id,
    zeroAt: report.answeredAt ?? report.startedAt,
    lengthMs: Math.max(length, ...turns.map((turn) => turn.endMs), 1_000),
    complete: false,
    turns,
    tools: report.tools.map((tool, i) => ({ id: String(i), startMs: null, ...tool })),
    deadAir: [],
    moments: [],
    recording: null,
  };
}

/** Tools that overlap lie below each other. */
export function toolRows(tools) {
  const ends = [];
  return tools
    .filter((tool) => tool.startMs !== null)
    .map((tool) => {
      const end = tool.startMs + (tool.ms ?? 0);
      let row = ends.findIndex((before) => before <= tool.startMs);
      if (row < 0) row = ends.length;
      ends[row] = end;
      return { ...tool, row };
    });
}

/** Distances between two marks of the axis, ms. */
const STEPS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000];

/** The smallest distance at which labels do not touch. */
export const axisStep = (pixelsPerMs, least = 78) => STEPS.find((step) => step * pixelsPerMs >= least) ?? STEPS.at(-1);

export const LANES = { axis: 26, wave: 78, between: 22, tool: 26 };

/** Heights from above: axis, caller, wait, assistant, tools. */
export function layout(rows) {
  const caller = LANES.axis;
  const wait = caller + LANES.wave;
  const assistant = wait + LANES.between;
  const tools = assistant + LANES.wave + 10;
  return { axis: 0, caller, wait, assistant, tools, height: tools + Math.max(1, rows) * LANES.tool + 6 };
}

/** The turn that lies at a place of the picture, or the tool. */
export function hit(model, rows, places, ms, y) {
  if (y >= places.tools) {
    const row = Math.floor((y - places.tools) / LANES.tool);
    return { tool: rows.find((tool) => tool.row === row && ms >= tool.startMs && ms <= tool.startMs + Math.max(tool.ms ?? 0, 200)) };
  }
  const caller = y < places.wait;
  return { turn: model.turns.find((turn) => (turn.who === 'caller') === caller && ms >= turn.startMs && ms <= turn.endMs) };
}
