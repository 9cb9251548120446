package io.centralita.engine.pipeline;

import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.call.scope.Time;

/// Recogniser → chat model → synthesiser, as an engine.
public final class PipelineEngine implements Engine {
    private final String name;
    private final PipelineParts parts;
    private final PipelineSettings settings;
    private final Time time;

    /// @param name under which this choice of parts is known, `pipeline` or `offline`
    /// @param parts are not closed by the engine
    public PipelineEngine(String name, PipelineParts parts, PipelineSettings settings, Time time) {
        this.name = name;
        this.parts = parts;
        this.settings = settings;
        this.time = time;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public EngineSession open(SessionSettings call, EngineListener listener, SpeechOut speech) {
        var session = new PipelineSession(parts, settings, call, listener, speech, time);
        session.start();
        return session;
    }
}
