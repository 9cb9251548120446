package io.centralita.fake.asterisk.audiosocket;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Ending;
import io.centralita.fake.asterisk.pbx.Feature;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Asterisk's side of an AudioSocket connection. It paces nothing and keeps nothing: what comes
/// goes to the caller at once, in the size it came in.
public final class AudioSocketMedia implements Technology {
    private static final int HANGUP = 0x00;
    private static final int ID = 0x01;
    private static final int DTMF = 0x03;
    private static final int NARROW = 0x10;
    private static final int HEADER = 3;

    /// A longer payload is more than the way to a phone holds ("Out of buffer space").
    private static final int LONGEST = 16_160;

    /// How long a body may be behind its header.
    private static final Duration BODY = Duration.ofMillis(5);

    /// How long the application bears nothing in both directions.
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final Dialled.AudioSocket what;
    private final Line line;
    private final Timeline timeline;
    private final boolean rates;
    private @Nullable AudioSocketWire wire;
    private byte[] pending = {};
    private long lastNanos;
    private boolean over;
    private Timeline.@Nullable Appointment body;

    public AudioSocketMedia(Dialled.AudioSocket what, Line line, Timeline timeline) {
        this.what = what;
        this.line = line;
        this.timeline = timeline;
        this.rates = what.abilities().knows(Feature.AUDIO_SOCKET_RATES);
    }

    public void connected(AudioSocketWire connection) {
        if (over) {
            connection.finish();
            return;
        }
        wire = connection;
        lastNanos = timeline.nanoTime();
        var id =
                ByteBuffer.allocate(16)
                        .putLong(what.id().getMostSignificantBits())
                        .putLong(what.id().getLeastSignificantBits());
        send(ID, id.array());
        var variables = new LinkedHashMap<String, String>();
        variables.put("AUDIOSOCKET_SERVICE", what.host() + ":" + what.port());
        variables.put("AUDIOSOCKET_UUID", what.id().toString());
        line.prepared(variables);
        line.dialling();
        line.opened();
        if (what.application()) {
            watch();
        }
    }

    /// Nobody took the connection. Asterisk does not try twice; ARI says so in its answer.
    public void unreachable() {
        if (!over) {
            over = true;
            line.refused();
        }
    }

    @Override
    public Format format() {
        return what.format();
    }

    @Override
    public void hear(Frame frame) {
        if (!isHeaderCut()) {
            send(rates ? what.format().audioSocketKind() : NARROW, frame.payload());
        }
    }

    @Override
    public void digit(char digit, int durationMs) {
        if (what.abilities().knows(Feature.AUDIO_SOCKET_KEYS)) {
            send(DTMF, new byte[] {(byte) digit});
        }
    }

    /// Bytes as one read brought them.
    public void received(byte[] bytes) {
        if (over) {
            return;
        }
        var all = Arrays.copyOf(pending, pending.length + bytes.length);
        System.arraycopy(bytes, 0, all, pending.length, bytes.length);
        pending = all;
        while (!over && isComplete()) {
            int length = length();
            int kind = pending[0] & 0xFF;
            var payload = Arrays.copyOfRange(pending, HEADER, HEADER + length);
            pending = Arrays.copyOfRange(pending, HEADER + length, pending.length);
            if (body != null) {
                body.cancel();
                body = null;
            }
            message(kind, payload);
        }
        if (!over && pending.length >= HEADER && body == null) {
            body = timeline.after(BODY, this::bodyIsLate);
        }
    }

    private void bodyIsLate() {
        if (body != null) {
            broken();
        }
    }

    private void message(int kind, byte[] payload) {
        lastNanos = timeline.nanoTime();
        var format = Format.ofAudioSocketKind(kind).filter(_ -> rates || kind == NARROW);
        if (kind == HANGUP) {
            end(Ending.SILENT);
        } else if (format.isEmpty() || payload.length == 0) {
            broken();
        } else if (payload.length <= LONGEST) {
            line.audio(Frame.of(format.get(), payload));
        }
    }

    /// The other side sent its FIN.
    public void finished() {
        end(Ending.SILENT);
    }

    /// The connection was reset, or something came that must not.
    public void broken() {
        end(what.application() ? Ending.HANGUP : Ending.SILENT);
    }

    private void end(Ending ending) {
        if (over) {
            return;
        }
        over = true;
        if (wire != null) {
            wire.finish();
        }
        line.ended(ending);
    }

    private void watch() {
        long left = IDLE.toNanos() - (timeline.nanoTime() - lastNanos);
        if (left <= 0) {
            end(Ending.HANGUP);
        } else if (!over) {
            timeline.after(Duration.ofNanos(left), this::watch);
        }
    }

    /// Asterisk waits for the rest of a header, and does nothing else on that channel meanwhile.
    private boolean isHeaderCut() {
        return pending.length > 0 && pending.length < HEADER;
    }

    private boolean isComplete() {
        return pending.length >= HEADER && pending.length >= HEADER + length();
    }

    private int length() {
        return (pending[1] & 0xFF) << 8 | (pending[2] & 0xFF);
    }

    private void send(int kind, byte[] payload) {
        if (wire == null || over) {
            return;
        }
        lastNanos = timeline.nanoTime();
        wire.send(
                ByteBuffer.allocate(HEADER + payload.length)
                        .put((byte) kind)
                        .putShort((short) payload.length)
                        .put(payload)
                        .array());
    }

    /// The caller's end is a FIN, no message.
    @Override
    public void hangUp(int cause) {
        if (!over) {
            over = true;
            if (wire != null) {
                wire.finish();
            }
        }
    }
}
