package io.centralita.engine.openai;

import io.centralita.call.engine.EngineEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a call would know of an [Interleaving]: what is said to its caller, which tools it runs,
/// and whether it waits. Notes what no call may be told.
final class CallBooks {
    private final List<String> faults;

    /// Milliseconds that came of each.
    private final Map<Long, Long> utterances = new HashMap<>();

    private final Set<Long> ended = new HashSet<>();
    private final List<String> running = new ArrayList<>();
    private final Set<String> requested = new HashSet<>();
    private final Set<String> finished = new HashSet<>();
    private long nextUtterance = 1;
    private boolean busy;
    private boolean left;

    CallBooks(List<String> faults) {
        this.faults = faults;
    }

    void told(EngineEvent event) {
        switch (event) {
            case EngineEvent.CallerSpeechEnded _, EngineEvent.ReplyStarted _ -> busy = true;
            case EngineEvent.ReplyFinished() -> busy = false;
            case EngineEvent.ToolRequested(var call) -> {
                if (!requested.add(call.id())) {
                    faults.add("requested twice: " + call);
                }
                running.add(call.id());
            }
            case EngineEvent.Farewell() -> left = true;
            default -> {}
        }
    }

    long begin() {
        var utterance = nextUtterance++;
        utterances.put(utterance, 0L);
        return utterance;
    }

    void audio(long utterance, int ms) {
        utterances.merge(utterance, (long) ms, Long::sum);
        if (ended.contains(utterance)) {
            faults.add("audio after the end of utterance " + utterance);
        }
    }

    void end(long utterance) {
        if (!ended.add(utterance)) {
            faults.add("ended twice: utterance " + utterance);
        }
    }

    /// Those that may still be heard.
    List<Long> utterances() {
        return List.copyOf(utterances.keySet());
    }

    /// It is not heard any more.
    ///
    /// @return milliseconds that came of it
    long cut(long utterance) {
        var received = utterances.remove(utterance);
        return received == null ? 0 : received;
    }

    /// How many tools are running.
    int running() {
        return running.size();
    }

    /// @return the call whose tool has come to its end
    String finish(int which) {
        var id = running.remove(which);
        finished.add(id);
        busy = true;
        return id;
    }

    Set<String> finished() {
        return finished;
    }

    boolean isBusy() {
        return busy;
    }

    boolean hasLeft() {
        return left;
    }
}
