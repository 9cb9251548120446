package io.centralita.channel.asterisk.audiosocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.buffer.Buffer;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class MessageReaderTest {
    private static final UUID ID = UUID.fromString("9a1ba360-7678-48b8-8134-382195caebdf");

    private final Notes notes = new Notes();
    private final MessageReader reader = new MessageReader(notes);

    private List<String> read(Buffer... buffers) {
        for (var buffer : buffers) {
            reader.read(buffer);
        }
        return notes.said;
    }

    @Example
    void each_kind_is_told_from_the_others() {
        assertThat(
                        read(
                                Messages.id(ID),
                                Messages.audio(0x10, 320),
                                Messages.audio(0x11, 480),
                                Messages.audio(0x12, 640),
                                Messages.audio(0x13, 960),
                                Messages.audio(0x14, 1_280),
                                Messages.audio(0x15, 1_764),
                                Messages.audio(0x16, 1_920),
                                Messages.audio(0x17, 3_840),
                                Messages.audio(0x18, 7_680),
                                Messages.digit('*'),
                                Messages.of(0xFF, (byte) 4),
                                Messages.of(0xFF),
                                Messages.of(0x00)))
                .containsExactly(
                        "id 9a1ba360-7678-48b8-8134-382195caebdf",
                        "8000 320",
                        "12000 480",
                        "16000 640",
                        "24000 960",
                        "32000 1280",
                        "44100 1764",
                        "48000 1920",
                        "96000 3840",
                        "192000 7680",
                        "digit *",
                        "error 4",
                        "error 0",
                        "hang-up");
        assertThat(reader.isBetweenMessages()).isTrue();
    }

    @Example
    void what_makes_no_sense_is_skipped_and_the_rest_is_understood() {
        assertThat(
                        read(
                                Messages.of(0x01, (byte) 1, (byte) 2),
                                Messages.audio(0x01, 300),
                                Messages.audio(0x10, 0),
                                Messages.audio(0x10, 1),
                                Messages.audio(0x10, 3),
                                Messages.audio(0x10, 16_002),
                                Messages.audio(0x10, 16_000),
                                Messages.audio(0x18, 65_535),
                                Messages.of(0x02, new byte[6]),
                                Messages.audio(0x19, 100),
                                Messages.audio(0x42, 65_535),
                                Messages.of(0x42),
                                Messages.of(0x03),
                                Messages.of(0x03, (byte) '1', (byte) '2'),
                                Messages.digit('x'),
                                Messages.of(0x03, (byte) 0xB2),
                                Messages.digit('d'),
                                Messages.of(0xFF, new byte[40]),
                                Messages.of(0x00, new byte[7])))
                .containsExactly(
                        "malformed id",
                        "malformed id",
                        "? empty-audio",
                        "? half-sample",
                        "? empty-audio",
                        "? half-sample",
                        "8000 2",
                        "? long-audio",
                        "8000 16000",
                        "? half-sample",
                        "192000 65534",
                        "? unknown-kind",
                        "? unknown-kind",
                        "? unknown-kind",
                        "? unknown-kind",
                        "? bad-digit",
                        "? bad-digit",
                        "? bad-digit",
                        "? bad-digit",
                        "digit D",
                        "error 0",
                        "hang-up");
    }

    /// Whatever is sent: the same is read however it was cut, and audio is what it was.
    @Property(tries = 300)
    void messages_may_be_cut_anywhere(@ForAll long seed) {
        var random = new Random(seed);
        var stream = Buffer.buffer();
        for (int i = 0; i < 12; i++) {
            int length = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextInt(700);
            var payload = new byte[length];
            random.nextBytes(payload);
            stream.appendBuffer(
                    Messages.of(
                            random.nextInt(4) == 0 ? random.nextInt(256) : 0x10 + random.nextInt(9),
                            payload));
        }
        var whole = new Notes();
        new MessageReader(whole).read(stream);
        var pieces = new Notes();
        var cutReader = new MessageReader(pieces);
        for (int at = 0; at < stream.length(); ) {
            int next =
                    Math.min(
                            stream.length(),
                            at + 1 + random.nextInt(random.nextBoolean() ? 3 : 900));
            cutReader.read(stream.getBuffer(at, next));
            at = next;
        }
        assertThat(pieces.said).isEqualTo(whole.said).hasSizeGreaterThanOrEqualTo(12);
        assertThat(pieces.audio).usingRecursiveComparison().isEqualTo(whole.audio);
        assertThat(cutReader.isBetweenMessages()).isTrue();
    }

    @Example
    void audio_is_handed_over_byte_by_byte_as_it_came() {
        var payload = new byte[] {1, -2, 3, -4};
        var stream = Messages.of(0x12, payload);
        for (int i = 0; i < stream.length(); i++) {
            assertThat(notes.audio).isEmpty();
            reader.read(stream.getBuffer(i, i + 1));
        }
        assertThat(notes.audio).containsExactly(payload);
    }

    /// A thousand frames of 336 bytes each (an array of 320 and its header), and a little for
    /// whoever measures.
    @Example
    void nothing_is_allocated_but_the_frames_that_are_given_away() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var stream = Buffer.buffer();
        for (int i = 0; i < 10; i++) {
            stream.appendBuffer(Messages.audio(0x10, 320))
                    .appendBuffer(Messages.of(0x42, new byte[9]));
        }
        var silent = new Silent();
        var quiet = new MessageReader(silent);
        for (int i = 0; i < 1_000; i++) {
            quiet.read(stream); // Until it is compiled.
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            quiet.read(stream);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(silent.frames).isEqualTo(11_000);
        assertThat(allocated).isLessThan(1_000 * 336 + 4_096);
    }

    private static final class Silent implements MessageReader.Receiver {
        int frames;

        @Override
        public void id(UUID id) {}

        @Override
        public void malformedId() {}

        @Override
        public void audio(int rateHz, byte[] pcm) {
            frames++;
        }

        @Override
        public void digit(char digit) {}

        @Override
        public void hangUp() {}

        @Override
        public void error(int code) {}

        @Override
        public void oddity(String what) {}
    }

    @Example
    void a_message_that_has_begun_is_not_its_end() {
        var stream = Messages.audio(0x10, 320);
        for (int i = 1; i < stream.length(); i++) {
            var cut = new MessageReader(new Notes());
            cut.read(stream.getBuffer(0, i));
            assertThat(cut.isBetweenMessages()).isFalse();
        }
    }

    @Example
    void a_reader_that_was_stopped_says_nothing_more() {
        notes.whenHungUp = reader::stop;
        read(Messages.of(0x00).appendBuffer(Messages.digit('1')), Messages.digit('2'));
        assertThat(notes.said).containsExactly("hang-up");
    }

    private static final class Notes implements MessageReader.Receiver {
        final List<String> said = new ArrayList<>();
        final List<byte[]> audio = new ArrayList<>();
        Runnable whenHungUp = () -> {};

        @Override
        public void id(UUID id) {
            said.add("id " + id);
        }

        @Override
        public void malformedId() {
            said.add("malformed id");
        }

        @Override
        public void audio(int rateHz, byte[] pcm) {
            assertThat(audio).noneMatch(earlier -> earlier == pcm);
            said.add(rateHz + " " + pcm.length);
            audio.add(pcm);
        }

        @Override
        public void digit(char digit) {
            said.add("digit " + digit);
        }

        @Override
        public void hangUp() {
            said.add("hang-up");
            whenHungUp.run();
        }

        @Override
        public void error(int code) {
            said.add("error " + code);
        }

        @Override
        public void oddity(String what) {
            said.add("? " + what);
        }
    }
}
