package io.centralita.call;

import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.engine.Usage;
import io.centralita.call.leg.CallEnd;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.leg.Onward;
import io.centralita.call.record.CallReport;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import io.centralita.call.watch.CallView;
import io.centralita.call.watch.ToolView;
import io.centralita.call.watch.TurnView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The books of one call while it lasts. Confined to the call's thread.
final class CallJournal {
    private final LegInfo leg;
    private final String tenant;
    private String engine;
    private final Instant startedAt;
    private final long startNanos;
    private final Transcript transcript;
    private final Moments moments;
    private final DeadAir deadAir;
    private final ToolLog tools;
    private final Secrets secrets = new Secrets();
    private long heldNanos;
    private final Map<String, Long> usage = new HashMap<>();
    private long legNanos;
    private boolean warm;
    private @Nullable Instant answeredAt;
    private @Nullable Long firstAudioMs;
    private @Nullable Instant endedAt;
    private @Nullable CallEnd end;

    private final CallCost cost;

    /// The books of a call that costs nothing.
    CallJournal(LegInfo leg, String tenant, String engine, Instant startedAt, long startNanos) {
        this(leg, tenant, engine, startedAt, startNanos, new CallCost(Ledger.none(), _ -> {}));
    }

    CallJournal(
            LegInfo leg,
            String tenant,
            String engine,
            Instant startedAt,
            long startNanos,
            CallCost cost) {
        this.leg = leg;
        this.tenant = tenant;
        this.engine = engine;
        this.startedAt = startedAt;
        this.startNanos = startNanos;
        this.legNanos = startNanos;
        this.cost = cost;
        this.transcript = new Transcript(startNanos);
        this.moments = new Moments(startNanos);
        this.deadAir = new DeadAir(moments);
        this.tools = new ToolLog(moments);
    }

    Transcript transcript() {
        return transcript;
    }

    DeadAir deadAir() {
        return deadAir;
    }

    Moments moments() {
        return moments;
    }

    /// The caller, for those who take them over.
    Onward.Caller caller(Locale language) {
        return new Onward.Caller(leg.callId(), tenant, leg.from(), language);
    }

    /// What was said so far, for the same.
    List<HistoryEntry> history() {
        return transcript.history(secrets::mask);
    }

    /// The records do not show these digits, wherever they turn up.
    void hide(String digits) {
        secrets.add(digits);
        transcript.allChanged();
    }

    /// @param nanos that the caller has had us on hold, in all
    void held(long nanos) {
        heldNanos = nanos;
    }

    void answered(long now) {
        answeredAt = at(now);
    }

    /// The caller has heard ringing until now.
    ///
    /// @param prepared the engine's session was
    void putThrough(long at, boolean prepared) {
        answered(at);
        legNanos = at;
        warm = prepared;
        transcript.beginsAt(at);
        moments.beginsAt(at);
        moments.add(Kind.PUT_THROUGH, prepared ? "warm" : "cold", at);
    }

    void audioBegan(long now) {
        if (firstAudioMs == null) {
            firstAudioMs = Math.max(0, (now - legNanos) / 1_000_000);
        }
    }

    void toolStarted(ToolCall call, long now) {
        tools.started(call, now);
    }

    void toolEnded(ToolResult result) {
        tools.ended(result);
    }

    CallCost cost() {
        return cost;
    }

    void used(Usage used) {
        cost.used(used);
        add("inputTokens", used.inputTokens());
        add("cachedInputTokens", used.cachedInputTokens());
        add("outputTokens", used.outputTokens());
        used.amounts().forEach((kind, amount) -> add(kind.reportKey(), amount));
    }

    private void add(String key, long amount) {
        if (amount > 0) {
            usage.merge(key, amount, Long::sum);
        }
    }

    /// Another engine serves from now on: the report names the last one.
    void takenOver(String name) {
        engine = name;
        transcript.callerWordsLost();
    }

    void ended(CallEnd how, long now) {
        if (end == null) {
            end = how;
            endedAt = at(now);
            var by = how.by().name().toLowerCase(Locale.ROOT);
            moments.add(Kind.ENDED, by + " " + how.reason(), now);
        }
    }

    /// The last report of the call, with all that happened.
    CallReport lastReport(CallReport.Audio audio) {
        return report(audio).with(moments.all());
    }

    CallReport report(CallReport.Audio audio) {
        return new CallReport(
                leg.callId(),
                tenant,
                leg.channel(),
                engine,
                leg.from(),
                leg.to(),
                startedAt,
                answeredAt,
                endedAt,
                end == null ? null : end.by().name().toLowerCase(Locale.ROOT),
                end == null ? null : end.reason(),
                warm,
                firstAudioMs,
                deadAir.longest().toMillis(),
                transcript.turns(secrets::mask),
                tools.uses(this::offset, secrets::mask),
                audio,
                usage,
                cost.total(),
                null,
                heldNanos / 1_000_000,
                null,
                List.of());
    }

    /// The call ends in the middle of what is being said: it counts as far as it was heard.
    void cutOff(CallEvent.PlayoutStopped said) {
        said.cuts().stream()
                .filter(cut -> cut.heard().isPositive())
                .forEach(cut -> transcript.ended(cut.utterance(), cut.heard()));
    }

    /// The call at a glance.
    CallView view(Standing standing, boolean recorded) {
        long silentSince = deadAir.since();
        return new CallView(
                leg.callId(),
                tenant,
                leg.channel(),
                engine,
                leg.from(),
                leg.to(),
                startedAt,
                answeredAt,
                at(legNanos),
                standing.phase(),
                standing.turn(),
                standing.hears(),
                silentSince == SilenceGuard.NEVER ? null : offset(silentSince),
                deadAir.longest().toMillis(),
                firstAudioMs,
                tools.running(this::offset),
                transcript.size(),
                cost.total(),
                recorded,
                standing.operator());
    }

    /// What was said, as far as it has changed since this was last asked, as the records show it.
    List<TurnView> turnChanges() {
        return transcript.changes().stream()
                .map(
                        turn ->
                                new TurnView(
                                        turn.number,
                                        turn.report(secrets::mask),
                                        turn.over,
                                        turn.unheard))
                .toList();
    }

    /// Tools that began or ended since this was last asked, likewise.
    List<ToolView> toolChanges() {
        return tools.changes(this::offset, secrets::mask);
    }

    /// Milliseconds from the start of the leg.
    private long offset(long nanos) {
        return Math.max(0, (nanos - legNanos) / 1_000_000);
    }

    private Instant at(long nanos) {
        return startedAt.plus(Duration.ofNanos(nanos - startNanos));
    }
}
