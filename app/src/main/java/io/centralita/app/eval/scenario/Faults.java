package io.centralita.app.eval.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// All that is wrong in one file, collected while it is read. Belongs to one thread.
final class Faults {
    private final Path file;
    private final List<Fault> found = new ArrayList<>();

    Faults(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    void add(int line, String key, Object... arguments) {
        found.add(new Fault(file, line, "eval.fault." + key, List.of(arguments)));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    void throwIfAny() throws WrongScenario {
        if (!found.isEmpty()) {
            throw new WrongScenario(
                    found.stream().sorted(Comparator.comparingInt(Fault::line)).toList());
        }
    }
}
