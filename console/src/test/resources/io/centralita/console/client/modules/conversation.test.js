import { equal } from './expect.js';

export default async (module) => {
  const { Conversation } = await module('conversation.js');
  const talk = (...events) => {
    const conversation = new Conversation(() => 0);
    for (const event of events) conversation.take(typeof event === 'string' ? { type: event } : event);
    return conversation;
  };
  const said = (conversation) => conversation.entries.map(({ who, text, progress }) => [who, text, progress]);
  const delta = (text, id = 'i1') => ({ type: 'response.output_audio_transcript.delta', item_id: id, response_id: 'r1', delta: text });
  const call = { type: 'conversation.item.added', item: { id: 'f1', type: 'function_call', call_id: 'c1', name: 'clock' } };

  return {
    'words come one after the other': () => equal(said(talk(delta('Hola '), delta('a todos'))), [['assistant', 'Hola a todos', 'partial']]),
    'older names of events are understood': () => {
      equal(said(talk({ type: 'response.audio_transcript.delta', item_id: 'i1', delta: 'Hola' }, { type: 'response.audio_transcript.done', item_id: 'i1', transcript: 'Hola.' })), [['assistant', 'Hola.', 'final']]);
    },
    'who spoke first stands first, however late the words come': () => {
      equal(said(talk({ type: 'input_audio_buffer.committed', item_id: 'u1' }, delta('Sí.'), { type: 'conversation.item.input_audio_transcription.completed', item_id: 'u1', transcript: '¿Hay alguien?' })),
        [['caller', '¿Hay alguien?', 'final'], ['assistant', 'Sí.', 'partial']]);
    },
    'what was not understood is said to be so': () => {
      equal(said(talk({ type: 'conversation.item.input_audio_transcription.failed', item_id: 'u1' })), [['caller', '', 'failed']]);
    },
    'an answer that is cancelled is interrupted': () => {
      equal(said(talk(delta('Te lo '), { type: 'response.done', response: { id: 'r1', status: 'cancelled' } }, delta('cuento'))), [['assistant', 'Te lo ', 'interrupted']]);
    },
    'what goes on is one thing at a time': () => {
      const started = { type: 'response.created', response: { id: 'r1' } };
      equal(talk('input_audio_buffer.speech_started').activity, 'hearing');
      equal(talk('input_audio_buffer.speech_started', 'input_audio_buffer.speech_stopped').activity, 'thinking');
      equal(talk(started).activity, 'thinking');
      equal(talk(started, 'output_audio_buffer.started').activity, 'speaking');
      equal(talk(started, 'output_audio_buffer.started', { type: 'response.done', response: { id: 'r1', status: 'completed' } }, 'output_audio_buffer.stopped').activity, 'listening');
      equal(talk(call).activity, 'looking-up');
    },
    'a tool is looked up until its output is there': () => {
      const done = { type: 'conversation.item.done', item: { ...call.item, status: 'completed' } };
      const output = { type: 'conversation.item.added', item: { id: 'o1', type: 'function_call_output', call_id: 'c1' } };
      equal(said(talk(call, done, output)), [['tool', 'clock', 'final']]);
      equal(talk(call, done, output).activity, 'listening');
    },
    'another session counts its items anew, and what was open is over': () => {
      const conversation = talk(delta('Hola'), call);
      conversation.begin();
      conversation.take(delta('Otra vez'));
      equal(said(conversation), [['assistant', 'Hola', 'interrupted'], ['tool', 'clock', 'interrupted'], ['assistant', 'Otra vez', 'partial']]);
      equal(conversation.activity, 'listening');
    },
    'what was typed is there at once, and once': () => {
      const conversation = new Conversation(() => 0);
      conversation.typed('item_typed_1', 'hola');
      conversation.begin();
      conversation.take({ type: 'conversation.item.done', item: { id: 'item_typed_1', type: 'message', role: 'user', status: 'completed', content: [{ type: 'input_text', text: 'hola' }] } });
      equal(said(conversation), [['caller', 'hola', 'final']]);
    },
    'it has a limit': () => {
      const conversation = new Conversation(() => 0);
      for (let i = 0; i < 600; i++) conversation.take(delta('x', `i${i}`));
      equal([conversation.entries.length, conversation.entries[0].key], [500, '0:i100']);
    },
    'nonsense changes nothing': () => equal(said(talk('no.such.event', { type: 'conversation.item.added' }, { type: 'response.output_text.delta', delta: 'x' })), []),
  };
};
