package io.centralita.app.eval;

import io.centralita.app.eval.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How a scenario went.
///
/// @param callId at the switchboard; empty where there was no call
/// @param length of the call
/// @param silenceMs the longest in the recording while the caller waited
/// @param recording where it is kept, if it is
public record Result(
        Scenario scenario,
        String callId,
        Duration length,
        long silenceMs,
        List<Finding> findings,
        Optional<Path> recording) {
    public Result {
        findings = List.copyOf(findings);
    }

    public boolean passed() {
        return findings.stream().allMatch(Finding::passed);
    }

    long met() {
        return findings.stream().filter(Finding::passed).count();
    }
}
