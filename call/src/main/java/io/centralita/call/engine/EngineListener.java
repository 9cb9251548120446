package io.centralita.call.engine;

/// Where a session posts what happens. Never blocks.
@FunctionalInterface
public interface EngineListener {
    void on(EngineEvent event);
}
