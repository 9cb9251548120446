package io.centralita.app.bench.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A caller on a Twilio media stream, as Twilio plays him: 20 ms of audio at every beat, marks sent
/// back when what came before them has sounded, a cleared buffer's marks at once. Takes messages in
/// no other spelling than the switchboard's own, byte by byte; an unexpected one is a fault. Unlike
/// the test caller he neither records nor listens. Confined to the event loop.
final class TwilioCaller implements LeanSocket.Listener, Beat.Member {
    /// The switchboard keeps 300 ms ahead; frames from here on have waited for its beat.
    private static final int PACED_FROM = 20;

    private static final long NANOS_PER_BYTE = 125_000;
    private static final byte[] TAIL = "\"}}".getBytes(ISO_8859_1);

    /// @param position in bytes, behind which it stands
    private record Mark(long position, byte[] name) {}

    private final int number;
    private final int callers;
    private final String callSid;
    private final String token;
    private final String streamSid;
    private final Beat beat;
    private final CallerSound sound;
    private final Delays delays;
    private final Consumer<TwilioCaller> whenOver;

    private final byte[] mediaHead;
    private final byte[] markHead;
    private final byte[] clear;
    private final byte[] stamp = new byte[Stamp.CHARACTERS];
    private final Text out;
    private final ServerBeat serverBeat = new ServerBeat();

    private final ArrayDeque<Mark> marks = new ArrayDeque<>();
    private @Nullable LeanSocket socket;
    private boolean hungUp;
    private long frame;
    private long sequence;
    private long received;
    private long played;
    private int expected;

    /// @param number of the caller, from 0
    /// @param token parameter of the TwiML
    /// @param out shared by all callers of the loop
    TwilioCaller(
            int number,
            int callers,
            String callSid,
            String token,
            Beat beat,
            CallerSound sound,
            Text out,
            Delays delays,
            Consumer<TwilioCaller> whenOver) {
        this.number = number;
        this.callers = callers;
        this.callSid = callSid;
        this.token = token;
        this.beat = beat;
        this.sound = sound;
        this.out = out;
        this.delays = delays;
        this.whenOver = whenOver;
        streamSid = "MZ" + callSid.substring(2);
        String stream = "\",\"streamSid\":\"" + streamSid + "\"";
        mediaHead = bytes("{\"event\":\"media" + stream + ",\"media\":{\"payload\":\"");
        markHead = bytes("{\"event\":\"mark" + stream + ",\"mark\":{\"name\":\"");
        clear = bytes("{\"event\":\"clear" + stream + "}");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public void opened(LeanSocket open) {
        socket = open;
        out.begin().add("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
        out.send(open);
        head("start")
                .add(",\"start\":{\"accountSid\":\"ACbench\",\"streamSid\":\"")
                .add(streamSid)
                .add("\",\"callSid\":\"")
                .add(callSid)
                .add("\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",")
                .add("\"sampleRate\":8000,\"channels\":1},\"customParameters\":{")
                .add(token)
                .add("}}}");
        out.send(open);
        beat.add(number, this);
    }

    void hangUp() {
        var open = socket;
        if (open != null && !hungUp) {
            hungUp = true;
            beat.remove(number, this);
            head("stop")
                    .add(",\"stop\":{\"accountSid\":\"ACbench\",\"callSid\":\"")
                    .add(callSid)
                    .add("\"}}");
            out.send(open);
            open.close();
        }
    }

    @Override
    public void beat(long dueNanos) {
        var open = socket;
        if (open == null) {
            return;
        }
        sendFrame(open, dueNanos);
        delays.framesSent++;
        delays.record(delays.generator, System.nanoTime() - dueNanos);
        while (!marks.isEmpty() && marks.element().position() <= played) {
            sendBack(open, marks.remove());
        }
        if (received > played) {
            played = Math.min(received, played + CallerSound.FRAME_BYTES);
        } else if (expected > 0 && expected < StampedModel.ANSWER_FRAMES) {
            delays.drySlots++;
        }
    }

    private void sendFrame(LeanSocket open, long dueNanos) {
        boolean speaks = CallerSound.speaks(frame + CallerSound.beginning(number, callers));
        head("media")
                .add(",\"media\":{\"track\":\"inbound\",\"chunk\":\"")
                .add(frame + 1)
                .add("\",\"timestamp\":\"")
                .add(frame * 20)
                .add("\",\"payload\":\"")
                .add(sound, speaks, StampedModel.number(number, frame), dueNanos)
                .add("\"}}");
        out.send(open);
        frame++;
    }

    private void sendBack(LeanSocket open, Mark mark) {
        head("mark").add(",\"mark\":{\"name\":\"").add(mark.name()).add("\"}}");
        out.send(open);
        delays.marks++;
    }

    private Text head(String event) {
        sequence++;
        return out.begin()
                .add("{\"event\":\"")
                .add(event)
                .add("\",\"sequenceNumber\":\"")
                .add(sequence)
                .add("\",\"streamSid\":\"")
                .add(streamSid)
                .add("\"");
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        int end = offset + length;
        boolean closed = ends(bytes, end, TAIL);
        if (closed && begins(bytes, offset, length, mediaHead)) {
            media(bytes, offset + mediaHead.length, end - TAIL.length);
        } else if (closed && begins(bytes, offset, length, markHead)) {
            int from = offset + markHead.length;
            marks.add(new Mark(received, Arrays.copyOfRange(bytes, from, end - TAIL.length)));
        } else if (length == clear.length && begins(bytes, offset, length, clear)) {
            cleared();
        } else {
            delays.fault("a message that Twilio would not take");
        }
    }

    private void media(byte[] bytes, int from, int end) {
        long now = System.nanoTime();
        if (end - from != CallerSound.CHARACTERS) {
            delays.fault("media of another length than 20 ms");
            return;
        }
        delays.framesReceived++;
        System.arraycopy(bytes, from, stamp, 0, Stamp.CHARACTERS);
        var audio = Base64.getDecoder().decode(stamp);
        if (Stamp.isAt(audio, 0)) {
            arrived(StampedModel.index(Stamp.number(audio, 0)), Stamp.nanos(audio, 0), now);
        } else {
            delays.unstamped++;
        }
        received += CallerSound.FRAME_BYTES;
    }

    private void arrived(int index, long sentNanos, long now) {
        if (index == 0) {
            delays.record(delays.modelToCaller, now - sentNanos);
        } else if (index != expected) {
            delays.outOfOrder++;
        } else if (index >= PACED_FROM) {
            delays.record(delays.paced, serverBeat.behind(now));
            delays.record(delays.margin, (received - played) * NANOS_PER_BYTE);
        }
        expected = index + 1;
    }

    private void cleared() {
        var open = socket;
        delays.clears++;
        played = received;
        expected = 0;
        while (open != null && !marks.isEmpty()) {
            sendBack(open, marks.remove());
        }
    }

    @Override
    public void closed(int code, String detail) {
        beat.remove(number, this);
        if (!hungUp) {
            delays.fault("a stream ended: " + code + " " + detail);
        }
        socket = null;
        whenOver.accept(this);
    }

    private static boolean begins(byte[] bytes, int offset, int length, byte[] with) {
        return length >= with.length
                && Arrays.equals(bytes, offset, offset + with.length, with, 0, with.length);
    }

    private static boolean ends(byte[] bytes, int end, byte[] with) {
        return end >= with.length
                && Arrays.equals(bytes, end - with.length, end, with, 0, with.length);
    }
}
