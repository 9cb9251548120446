package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.engine.chat.EventDecoder.TooLongException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class EventDecoderTest {
    private static final String STREAM =
            ": keep-alive\n\ndata: {\"a\":\"ñandú 🦤\"}\r\n\r\nid: 7\ndata:one\ndata: two\n\nevent: x\n\n"
                    + "data\rdata: z\r\rdata: [DONE]";
    private static final List<String> EVENTS =
            List.of("{\"a\":\"ñandú 🦤\"}", "one\ntwo", "\nz", "[DONE]");

    @Property(tries = 300)
    void events_are_the_same_wherever_the_bytes_are_cut(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 9) Integer> lengths)
            throws TooLongException {
        var decoder = new EventDecoder();
        var bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        for (int length : lengths) {
            int to = Math.min(bytes.length, from + length);
            decoder.feed(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, to)));
            from = to;
        }
        decoder.feed(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, bytes.length)));
        decoder.end();

        assertThat(all(decoder)).isEqualTo(EVENTS);
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_event() throws TooLongException {
        assertThat(decoded("\uFEFFdata: one\n\n")).containsExactly("one");
    }

    @Test
    void an_event_comes_with_its_blank_line_and_not_before() throws TooLongException {
        var decoder = new EventDecoder();
        decoder.feed(utf8("data: one\n"));
        assertThat(decoder.poll()).isNull();
        assertThat(decoder.lines()).isEqualTo(1);
        decoder.feed(utf8("\n"));
        assertThat(decoder.poll()).isEqualTo("one");
    }

    @Test
    void half_a_character_spoils_one_character_and_no_more() throws TooLongException {
        var decoder = new EventDecoder();
        decoder.feed(ByteBuffer.wrap(new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xC3, 'x', '\n'}));
        decoder.feed(utf8("\ndata: two\n\n"));
        assertThat(all(decoder)).containsExactly("\uFFFDx", "two");
    }

    @Test
    void a_line_without_an_end_is_given_up() {
        var decoder = new EventDecoder();
        var endless = "data: " + "z".repeat(EventDecoder.LONGEST);
        assertThatThrownBy(() -> decoder.feed(utf8(endless))).isInstanceOf(TooLongException.class);
    }

    @Test
    void an_event_of_endless_lines_is_given_up() {
        var decoder = new EventDecoder();
        var line = "data: " + "z".repeat(EventDecoder.LONGEST / 4) + "\n";
        assertThatThrownBy(() -> decoder.feed(utf8(line.repeat(5))))
                .isInstanceOf(TooLongException.class);
    }

    private static List<String> decoded(String text) throws TooLongException {
        var decoder = new EventDecoder();
        decoder.feed(utf8(text));
        decoder.end();
        return all(decoder);
    }

    private static List<String> all(EventDecoder decoder) {
        var all = new ArrayList<String>();
        for (var data = decoder.poll(); data != null; data = decoder.poll()) {
            all.add(data);
        }
        return all;
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
