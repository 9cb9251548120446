package io.centralita.app.bench.webrtc;

import com.fasterxml.jackson.databind.JsonNode;

/// What was found with whole calls.
///
/// @param process where connections lived, as the setting has it
/// @param idle the server's memory before anybody stayed
/// @param before its sample at the beginning of the recording
/// @param after at its end
/// @param busy its memory with all calls
/// @param connected how they came about
/// @param heard what their callers heard meanwhile
/// @param gone its memory after the first that came and went
/// @param last after all of them
/// @param comings how these came about
/// @param reports how many were written, and how many without an end
/// @param sessions left at the model
record BrowserCallsFound(
        String process,
        int calls,
        int times,
        JsonNode idle,
        JsonNode before,
        JsonNode after,
        JsonNode busy,
        JsonNode connected,
        JsonNode heard,
        JsonNode gone,
        JsonNode last,
        JsonNode comings,
        JsonNode reports,
        int sessions) {
    /// The library itself keeps about 6 kB of each connection until it is replaced; compiled code
    /// and the pools of the server grow meanwhile, too.
    private static final double MOST_KB_LEFT = 60;

    private static final double MOST_HEAP_MB_LEFT = 32;
    private static final int MOST_THREADS_LEFT = 5;
    private static final int MOST_FILES_LEFT = 8;
    private static final double LEAST_AUDIBLE = 0.98;
    private static final double MOST_CONCEALED = 0.01;
    private static final double MOST_LATE_MS = 20;

    private double seconds() {
        return grown(before, after, "atNanos") / 1e9;
    }

    private static double grown(JsonNode from, JsonNode to, String what) {
        return to.path(what).asDouble() - from.path(what).asDouble();
    }

    /// Of one core, for one call.
    double cpuPercentPerCall() {
        return grown(before, after, "cpuNanos") / 1e7 / seconds() / calls;
    }

    /// Of callers and model together, of one core.
    double loadCpuPercent() {
        return heard.path("cpuNanos").asDouble() / 1e7 / seconds();
    }

    /// Outside of the server's heap, which is all there from the beginning.
    double residentMbPerCall() {
        return grown(idle, busy, "residentKb") / 1_024 / calls;
    }

    double heapMbPerCall() {
        return grown(idle, busy, "heap") / 1_048_576 / calls;
    }

    double lateMs(String what) {
        return after.path(what).asDouble() / 1e6;
    }

    /// Of the frames that callers heard, those with sound.
    double audible() {
        return share(heard.path("audible").asDouble(), heard.path("frames").asDouble());
    }

    /// Of the audio that callers heard, what had to be made up.
    double concealed() {
        return share(heard.path("concealedMs").asDouble(), heard.path("heardMs").asDouble());
    }

    /// Of the packets for callers.
    double lost() {
        double lost = heard.path("lost").asDouble();
        return share(lost, lost + heard.path("packets").asDouble());
    }

    private static double share(double part, double whole) {
        return whole > 0 ? part / whole : 0;
    }

    int failed() {
        return connected.path("vain").asInt() + comings.path("vain").asInt();
    }

    /// Of all those that came and went, in the end.
    int left(String what) {
        return last.path(what).asInt();
    }

    long grownBy(String what) {
        return (long) grown(gone, last, what);
    }

    double residentKbLeftPerCall() {
        return grown(gone, last, "residentKb") / times;
    }

    /// More than before anybody stayed.
    double heapMbLeft() {
        return grown(idle, last, "heap") / 1_048_576;
    }

    /// Whether the process beside the server is another one than it was.
    boolean besideWasLost() {
        return idle.path("beside").asLong() != last.path("beside").asLong();
    }

    private boolean nothingLeft() {
        return left("calls") == 0
                && left("callThreads") == 0
                && left("connections") == 0
                && sessions == 0
                && reports.path("unfinished").asInt() == 0
                && grownBy("threads") <= MOST_THREADS_LEFT
                && grownBy("files") <= MOST_FILES_LEFT
                && residentKbLeftPerCall() < MOST_KB_LEFT
                && heapMbLeft() < MOST_HEAP_MB_LEFT;
    }

    boolean good() {
        return failed() == 0
                && !besideWasLost()
                && nothingLeft()
                && audible() > LEAST_AUDIBLE
                && concealed() < MOST_CONCEALED
                && lateMs("beatP99") < MOST_LATE_MS;
    }
}
