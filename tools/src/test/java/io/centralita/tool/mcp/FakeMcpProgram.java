package io.centralita.tool.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.centralita.tool.mcp.FakeMcp.Reaction;
import io.centralita.tool.mcp.McpServerSpec.Place.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// An MCP server in a JVM of its own. Its first argument says how it is:
///
/// - `good`: ends when its input does
/// - `stubborn`: has a child, and neither of them ends unless made to
/// - `broken`: says why on its error output and ends at once
/// - `mute`: never says a word
/// - `sdk`: one of the official SDK's
/// - `old`: agrees on a version that nobody speaks
public final class FakeMcpProgram {
    private FakeMcpProgram() {}

    /// How to start one.
    static Program program(String how) {
        return new Program(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        FakeMcpProgram.class.getName(),
                        how),
                Map.of("FAKE_SECRET", "s3cret"),
                null);
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, true, UTF_8);
        var children = new ArrayList<Process>();
        switch (arguments[0]) {
            case "broken" -> {
                System.err.println("Error: no such database");
                System.exit(3);
            }
            case "mute" -> Thread.sleep(60_000);
            case "sdk" -> {
                SdkServer.start();
                Thread.sleep(60_000);
            }
            case "stubborn" -> children.add(new ProcessBuilder("sleep", "600").start());
            default -> {}
        }
        var brain = new FakeMcp(out::println);
        var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains("\"family\"")) {
                line = line.replace("\"name\":\"family\"", "\"name\":\"report\"");
                if (brain.receive(line) instanceof Reaction.Say(var said)) {
                    out.println(said.replace("violations", pids(children) + " violations"));
                }
                continue;
            }
            if (arguments[0].equals("old") && line.contains("\"initialize\"")) {
                if (brain.receive(line) instanceof Reaction.Say(var said)) {
                    out.println(said.replace(FakeMcp.VERSION, "1999-01-01"));
                }
                continue;
            }
            switch (brain.receive(line)) {
                case Reaction.Say(var message) -> out.println(message);
                case Reaction.Die() -> Runtime.getRuntime().halt(9);
                case Reaction.Hang(), Reaction.Nothing() -> {}
            }
        }
        if (arguments[0].equals("stubborn")) {
            Thread.sleep(600_000);
        }
    }

    private static String pids(List<Process> children) {
        var pids = new StringBuilder("pids " + ProcessHandle.current().pid());
        children.forEach(child -> pids.append(' ').append(child.pid()));
        return pids.toString();
    }
}
