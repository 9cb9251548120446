package io.centralita.channel.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.ExpiringMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/// The small parts: Base64, messages, losses, expiry.
final class PartsTest {
    @Property
    void base64_is_that_of_the_jdk(@ForAll @Size(max = 400) byte[] bytes) throws MalformedMessage {
        var wanted = Base64.getEncoder().encode(bytes);
        var text = new byte[3 + wanted.length];
        int end = Base64Text.encode(bytes, text, 3);
        assertThat(end).isEqualTo(text.length);
        assertThat(Arrays.copyOfRange(text, 3, end)).isEqualTo(wanted);
        var among = (".." + new String(wanted, UTF_8) + ".").getBytes(UTF_8);
        assertThat(Base64Text.checked(among, 2, wanted.length)).isEqualTo(wanted);
        assertThat(Base64Text.decodedLength(wanted)).isEqualTo(bytes.length);
    }

    private static byte[] decoded(StreamMessage message) {
        return Base64.getDecoder().decode(message.audio());
    }

    @Property
    void anything_but_a_message_is_malformed_and_nothing_worse(@ForAll byte[] noise) {
        var message = new StreamMessage();
        try {
            message.read(noise, noise.length);
        } catch (MalformedMessage expected) {
            assertThat(expected).hasMessageNotContaining("\n");
        }
    }

    @Property
    void message_cut_short_or_changed_never_fails_otherwise(
            @ForAll int position, @ForAll byte replacement) {
        byte[] json = MEDIA.getBytes(UTF_8);
        int at = Math.floorMod(position, json.length);
        var message = new StreamMessage();
        assertThatThrownBy(() -> message.read(json, at)).isInstanceOf(MalformedMessage.class);
        json[at] = replacement;
        try {
            message.read(json, json.length);
        } catch (MalformedMessage expected) {
            assertThat(expected).isNotNull();
        }
    }

    private static final String MEDIA =
            "{\"event\":\"media\",\"sequenceNumber\":\"4\",\"streamSid\":\"MZ01\",\"media\":"
                    + "{\"track\":\"inbound\",\"chunk\":\"3\",\"timestamp\":\"60\","
                    + "\"payload\":\"/v7+/v8=\"}}";

    @Example
    void media_message_is_read() throws MalformedMessage {
        var message = read(MEDIA);
        assertThat(message.event()).isEqualTo(StreamMessage.Event.MEDIA);
        assertThat(message.isForStream("MZ01")).isTrue();
        assertThat(message.isForStream("MZ02")).isFalse();
        assertThat(message.chunk()).isEqualTo(3);
        assertThat(message.timestampMs()).isEqualTo(60);
        assertThat(decoded(message)).containsExactly(0xFE, 0xFE, 0xFE, 0xFE, 0xFF);
    }

    @Example
    void fields_may_come_in_any_order_and_unknown_ones_are_skipped() throws MalformedMessage {
        var message =
                read(
                        "{\"media\":{\"payload\":\"/w==\",\"x\":[1,{}],\"timestamp\":\"0\","
                                + "\"chunk\":\"1\"},\"y\":{\"event\":1},\"streamSid\":\"MZ01\","
                                + "\"event\":\"media\"}");
        assertThat(message.event()).isEqualTo(StreamMessage.Event.MEDIA);
        assertThat(decoded(message)).containsExactly(0xFF);
    }

    /// The plain way and the parser's agree: a number in place of a string leads past the plain
    /// one.
    @Property
    void plain_media_is_read_as_the_parser_reads_it(
            @ForAll @LongRange(min = 1) long chunk,
            @ForAll @LongRange(min = 0, max = 999_999_999_999_999_999L) long timestamp,
            @ForAll @Size(max = 200) byte[] audio,
            @ForAll boolean inbound,
            @ForAll @Size(max = 3) List<@From("spaces") String> spaces)
            throws MalformedMessage {
        var space = String.join("", spaces);
        var json =
                "{%1$s\"event\" : \"media\",\"z\":%2$s,%1$s\"media\":{\"payload\":%1$s\"%3$s\","
                        + "\"track\":\"%4$s\",\"chunk\":\"%5$d\",\"timestamp\":\"%6$d\"%1$s},"
                        + "\"streamSid\":\"MZ01\"}%1$s";
        var payload = Base64.getEncoder().encodeToString(audio);
        var track = inbound ? "inbound" : "outbound";
        long short18 = chunk % 100_000_000_000_000_000L + 1;
        var plain = read(json.formatted(space, "\"\"", payload, track, short18, timestamp));
        var parsed = read(json.formatted(space, "0", payload, track, short18, timestamp));
        for (var message : List.of(plain, parsed)) {
            assertThat(message.event()).isEqualTo(StreamMessage.Event.MEDIA);
            assertThat(message.isForStream("MZ01")).isTrue();
            assertThat(message.isForStream("MZ0")).isFalse();
            assertThat(message.isInbound()).isEqualTo(inbound);
            assertThat(message.chunk()).isEqualTo(short18);
            assertThat(message.timestampMs()).isEqualTo(timestamp);
            assertThat(decoded(message)).isEqualTo(audio);
        }
    }

    @Provide
    static Arbitrary<String> spaces() {
        return Arbitraries.of(" ", "\n", "\r", "\t");
    }

    @Example
    void what_is_not_plain_is_left_to_the_parser() {
        for (var json :
                List.of(
                        "{}",
                        "",
                        MEDIA.substring(1),
                        MEDIA + "x",
                        MEDIA.replace("payload", "p\\u0061yload"),
                        MEDIA.replace("MZ01", "MZñ"),
                        MEDIA.replace("\"3\"", "3"),
                        MEDIA.replace("\"3\"", "\"\""),
                        MEDIA.replace("\"3\"", "\"1234567890123456789\""),
                        MEDIA.replace("\"event\":\"media\"", "\"event\":\"mark\""),
                        MEDIA.replace("\"timestamp\":\"60\",", ""))) {
            byte[] bytes = json.getBytes(UTF_8);
            assertThat(new PlainMedia().read(bytes, bytes.length)).as(json).isFalse();
        }
    }

    @Example
    void start_is_read_whole() throws MalformedMessage {
        var start =
                read("{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ01\","
                                + "\"start\":{\"accountSid\":\"AC01\",\"streamSid\":\"MZ01\","
                                + "\"callSid\":\"CA01\",\"tracks\":[\"inbound\"],"
                                + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\","
                                + "\"sampleRate\":8000,\"channels\":1},\"customParameters\":"
                                + "{\"tenant\":\"7\",\"token\":\"one-time-9f2c\"}}}")
                        .start();
        assertThat(start.callSid()).isEqualTo("CA01");
        assertThat(start.format()).isEqualTo(StreamMessage.Start.MU_LAW_8K);
        assertThat(start.parameters()).containsEntry("token", "one-time-9f2c").hasSize(2);
    }

    @Example
    void nothing_is_left_over_from_the_message_before() throws MalformedMessage {
        var message = read(MEDIA);
        byte[] mark = "{\"event\":\"mark\",\"streamSid\":\"MZ01\",\"media\":{}}".getBytes(UTF_8);
        assertThatThrownBy(() -> message.read(mark, mark.length))
                .isInstanceOf(MalformedMessage.class);
        assertThat(message.audio()).isEmpty();
    }

    @Example
    void written_messages_have_exactly_the_keys_of_the_protocol() {
        var sent = new ArrayList<String>();
        var writer = new StreamWriter("MZ01", socket(sent));
        writer.media(new byte[] {0x7F, (byte) 0xFD, 0x7F, (byte) 0xE0, 0x7F, 0x7F});
        writer.mark("0.1.20");
        writer.clear();
        writer.media(new byte[4_000]);
        writer.media(new byte[] {0});
        assertThat(sent)
                .startsWith(
                        "{\"event\":\"media\",\"streamSid\":\"MZ01\",\"media\":{\"payload\":\"f/1/4H9/\"}}",
                        "{\"event\":\"mark\",\"streamSid\":\"MZ01\",\"mark\":{\"name\":\"0.1.20\"}}",
                        "{\"event\":\"clear\",\"streamSid\":\"MZ01\"}");
        assertThat(sent.get(3)).endsWith("AAAA==\"}}").hasSizeGreaterThan(5_300);
        assertThat(sent.get(4)).endsWith("\"payload\":\"AA==\"}}");
    }

    private static StreamSocket socket(List<String> sent) {
        return new StreamSocket() {
            @Override
            public void write(byte[] utf8, int length) {
                sent.add(new String(utf8, 0, length, UTF_8));
            }

            @Override
            public void flush() {}

            @Override
            public boolean isFull() {
                return false;
            }

            @Override
            public void close(int code, String reason) {}
        };
    }

    @Example
    void loss_shows_in_chunks_or_in_time_and_counts_once() {
        var losses = new LossCounter();
        assertThat(losses.count(1, 0, 20)).isZero();
        assertThat(losses.count(2, 20, 20)).isZero();
        assertThat(losses.count(5, 80, 20)).isEqualTo(2);
        assertThat(losses.count(6, 140, 20)).isEqualTo(2);
        assertThat(losses.count(7, 160, 20)).isZero();
        assertThat(losses.count(9, 180, 20)).isZero();
    }

    @Example
    void uneven_timestamps_are_no_loss_and_absurd_numbers_do_no_harm() {
        var losses = new LossCounter();
        assertThat(losses.count(1, 5, 20)).isZero();
        assertThat(losses.count(2, 39, 20)).isZero();
        assertThat(losses.count(3, 45, 20)).isZero();
        assertThat(losses.count(Long.MAX_VALUE, 65, 20)).isBetween(1, 15_000);
        assertThat(losses.count(1, 0, 20)).isZero();
    }

    @Example
    void tokens_expire_and_their_number_is_bounded() {
        var map = new ExpiringMap<String>(2, 100);
        assertThat(map.put("a", "1", 0)).isTrue();
        assertThat(map.put("b", "2", 50)).isTrue();
        assertThat(map.put("c", "3", 99)).isFalse();
        assertThat(map.put("b", "4", 99)).isTrue();
        assertThat(map.get("a", 100)).isEmpty();
        assertThat(map.put("c", "3", 100)).isTrue();
        assertThat(map.take("b", "5"::equals, 100)).isEmpty();
        assertThat(map.take("b", "4"::equals, 100)).contains("4");
        assertThat(map.take("b", "4"::equals, 100)).isEmpty();
        assertThat(map.size(200)).isZero();
    }

    private static StreamMessage read(String json) throws MalformedMessage {
        var message = new StreamMessage();
        byte[] bytes = json.getBytes(UTF_8);
        message.read(bytes, bytes.length);
        return message;
    }
}
