package io.centralita.app.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.app.bench.Result.Row;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What one 20 ms frame costs on its way, measured by JMH in a process of its own. The launcher
/// builds the module `bench`, which holds the benchmarks and JMH, before it starts this.
public final class FramesBench {
    private static final String LIBRARIES = "lib";
    private static final String NOBODY = "with nobody looking on";
    private static final double HALF_A_BYTE = 0.5;

    private final Path target;

    /// @param home the checkout
    public FramesBench(Path home) {
        target = home.resolve("bench").resolve("target");
    }

    /// @throws IOException also where the module is not built
    public Result run() throws IOException, InterruptedException {
        var found = Files.createTempFile("centralita-frames", ".json");
        try {
            var jmh =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "--sun-misc-unsafe-memory-access=allow",
                                    "-XX:+UseCompactObjectHeaders",
                                    "-cp",
                                    jar() + File.pathSeparator + target.resolve(LIBRARIES) + "/*",
                                    "org.openjdk.jmh.Main",
                                    "-prof",
                                    "gc",
                                    "-rf",
                                    "json",
                                    "-rff",
                                    found.toString())
                            .redirectOutput(ProcessBuilder.Redirect.to(log()))
                            .redirectErrorStream(true)
                            .start();
            var status = jmh.waitFor();
            if (status != 0) {
                throw new IOException("JMH ended with " + status + ", see " + log());
            }
            return result(new JsonMapper().readTree(found.toFile()));
        } finally {
            Files.deleteIfExists(found);
        }
    }

    private File log() {
        return target.resolve("jmh.log").toFile();
    }

    private Path jar() throws IOException {
        if (!Files.isDirectory(target.resolve(LIBRARIES))) {
            throw new IOException("the module bench is not built: start with ./centralita bench");
        }
        try (var jars = Files.newDirectoryStream(target, "centralita-bench-*.jar")) {
            for (var jar : jars) {
                return jar;
            }
        }
        throw new IOException("no centralita-bench jar in " + target);
    }

    static Result result(JsonNode benchmarks) {
        var rows = new ArrayList<Row>();
        for (var benchmark : benchmarks) {
            rows.add(new Row(name(benchmark), figure(benchmark)));
        }
        return new Result(
                "Frames",
                "./centralita bench frames --markdown",
                "Time and allocation per 20 ms frame on the audio path, by JMH (average time, one"
                        + " thread, one fork; ± is its 99.9 % interval). «Both sides» is a frame of"
                        + " the caller's and one that they hear, where calls pass by those who look"
                        + " on from the console. Aim: nothing is allocated where nobody does.",
                List.copyOf(rows),
                good(benchmarks));
    }

    private static boolean good(JsonNode benchmarks) {
        for (var benchmark : benchmarks) {
            if (name(benchmark).endsWith(NOBODY) && allocated(benchmark) >= HALF_A_BYTE) {
                return false;
            }
        }
        return !benchmarks.isEmpty();
    }

    /// Bytes at each call, what JMH itself allocates meanwhile spread over them.
    private static double allocated(JsonNode benchmark) {
        return benchmark
                .path("secondaryMetrics")
                .path("gc.alloc.rate.norm")
                .path("score")
                .asDouble();
    }

    private static String name(JsonNode benchmark) {
        var name = benchmark.path("benchmark").asText();
        return name.substring(name.lastIndexOf('.') + 1).replace('_', ' ');
    }

    private static String figure(JsonNode benchmark) {
        var time = benchmark.path("primaryMetric");
        return "%.3f ± %.3f %s, %.0f B"
                .formatted(
                        time.path("score").asDouble(),
                        time.path("scoreError").asDouble(),
                        time.path("scoreUnit").asText().replace("us", "µs"),
                        allocated(benchmark));
    }
}
