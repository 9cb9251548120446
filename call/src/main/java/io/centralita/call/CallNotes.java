package io.centralita.call;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.record.Moment.Kind;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolResult;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is counted, logged and put down as a moment of what happens in a call. Confined to the
/// call's thread.
final class CallNotes {
    private static final Logger log = LoggerFactory.getLogger(CallNotes.class);

    private final CallMetrics metrics;
    private final Moments moments;
    private final Time time;

    /// Keys of our sentences of which nothing has left yet, by utterance.
    private final Map<Long, String> waiting = new HashMap<>();

    CallNotes(CallMetrics metrics, Moments moments, Time time) {
        this.metrics = metrics;
        this.moments = moments;
        this.time = time;
    }

    void moment(Kind kind, @Nullable String name) {
        moments.add(kind, name, time.nanoTime());
    }

    /// The call was told of this.
    void fact(CallEvent fact) {
        switch (fact) {
            // Which one is nobody's business: it may be a PIN's.
            case CallEvent.DigitPressed _ -> {
                moment(Kind.KEYS, null);
                log.atInfo().log("digit pressed");
            }
            case CallEvent.Held(var onHold) ->
                    log.atInfo()
                            .addKeyValue("onHold", onHold)
                            .log("caller has put us on hold, or is back");
            case CallEvent.OfOperator deed -> CallLog.operator(deed);
            case CallEvent.PlayoutBegan(var utterance) -> {
                var sentence = waiting.remove(utterance);
                if (sentence != null) {
                    moment(Kind.SENTENCE, sentence);
                }
            }
            case CallEvent.FromEngine(EngineEvent.Used(var usage), _) -> metrics.used(usage);
            case CallEvent.FromEngine(EngineEvent.TakenOver(var engine, var why), _) -> {
                metrics.takenOver(engine);
                moment(Kind.ENGINE, engine);
                log.atWarn()
                        .addKeyValue("engine", engine)
                        .addKeyValue("failure", why.word())
                        .log("another engine has taken over");
            }
            default -> {
                // nothing to keep
            }
        }
    }

    /// The caller who heard ringing is on the line.
    ///
    /// @param session what was prepared for them
    void putThrough(String session, boolean warm) {
        metrics.started();
        metrics.warm().putThrough(warm);
        log.atInfo()
                .addKeyValue("session", session)
                .addKeyValue("warm", warm)
                .log("caller put through to the prepared call");
    }

    void toolWithheld(ToolCall call, String why) {
        metrics.toolWithheld(call, why);
        moment(Kind.TOOL_WITHHELD, call.name());
        log.atInfo()
                .addKeyValue("tool", call.name())
                .addKeyValue("toolCall", call.id())
                .addKeyValue("why", why)
                .log("tool call not run");
    }

    /// One that the call carries out itself.
    void toolStarted(ToolCall call) {
        log.atInfo()
                .addKeyValue("tool", call.name())
                .addKeyValue("toolCall", call.id())
                .log("tool call started");
    }

    /// The same is over.
    void toolEnded(ToolResult result) {
        metrics.toolEnded(result);
        log.atInfo()
                .addKeyValue("tool", result.call().name())
                .addKeyValue("toolCall", result.call().id())
                .addKeyValue("outcome", result.outcome().word())
                .addKeyValue("ms", result.took().toMillis())
                .log("tool call ended");
    }

    /// The caller's audio goes another way than through here.
    ///
    /// @param unrecorded whether it should have been recorded
    void audioElsewhere(boolean unrecorded) {
        moment(Kind.AUDIO_ELSEWHERE, null);
        if (unrecorded) {
            log.atWarn().log("call is not recorded, its audio does not pass here");
        }
    }

    /// The switchboard says one of its own sentences. The moment of it is that in which it begins
    /// to be heard; one that is cut before has none.
    void says(Saying saying, long utterance) {
        waiting.put(utterance, saying.key());
        metrics.phrase(saying, true);
        log.atInfo().addKeyValue("phrase", saying.key()).log("switchboard speaks");
    }

    /// It should, and cannot.
    void cannotSay(Saying saying) {
        metrics.phrase(saying, false);
        log.atWarn().addKeyValue("phrase", saying.key()).log("phrase was never rendered");
    }
}
