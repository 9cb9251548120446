package io.centralita.channel.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What pages may say over their channel, those of the console, and programs with a key.
class RightsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    session.update | 'session': {'type': 'realtime', 'audio': {'input': {'turn_detection': null}}} | yes | yes | yes
                    session.update | 'session': {'type': 'realtime', 'audio': {'input': {'transcription': null}}} | yes | yes | yes
                    session.update | 'session': {'type': 'realtime', 'instructions': 'x'} | no | yes | yes
                    session.update | 'session': {'type': 'realtime', 'tools': []} | no | no | yes
                    session.update | 'session': {'type': 'realtime', 'tool_choice': 'none'} | no | no | yes
                    session.update | 'session': {'type': 'realtime', 'output_modalities': ['text']} | no | no | yes
                    session.update | 'session': {'type': 'realtime', 'audio': {'output': {'voice': 'marin'}}} | no | no | yes
                    session.update | 'session': {'type': 'realtime', 'audio': {'input': {'format': {'type': 'audio/pcmu'}}}} | no | no | yes
                    conversation.item.create | 'item': {'type': 'message', 'role': 'user', 'content': [{'type': 'input_text', 'text': 'x'}]} | yes | yes | yes
                    conversation.item.create | 'item': {'type': 'message', 'role': 'system', 'content': [{'type': 'input_text', 'text': 'x'}]} | no | no | yes
                    conversation.item.create | 'item': {'type': 'message', 'role': 'assistant', 'content': [{'type': 'output_text', 'text': 'x'}]} | no | no | yes
                    conversation.item.create | 'item': {'type': 'message', 'role': 'user', 'content': [{'type': 'input_audio', 'transcript': 'x'}]} | no | no | yes
                    conversation.item.create | 'item': {'type': 'function_call', 'name': 'x', 'arguments': '{}'} | no | no | yes
                    conversation.item.create | 'item': {'type': 'function_call_output', 'call_id': 'x', 'output': ''} | no | no | other
                    conversation.item.delete | 'item_id': 'x' | no | no | other
                    conversation.item.truncate | 'item_id': 'x', 'content_index': 0, 'audio_end_ms': 0 | no | no | other
                    conversation.item.retrieve | 'item_id': 'x' | other | other | other
                    response.create | 'response': {'metadata': {'a': 'b'}} | yes | yes | yes
                    response.create | 'response': {'instructions': 'x'} | no | yes | yes
                    response.create | 'response': {'tools': []} | no | no | yes
                    input_audio_buffer.clear | 'x': 1 | yes | yes | yes
                    output_audio_buffer.clear | 'x': 1 | yes | yes | yes
                    """)
    void who_may_say_what(String type, String body, String page, String console, String client) {
        var event = "{'type': '%s', %s}".formatted(type, body);
        assertThat(answer(QuietTrack.ofPage(Rights.PAGE), event)).isEqualTo(page);
        assertThat(answer(QuietTrack.ofPage(Rights.CONSOLE), event)).isEqualTo(console);
        assertThat(answer(QuietTrack.ofClient(), event)).isEqualTo(client);
    }

    /// `no` where it is not theirs to say, `other` where something else is wrong with it.
    private static String answer(QuietTrack track, String event) {
        var code = track.up().refusal(event);
        return code.isEmpty() ? "yes" : code.startsWith("forbidden_") ? "no" : "other";
    }
}
