package io.centralita.tool.mikrotik.check;

/// Sees the checks as they happen, on the thread that runs them.
public interface CheckListener {
    void started(String id, String name);

    void finished(CheckResult result);
}
