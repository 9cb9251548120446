package io.centralita.app.bench.engine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who runs where: the server on the first core alone, the load on another.
public record Cores(boolean pinned) {
    private static final List<Path> TASKSET =
            List.of(Path.of("/usr/bin/taskset"), Path.of("/bin/taskset"));

    public static Cores ofThisMachine() {
        return new Cores(
                Runtime.getRuntime().availableProcessors() > 1
                        && TASKSET.stream().anyMatch(Files::isExecutable));
    }

    public List<String> server() {
        return pinned ? List.of("taskset", "-c", "0") : List.of();
    }

    public List<String> load() {
        return pinned ? List.of("taskset", "-c", "1") : List.of();
    }
}
