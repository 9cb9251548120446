package io.centralita.app.bench.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// What callers and model find while it is being recorded. All delays count from the moment at
/// which something was due, so that a generator that is held up does not hide what it waited for.
/// Confined to the event loop.
final class Delays {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int FAULTS_TOLD = 20;

    /// A caller's frame, from when it was due to when the model has it.
    final Histogram callerToModel = histogram();

    /// The same frame, from when it was due to when the generator had sent it.
    final Histogram generator = histogram();

    /// The model's audio, from just before it was sent to its arrival. Through Centralita: the
    /// first frame of an answer; without it: every piece.
    final Histogram modelToCaller = histogram();

    /// A frame that Centralita held back, from the server's 20 ms beat to its arrival.
    final Histogram paced = histogram();

    /// Audio that a caller still has to hear when the next frame comes, in nanoseconds.
    final Histogram margin = histogram();

    long framesSent;
    long framesHeard;
    long framesReceived;
    long clears;
    long marks;

    /// Slots of 20 ms in which a caller had nothing to hear in the middle of an answer.
    long drySlots;

    /// Frames out of order or missing, either way.
    long outOfOrder;

    /// Audio without a stamp: the switchboard's own sentences.
    long unstamped;

    private final Map<String, Integer> faults = new LinkedHashMap<>();
    private boolean recording;

    private static Histogram histogram() {
        return new Histogram(LONGEST_NANOS, 3);
    }

    /// Forgets what was found before.
    void begin() {
        recording = true;
        for (var one : new Histogram[] {callerToModel, generator, modelToCaller, paced, margin}) {
            one.reset();
        }
        framesSent = 0;
        framesHeard = 0;
        framesReceived = 0;
        clears = 0;
        marks = 0;
        drySlots = 0;
        outOfOrder = 0;
        unstamped = 0;
    }

    void record(Histogram where, long nanos) {
        if (recording) {
            where.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
        }
    }

    /// Something that must not happen, whenever it does.
    void fault(String what) {
        if (faults.size() < FAULTS_TOLD || faults.containsKey(what)) {
            faults.merge(what, 1, Integer::sum);
        }
    }

    ObjectNode end() {
        recording = false;
        var found = JsonNodeFactory.instance.objectNode();
        found.set("callerToModel", figures(callerToModel));
        found.set("generator", figures(generator));
        found.set("modelToCaller", figures(modelToCaller));
        found.set("paced", figures(paced));
        found.putObject("margin")
                .put("least", margin.getMinValue())
                .put("p1", margin.getValueAtPercentile(1))
                .put("p01", margin.getValueAtPercentile(0.1));
        found.put("framesSent", framesSent)
                .put("framesHeard", framesHeard)
                .put("framesReceived", framesReceived)
                .put("clears", clears)
                .put("marks", marks)
                .put("drySlots", drySlots)
                .put("outOfOrder", outOfOrder)
                .put("unstamped", unstamped);
        var told = found.putObject("faults");
        faults.forEach(told::put);
        return found;
    }

    private static ObjectNode figures(Histogram of) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("count", of.getTotalCount())
                .put("p50", of.getValueAtPercentile(50))
                .put("p99", of.getValueAtPercentile(99))
                .put("p999", of.getValueAtPercentile(99.9))
                .put("max", of.getMaxValue());
    }
}
