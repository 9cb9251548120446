package io.centralita.app.bench.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.centralita.fake.model.server.Settings;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller who speaks to the model himself, at the same beat and with the same audio: what he
/// measures is the harness's own share. Confined to the event loop.
final class DirectCaller implements LeanSocket.Listener, Beat.Member {
    static final String HEADER = "Authorization: Bearer " + Settings.KEY + "\r\n";

    private static final byte[] CREATED = bytes("{\"type\":\"session.created\"");
    private static final byte[] UPDATED = bytes("{\"type\":\"session.updated\"");
    private static final byte[] AUDIO = bytes("{\"type\":\"response.output_audio.delta\"");
    private static final byte[] DELTA = bytes("\"delta\":\"");
    private static final String CONFIGURATION =
            """
            {"type":"session.update","session":{"type":"realtime","audio":{\
            "input":{"format":{"type":"audio/pcmu"},"turn_detection":{"type":"server_vad",\
            "threshold":0.5,"prefix_padding_ms":300,"silence_duration_ms":600,\
            "create_response":true,"interrupt_response":true}},\
            "output":{"format":{"type":"audio/pcmu"}}}}}""";

    private final int number;
    private final int callers;
    private final Beat beat;
    private final CallerSound sound;
    private final Text out;
    private final Delays delays;
    private final Consumer<DirectCaller> whenOver;
    private final byte[] stamp = new byte[Stamp.CHARACTERS];
    private @Nullable LeanSocket socket;
    private boolean hungUp;
    private long frame;

    DirectCaller(
            int number,
            int callers,
            Beat beat,
            CallerSound sound,
            Text out,
            Delays delays,
            Consumer<DirectCaller> whenOver) {
        this.number = number;
        this.callers = callers;
        this.beat = beat;
        this.sound = sound;
        this.out = out;
        this.delays = delays;
        this.whenOver = whenOver;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public void opened(LeanSocket open) {
        socket = open;
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        var open = socket;
        if (begins(bytes, offset, length, AUDIO)) {
            audio(bytes, offset, length);
        } else if (open != null && begins(bytes, offset, length, CREATED)) {
            out.begin().add(CONFIGURATION).send(open);
        } else if (begins(bytes, offset, length, UPDATED)) {
            beat.add(number, this);
        }
    }

    private void audio(byte[] bytes, int offset, int length) {
        long now = System.nanoTime();
        for (int at = offset; at + DELTA.length + Stamp.CHARACTERS < offset + length; at++) {
            if (begins(bytes, at, length, DELTA)) {
                System.arraycopy(bytes, at + DELTA.length, stamp, 0, Stamp.CHARACTERS);
                var audio = Base64.getDecoder().decode(stamp);
                delays.record(delays.modelToCaller, now - Stamp.nanos(audio, 0));
                return;
            }
        }
    }

    @Override
    public void beat(long dueNanos) {
        var open = socket;
        if (open == null) {
            return;
        }
        boolean speaks = CallerSound.speaks(frame + CallerSound.beginning(number, callers));
        out.begin()
                .add("{\"type\":\"input_audio_buffer.append\",\"audio\":\"")
                .add(sound, speaks, StampedModel.number(number, frame), dueNanos)
                .add("\"}")
                .send(open);
        frame++;
        delays.framesSent++;
        delays.record(delays.generator, System.nanoTime() - dueNanos);
    }

    void hangUp() {
        var open = socket;
        if (open != null && !hungUp) {
            hungUp = true;
            beat.remove(number, this);
            open.close();
        }
    }

    @Override
    public void closed(int code, String detail) {
        beat.remove(number, this);
        if (!hungUp) {
            delays.fault("the model closed: " + code + " " + detail);
        }
        socket = null;
        whenOver.accept(this);
    }

    private static boolean begins(byte[] bytes, int offset, int length, byte[] with) {
        return length >= with.length
                && Arrays.equals(bytes, offset, offset + with.length, with, 0, with.length);
    }
}
