package io.centralita.console.live;

import io.centralita.call.reception.RecordingRule;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Who;
import io.centralita.call.record.Moment;
import io.centralita.call.scope.Time;
import io.centralita.call.watch.CallBoard;
import io.centralita.call.watch.CallDesk;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.LiveAudio;
import io.centralita.call.watch.LiveCall;
import io.centralita.call.watch.OperatorSeat;
import io.centralita.call.watch.Seating;
import io.centralita.call.watch.TurnView;
import io.centralita.media.AudioFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A live call made of method calls; what is done to it is written down.
final class MadeCall implements CallDesk {
    static final Instant ZERO = Instant.parse("2026-11-25T10:00:00Z");

    final List<String> deeds = new CopyOnWriteArrayList<>();
    final List<byte[]> spoken = new CopyOnWriteArrayList<>();
    private final CallBoard board;
    private final LiveCall live;
    private volatile String holder = "";
    private @Nullable CallView view;

    MadeCall(CallBoard board, String id, Time time) {
        this(board, id, time, true);
    }

    /// @param here whether its audio passes by
    MadeCall(CallBoard board, String id, Time time, boolean here) {
        this.board = board;
        view = view(id, CallView.Turn.CALLERS_TURN);
        var audio =
                here
                        ? new LiveAudio(AudioFormat.PCM_16K, time, board.attention())
                        : LiveAudio.elsewhere(AudioFormat.PCM_16K, time, board.attention());
        live = new LiveCall(view, time.nanoTime(), RecordingRule.OFF, audio, this);
        board.add(live);
    }

    LiveCall live() {
        return live;
    }

    void turnIs(CallView.Turn turn) {
        view = view(live.id(), turn);
        live.show(view, List.of(), List.of(), List.of());
    }

    void says(int number, Who who, String text) {
        var turn =
                new CallReport.Turn(who, text, number * 1_000L, number * 1_000L + 500, null, false);
        live.show(
                live.view(),
                List.of(new TurnView(number, turn, true, false)),
                List.of(),
                List.of());
    }

    void happens(Moment.Kind kind, @Nullable String name) {
        live.show(live.view(), List.of(), List.of(), List.of(new Moment(5, kind, name, null)));
    }

    void ends() {
        happens(Moment.Kind.ENDED, "caller hung-up");
        board.remove(live);
    }

    private static CallView view(String id, CallView.Turn turn) {
        return new CallView(
                id,
                "default",
                "fake",
                "scripted",
                "+34600000001",
                "+34910000002",
                ZERO,
                ZERO,
                ZERO,
                CallView.Phase.TALKING,
                turn,
                null,
                null,
                0,
                null,
                List.of(),
                0,
                Map.of(),
                false,
                null);
    }

    @Override
    public void hangUp(String by, String reason, boolean goodbye) {
        deeds.add("hang-up " + by + " " + reason + " " + goodbye);
    }

    @Override
    public void listens(String by, boolean told) {
        deeds.add("listens " + by + " " + told);
    }

    @Override
    public void listensNoMore(String by) {
        deeds.add("listens-no-more " + by);
    }

    @Override
    public CompletionStage<Seating> takeOver(String by) {
        deeds.add("takes-over " + by);
        var before = holder;
        if (!before.isEmpty()) {
            return CompletableFuture.completedFuture(new Seating.Refused("taken", before));
        }
        holder = by;
        return CompletableFuture.completedFuture(new Seating.Taken(new Seat()));
    }

    private final class Seat implements OperatorSeat {
        private boolean left;

        @Override
        public boolean speak(byte[] audio) {
            return spoken.add(audio);
        }

        @Override
        public void handBack(String note) {
            leave("hand-back " + note);
        }

        @Override
        public void lost() {
            leave("lost");
        }

        private void leave(String how) {
            if (!left) {
                left = true;
                holder = "";
                deeds.add(how);
            }
        }
    }

    static List<MadeCall> many(CallBoard board, int count, Time time) {
        var calls = new ArrayList<MadeCall>();
        for (int i = 0; i < count; i++) {
            calls.add(new MadeCall(board, "CA" + i, time));
        }
        return calls;
    }
}
