package io.centralita.channel.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.matrix.World;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.LegInfo;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.PacingClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The real leg on a socket in memory, and Twilio at the other end: it plays in slots of 20 ms what
/// the leg sends, tells what was played by marks, and sends what the caller says. Belongs to the
/// world's event loop.
public final class MatrixLine implements StreamSocket {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SLOT_MS = 20;

    /// Where the slots of Twilio's own clock lie between the beats of ours.
    private static final int PHASE_MS = 7;

    /// What is in Twilio's buffer: audio, or the name of a mark.
    private sealed interface Queued {
        record Audio(byte[] frame) implements Queued {}

        record Mark(String name) implements Queued {}
    }

    /// The caller's end of the line.
    public interface Phone {
        /// 20 ms of what the caller hears.
        ///
        /// @param frame null where it is silence
        void hears(byte @Nullable [] frame);
    }

    private final World world;
    private final Phone phone;
    private final Supplier<byte[]> mouth;
    private final ArrayDeque<Queued> buffer = new ArrayDeque<>();
    private final List<String> oddities = new ArrayList<>();
    private @Nullable TwilioLeg leg;
    private @Nullable CallEnd end;
    private boolean over;

    /// @param mouth what the caller says, 20 ms at a time
    public MatrixLine(World world, Phone phone, Supplier<byte[]> mouth) {
        this.world = world;
        this.phone = phone;
        this.mouth = mouth;
    }

    /// The media stream starts.
    public void start(String callId, Consumer<Leg> acceptor) {
        var metrics =
                new ChannelMetrics() {
                    @Override
                    public void oddity(String channel, String kind) {
                        oddities.add(kind);
                    }
                };
        var started =
                new TwilioLeg(
                        new LegInfo(TwilioChannel.NAME, callId, "", "", Map.of()),
                        "MZ1",
                        this,
                        world::execute,
                        new PacingClock(world, world::after, metrics),
                        world,
                        TwilioSettings.Limits.DEFAULT,
                        metrics,
                        how -> end = how,
                        () -> {},
                        LegTraits.NONE);
        leg = started;
        acceptor.accept(started);
        world.after(PHASE_MS, this::slot);
    }

    private void slot() {
        if (over) {
            return;
        }
        world.after(SLOT_MS, this::slot);
        reachMarks();
        var next = buffer.poll();
        phone.hears(next instanceof Queued.Audio(var frame) ? frame : null);
        reachMarks();
        var said = mouth.get();
        leg().heardFrom();
        leg().audio(Base64.getEncoder().encode(said), said.length);
    }

    private void reachMarks() {
        while (buffer.peek() instanceof Queued.Mark(var name)) {
            buffer.remove();
            leg().markReached(name);
        }
    }

    private TwilioLeg leg() {
        return Objects.requireNonNull(leg);
    }

    /// The caller puts the receiver down.
    public void hangUp() {
        if (!over) {
            over = true;
            leg().ended(true, "stop");
        }
    }

    /// How the call's own end was told to the channel, null where it did not end by itself.
    public @Nullable CallEnd end() {
        return end;
    }

    public boolean isOver() {
        return over;
    }

    /// What the leg found odd about us, or we about the leg.
    public List<String> oddities() {
        return List.copyOf(oddities);
    }

    @Override
    public void write(byte[] utf8, int length) {
        if (over) {
            return;
        }
        var message = read(utf8, length);
        switch (message.path("event").asText()) {
            case "media" -> {
                var frame = Base64.getDecoder().decode(message.at("/media/payload").asText());
                buffer.add(new Queued.Audio(frame));
            }
            case "mark" -> buffer.add(new Queued.Mark(message.at("/mark/name").asText()));
            case "clear" -> clear();
            default -> oddities.add("message " + message.path("event").asText());
        }
    }

    /// Marks of what is not played any more come back at once.
    private void clear() {
        for (var dropped : buffer) {
            if (dropped instanceof Queued.Mark(var name)) {
                world.execute(() -> leg().markReached(name));
            }
        }
        buffer.clear();
    }

    private static JsonNode read(byte[] utf8, int length) {
        try {
            return JSON.readTree(utf8, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {}

    @Override
    public boolean isFull() {
        return false;
    }

    /// What is not played yet is not heard any more.
    @Override
    public void close(int code, String reason) {
        over = true;
    }
}
