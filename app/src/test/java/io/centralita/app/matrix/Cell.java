package io.centralita.app.matrix;

import io.centralita.app.matrix.Fault.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One fault at one moment of a call with one engine.
record Cell(Fault fault, Moment moment, EngineKind engine) {
    static List<Cell> all() {
        var all = new ArrayList<Cell>();
        for (var engine : EngineKind.values()) {
            for (var fault : Fault.values()) {
                for (var moment : Moment.values()) {
                    all.add(new Cell(fault, moment, engine));
                }
            }
        }
        return all;
    }

    /// Why it cannot occur; empty where it can.
    Optional<String> impossible() {
        return Optional.ofNullable(reason());
    }

    private @Nullable String reason() {
        if (moment == Moment.HANDING_OVER && engine != EngineKind.LADDER) {
            return "one engine alone has nobody to hand over to";
        }
        return switch (fault.part()) {
            case MODEL, RECORDS -> null;
            case RECOGNISER, SYNTHESISER -> {
                if (engine == EngineKind.OPENAI) {
                    yield "the realtime model hears and speaks by itself";
                }
                yield engine == EngineKind.LADDER && moment != Moment.HANDING_OVER
                        ? "the pipeline serves only after the take-over"
                        : null;
            }
            case TOOL ->
                    switch (moment) {
                        case RINGING, GREETING, LISTENING -> "nothing has been asked of a tool yet";
                        case THINKING, TOOL_RUNNING, SPEAKING, INTERRUPTED, HANDING_OVER -> null;
                    };
        };
    }

    /// Whether the tool ends while, or just after, the caller speaks: then they speak while it
    /// runs.
    boolean interjects() {
        return fault.part() == Part.TOOL
                && (moment == Moment.THINKING || moment == Moment.INTERRUPTED);
    }

    /// Whether the caller speaks over the answer.
    boolean interrupts() {
        return moment == Moment.INTERRUPTED && !interjects();
    }

    /// Whether the call may end by an apology: nobody is left who could serve it.
    boolean mayEndByApology() {
        var ofTheEngine = fault.part() != Part.TOOL && fault.part() != Part.RECORDS;
        return switch (engine) {
            case OPENAI -> ofTheEngine && fault.lasting();
            case PIPELINE -> ofTheEngine;
            case LADDER -> ofTheEngine && moment == Moment.HANDING_OVER;
        };
    }

    String words() {
        return fault.words() + " × " + moment.words() + " × " + engine.words();
    }
}
