package io.centralita.fake.asterisk.websocket;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Frame;
import io.centralita.fake.asterisk.pbx.Dialled;
import io.centralita.fake.asterisk.pbx.Ending;
import io.centralita.fake.asterisk.pbx.Feature;
import io.centralita.fake.asterisk.pbx.Line;
import io.centralita.fake.asterisk.pbx.Technology;
import io.centralita.fake.asterisk.pbx.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// Asterisk's side of a media WebSocket. What it is sent waits in a queue, of which a timer plays a
/// frame each 20 ms.
public final class WebSocketMedia implements Technology {
    private static final Duration TICK = Duration.ofMillis(20);
    private static final int LONGEST_TEXT = 128;
    private static final int LONGEST_MESSAGE = 65_500;
    private static final int LONGEST_PIECE = 1_024;
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int UNSUPPORTED = 1003;
    private static final int TOO_BIG = 1009;

    private final Dialled.WebSocket what;
    private final Line line;
    private final Timeline timeline;
    private final ControlWriter writer;
    private final MediaQueue queue = new MediaQueue();
    private final Assembly assembly;
    private @Nullable MediaSocketWire wire;
    private boolean reportsDrained;
    private boolean paused;
    private final boolean marks;
    private final boolean turns;
    private String direction;
    private long origin;
    private long ticks;
    private boolean over;

    public WebSocketMedia(Dialled.WebSocket what, Line line, Timeline timeline) {
        this.what = what;
        this.line = line;
        this.timeline = timeline;
        this.writer = new ControlWriter(what.options().json(), what.channel());
        this.assembly = new Assembly(format());
        this.direction = what.options().direction();
        this.marks = what.abilities().knows(Feature.MEDIA_WEBSOCKET_MARKS);
        this.turns = what.abilities().knows(Feature.MEDIA_WEBSOCKET_DIRECTION);
    }

    /// The channel is there, the connection is to come.
    public void prepared() {
        var variables = new LinkedHashMap<String, String>();
        variables.put("MEDIA_WEBSOCKET_CONNECTION_ID", what.connectionId());
        variables.put("MEDIA_WEBSOCKET_OPTIMAL_FRAME_SIZE", String.valueOf(format().frameBytes()));
        line.prepared(variables);
        if (what.client() == null) {
            line.dialling();
        }
    }

    public void connected(MediaSocketWire connection) {
        if (over) {
            connection.close(NORMAL);
            return;
        }
        wire = connection;
        wire.text(writer.mediaStart(what.connectionId(), format(), what.variables().get()));
        origin = timeline.nanoTime();
        schedule();
        if (what.client() != null) {
            line.dialling();
        }
        if (what.options().answers()) {
            line.opened();
        }
    }

    /// Nobody took the connection, as often as it was tried.
    public void unreachable(int cause) {
        over = true;
        line.failed(cause);
    }

    public boolean isConnected() {
        return wire != null;
    }

    public boolean isOver() {
        return over;
    }

    @Override
    public Format format() {
        return what.options().format();
    }

    @Override
    public void hear(Frame frame) {
        if (wire != null && !over && !direction.equals("out")) {
            wire.binary(frame.payload());
        }
    }

    @Override
    public void digit(char digit, int durationMs) {
        say(writer.digit(digit));
    }

    @Override
    public boolean stuck() {
        return wire != null && !over && wire.isFull();
    }

    /// The other side reads again.
    public void drained() {
        line.flows();
    }

    /// One WebSocket frame.
    ///
    /// @param first of its message
    /// @param last of its message
    public void binary(byte[] bytes, boolean first, boolean last) {
        if (over) {
            return;
        }
        if (bytes.length > LONGEST_MESSAGE) {
            close(TOO_BIG);
        } else if (!(first && last) && bytes.length > LONGEST_PIECE) {
            close(UNSUPPORTED);
        } else if ((first || last) && !direction.equals("in")) {
            assembly.frames(bytes).forEach(this::enqueue);
        }
    }

    private void enqueue(byte[] frame) {
        if (queue.add(frame)) {
            say(writer.simple("MEDIA_XOFF"));
        }
    }

    public void text(String text) {
        if (over || text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
            return;
        }
        if (!what.options().json()) {
            run(Command.plain(text));
            return;
        }
        Command.json(text)
                .ifPresentOrElse(
                        this::run, () -> say(writer.error("Unable to parse JSON command")));
    }

    private void run(Command command) {
        switch (command.name()) {
            case "ANSWER" -> line.opened();
            case "HANGUP" -> {
                closeWire(NORMAL);
                line.ended(Ending.closed(NORMAL));
            }
            case "GET_STATUS" -> say(writer.status(queue, assembly.isBuffering(), paused));
            case "FLUSH_MEDIA" -> {
                queue.clear();
                assembly.abandon();
            }
            case "SET_MEDIA_DIRECTION" -> {
                if (turns) {
                    setDirection(command.argument());
                }
            }
            case "START_MEDIA_BUFFERING",
                    "STOP_MEDIA_BUFFERING",
                    "MARK_MEDIA",
                    "PAUSE_MEDIA",
                    "CONTINUE_MEDIA",
                    "REPORT_QUEUE_DRAINED" ->
                    runMedia(command);
            default -> {
                // Unknown, or in small letters: a line in Asterisk's log.
            }
        }
    }

    private void runMedia(Command command) {
        if (direction.equals("in")) {
            say(writer.error(command.name() + " not supported while media direction is 'in'"));
            return;
        }
        switch (command.name()) {
            case "START_MEDIA_BUFFERING" -> assembly.begin();
            case "STOP_MEDIA_BUFFERING" -> {
                assembly.end().ifPresent(this::enqueue);
                queue.note(
                        () ->
                                say(
                                        writer.correlated(
                                                "MEDIA_BUFFERING_COMPLETED", command.argument())));
            }
            case "MARK_MEDIA" -> {
                if (marks) {
                    queue.note(
                            () ->
                                    say(
                                            writer.correlated(
                                                    "MEDIA_MARK_PROCESSED", command.argument())));
                }
            }
            case "PAUSE_MEDIA" -> paused = true;
            case "CONTINUE_MEDIA" -> paused = false;
            default -> reportsDrained = true;
        }
    }

    private void setDirection(String to) {
        if (!what.options().json()) {
            say(writer.error("SET_MEDIA_DIRECTION only supports JSON format.\n"));
        } else if (to.equals("in") || to.equals("out") || to.equals("both")) {
            direction = to;
        }
    }

    private void schedule() {
        ticks++;
        long due = origin + ticks * TICK.toNanos() - timeline.nanoTime();
        timeline.after(
                Duration.ofNanos(Math.max(0, due)),
                () -> {
                    if (!over) {
                        tick();
                        schedule();
                    }
                });
    }

    private void tick() {
        if (paused) {
            return;
        }
        if (queue.isEmpty()) {
            if (reportsDrained) {
                reportsDrained = false;
                say(writer.simple("QUEUE_DRAINED"));
            }
            if (!turns) {
                line.audio(Frame.of(format(), new byte[format().frameBytes()]).silent());
            }
            return;
        }
        queue.next().ifPresent(frame -> line.audio(Frame.of(format(), frame)));
        if (queue.mayGoOn()) {
            say(writer.simple("MEDIA_XON"));
        }
    }

    private void say(String text) {
        if (wire != null && !over) {
            wire.text(text);
        }
    }

    /// A ping of the other side. The first versions do not know what it is.
    public void pinged() {
        if (!marks && !over) {
            close(UNSUPPORTED);
        }
    }

    /// Asterisk cannot go on with what it was sent.
    private void close(int code) {
        closeWire(code);
        line.ended(Ending.closed(code));
    }

    /// The other side closed, in whatever way; Asterisk answers a close frame with 1001.
    public void closed() {
        if (!over) {
            over = true;
            line.ended(Ending.closed(GOING_AWAY));
        }
    }

    private void closeWire(int code) {
        over = true;
        if (wire != null) {
            wire.close(code);
        }
    }

    @Override
    public void hangUp(int cause) {
        if (!over) {
            closeWire(NORMAL);
        }
    }
}
