import { equal } from './expect.js';

export default async (module) => {
  const { LONGEST_MESSAGE, Messages } = await module('messages.js');
  const open = (full = false) => {
    const sent = [];
    const messages = new Messages((event) => !full && sent.push(event) > 0);
    messages.open();
    return { messages, sent, types: () => sent.map((event) => event.type) };
  };
  const clear = 'output_audio_buffer.clear';

  return {
    'a message is an item and one answer asked for': () => {
      const { messages, types } = open();
      messages.say('hola');
      equal(types(), ['conversation.item.create', clear, 'response.create']);
    },
    'one answer at a time': () => {
      const { messages, types } = open();
      messages.take({ type: 'response.created' });
      messages.say('hola');
      messages.say('¿hay alguien?');
      equal(types().includes('response.create'), false);
      messages.take({ type: 'response.done' });
      equal(types().filter((type) => type === 'response.create').length, 1);
    },
    'an answer that came first is waited for': () => {
      const { messages, sent, types } = open();
      messages.say('hola');
      const error = { type: 'error', error: { code: 'conversation_already_has_active_response', event_id: sent.at(-1).event_id } };
      equal(messages.take(error), false);
      messages.take({ type: 'response.done' });
      equal(types().filter((type) => type === 'response.create').length, 2);
    },
    'an error of a message is the person\'s to know, another one is not': () => {
      const { messages, sent } = open();
      messages.say('hola');
      equal(messages.take({ type: 'error', error: { code: 'invalid_value', event_id: sent[0].event_id } }), true);
      equal(messages.take({ type: 'error', error: { code: 'response_cancel_not_active', event_id: null } }), false);
    },
    'what is typed before the channel opens waits, as long as there is room': () => {
      const sent = [];
      const messages = new Messages((event) => sent.push(event) > 0);
      const taken = Array.from({ length: 21 }, (_, i) => messages.say(`nr ${i}`));
      equal([taken.filter((id) => id !== null).length, sent.length], [20, 0]);
      messages.open();
      equal(sent.filter((event) => event.type === 'conversation.item.create').length, 20);
    },
    'a channel that is full takes nothing': () => equal(open(true).messages.say('hola'), null),
    'messages have a longest length and ids of at most 32 characters': () => {
      const { messages, sent } = open();
      const id = messages.say('x'.repeat(9_999));
      equal([sent[0].item.content[0].text.length, id.length <= 32], [LONGEST_MESSAGE, true]);
    },
  };
};
