// The official package `@openai/agents-realtime`: a session of its own kind, which checks what it is
// sent, runs its tools and interrupts by itself.
//
//   node agents.mjs PORT KEY SPOKEN.pcm HEARD.pcm
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  OpenAIRealtimeWebSocket,
  RealtimeAgent,
  RealtimeSession,
  tool,
} from '@openai/agents-realtime';
import { z } from 'zod';
import { answer, Events, fail, longAnswer, played, question, report, spoken } from './common.mjs';

const [port, key, spokenFile, heardFile] = process.argv.slice(2);

// The client falls back to a generic event where its schema does not fit: here that is a failure.
const entry = createRequire(import.meta.url).resolve('@openai/agents-realtime');
const schemas = pathToFileURL(join(dirname(entry), 'openaiRealtimeEvents.mjs'));
const { realtimeServerEventSchema } = await import(schemas);

let output = answer;
const asked = [];
const agent = new RealtimeAgent({
  name: 'Line support',
  instructions: 'Answer briefly.',
  tools: [
    tool({
      name: 'consultar_mikrotik',
      description: 'Asks the network',
      parameters: z.object({ pregunta: z.string() }),
      execute: async ({ pregunta }) => {
        asked.push(pregunta);
        return output;
      },
    }),
  ],
});
const transport = new OpenAIRealtimeWebSocket({
  url: `ws://127.0.0.1:${port}/v1/realtime?model=offline`,
  useInsecureApiKey: true,
});
const session = new RealtimeSession(agent, { transport, tracingDisabled: true });

const events = new Events();
const heard = [];
let interrupted = 0;
transport.on('*', (event) => {
  const parsed = realtimeServerEventSchema.safeParse(event);
  if (!parsed.success) {
    fail('an event that the schema does not know', { event, error: String(parsed.error) });
  }
  if (event.type === 'error') {
    fail('an error event', { event });
  }
  events.add(event);
});
session.on('error', (error) => fail('an error', { error: JSON.stringify(error) }));
session.on('audio', (event) => heard.push(Buffer.from(event.data)));
session.on('audio_interrupted', () => interrupted++);

const here = () => events.all.length;
const words = (item) => item.content?.map((part) => part.transcript ?? part.text).join(' ') ?? '';
const spokenDone = (event) =>
  event.type === 'response.done' && event.response.output.some((item) => item.role);

await session.connect({ apiKey: key });
await events.nextOf('session.updated');
report('session', { model: events.all[0].session.model });

// A typed question, the client's own tool, an answer aloud.
let from = here();
session.sendMessage(question);
let done = await events.next('an answer', spokenDone, from);
report('tool', { asked: asked.at(-1), transcript: words(done.response.output.at(-1)) });
await played(heard); // what nobody heard would be said again

// The same by voice.
heard.length = 0;
from = here();
for (const piece of spoken(spokenFile)) {
  session.sendAudio(Uint8Array.from(piece).buffer);
}
done = await events.next('an answer to speech', spokenDone, from);
writeFileSync(heardFile, Buffer.concat(heard));
report('audio', {
  asked: asked.at(-1),
  transcript: words(done.response.output.at(-1)),
  question: words(session.history.filter((item) => item.role === 'user').at(-1) ?? {}),
});

await played(heard);

// A long answer that the caller speaks over: the client truncates by itself.
output = longAnswer;
from = here();
session.sendMessage(question);
await events.nextOf('response.output_audio.delta', from);
for (const piece of spoken(spokenFile)) {
  session.sendAudio(Uint8Array.from(piece).buffer);
}
await events.nextOf('input_audio_buffer.speech_started', from);
const cut = await events.next(
  'a cancelled answer',
  (event) => event.type === 'response.done' && event.response.status === 'cancelled',
  from,
);
const truncated = await events.nextOf('conversation.item.truncated', from);
await events.nextOf('conversation.item.retrieved', from);
report('interruption', {
  interrupted,
  reason: cut.response.status_details?.reason,
  audioEndMs: truncated.audio_end_ms,
});

report('done', { events: here() });
session.close();
