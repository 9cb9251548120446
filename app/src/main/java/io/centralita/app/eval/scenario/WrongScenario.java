package io.centralita.app.eval.scenario;

import java.util.List;

/// A scenario file cannot be understood.
public final class WrongScenario extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    WrongScenario(List<Fault> faults) {
        super("faults in a scenario: " + faults.size());
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
