// The official package `openai`: its Realtime WebSocket client holds a conversation with us.
//
//   node openai.mjs PORT KEY SPOKEN.pcm HEARD.pcm
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import { dirname, join } from 'node:path';
import OpenAI from 'openai';
import { OpenAIRealtimeWS } from 'openai/realtime/ws';
import { answer, Events, fail, longAnswer, played, question, report, spoken } from './common.mjs';

const [port, key, spokenFile, heardFile] = process.argv.slice(2);

// The client has no list of events at run time: its types have.
const types = join(
  dirname(createRequire(import.meta.url).resolve('openai')),
  'resources/realtime/realtime.d.ts',
);
const known = new Set(
  [...readFileSync(types, 'utf8').matchAll(/type: '([a-z_.]+)'/g)].map((match) => match[1]),
);

const client = new OpenAI({ apiKey: key, baseURL: `http://127.0.0.1:${port}/v1` });
const connection = new OpenAIRealtimeWS(
  {
    model: 'offline',
    // The client insists on wss; TLS is the proxy's business in front of us, and left out here.
    options: { createConnection: () => net.connect(Number(port), '127.0.0.1') },
  },
  client,
);

const events = new Events();
connection.on('event', (event) => {
  if (!known.has(event.type)) {
    fail('an event that the client does not know', { event });
  }
  events.add(event);
});
connection.on('error', (error) => fail('an error event', { error: String(error) }));

const here = () => events.all.length;
const text = (words) => ({
  type: 'conversation.item.create',
  item: { type: 'message', role: 'user', content: [{ type: 'input_text', text: words }] },
});
const tools = [
  {
    type: 'function',
    name: 'consultar_mikrotik',
    description: 'Asks the network',
    parameters: { type: 'object', properties: { pregunta: { type: 'string' } } },
  },
];

/** The client's tool is asked for and answers; the answer to that is awaited. */
async function answerTool(from, output) {
  const call = await events.nextOf('response.function_call_arguments.done', from);
  await events.nextOf('response.done', from);
  const then = here();
  connection.send({
    type: 'conversation.item.create',
    item: { type: 'function_call_output', call_id: call.call_id, output },
  });
  connection.send({ type: 'response.create' });
  return { call, then };
}

const created = await events.nextOf('session.created');
report('session', { model: created.session.model, id: created.session.id });

// A turn in text.
connection.send({
  type: 'session.update',
  session: { type: 'realtime', output_modalities: ['text'], tools },
});
await events.nextOf('session.updated');
let from = here();
connection.send(text('hola'));
connection.send({ type: 'response.create' });
report('text', { text: (await events.nextOf('response.output_text.done', from)).text });
await events.nextOf('response.done', from);

// The client's own tool.
from = here();
connection.send(text(question));
connection.send({ type: 'response.create' });
let asked = await answerTool(from, answer);
report('tool', {
  name: asked.call.name,
  arguments: asked.call.arguments,
  text: (await events.nextOf('response.output_text.done', asked.then)).text,
});
await events.nextOf('response.done', asked.then);

// A turn in audio, heard by the server's ears.
connection.send({
  type: 'session.update',
  session: {
    type: 'realtime',
    output_modalities: ['audio'],
    audio: { input: { transcription: { model: 'whisper-1' } } },
  },
});
from = here();
for (const piece of spoken(spokenFile)) {
  connection.send({ type: 'input_audio_buffer.append', audio: piece.toString('base64') });
}
await events.nextOf('input_audio_buffer.speech_started', from);
await events.nextOf('input_audio_buffer.committed', from);
asked = await answerTool(from, answer);
const done = await events.next(
  'a spoken answer',
  (event) => event.type === 'response.done' && event.response.output.some((item) => item.role),
  asked.then,
);
const heard = events.all
  .slice(asked.then)
  .filter((event) => event.type === 'response.output_audio.delta');
writeFileSync(heardFile, Buffer.concat(heard.map((event) => Buffer.from(event.delta, 'base64'))));
report('audio', {
  question: events.all.find(
    (event) => event.type === 'conversation.item.input_audio_transcription.completed',
  )?.transcript,
  transcript: done.response.output.find((item) => item.role)?.content[0].transcript,
  status: done.response.status,
});

await played(heard.map((event) => Buffer.from(event.delta, 'base64')));

// The same with turns that the client ends.
connection.send({
  type: 'session.update',
  session: { type: 'realtime', audio: { input: { turn_detection: null } } },
});
from = here();
for (const piece of spoken(spokenFile)) {
  connection.send({ type: 'input_audio_buffer.append', audio: piece.toString('base64') });
}
connection.send({ type: 'input_audio_buffer.commit' });
connection.send({ type: 'response.create' });
asked = await answerTool(from, answer);
const byHand = await events.nextOf('response.output_audio_transcript.done', asked.then);
await events.nextOf('response.done', asked.then);
report('byHand', {
  heard: events.all.slice(from).find((event) => event.transcript && event.usage)?.transcript,
  transcript: byHand.transcript,
  speechStarted: events.all.slice(from).some((event) => event.type.includes('speech_started')),
});
await played(
  events.all
    .slice(asked.then)
    .filter((event) => event.type === 'response.output_audio.delta')
    .map((event) => Buffer.from(event.delta, 'base64')),
);

// A long answer that the caller speaks over.
connection.send({
  type: 'session.update',
  session: { type: 'realtime', audio: { input: { turn_detection: { type: 'server_vad' } } } },
});
from = here();
connection.send(text(question));
connection.send({ type: 'response.create' });
asked = await answerTool(from, longAnswer);
const first = await events.nextOf('response.output_audio.delta', asked.then);
for (const piece of spoken(spokenFile)) {
  connection.send({ type: 'input_audio_buffer.append', audio: piece.toString('base64') });
}
await events.nextOf('input_audio_buffer.speech_started', asked.then);
const cut = await events.nextOf('response.done', asked.then);
connection.send({
  type: 'conversation.item.truncate',
  item_id: first.item_id,
  content_index: 0,
  audio_end_ms: 400,
});
const truncated = await events.nextOf('conversation.item.truncated', asked.then);
report('interruption', {
  status: cut.response.status,
  reason: cut.response.status_details?.reason,
  audioEndMs: truncated.audio_end_ms,
});

report('done', { events: here() });
connection.close();
