package io.centralita.app.bench.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// The child's end of the talk with the command: a line of JSON comes in, `{"do": …}`, and one goes
/// back. When no more can come the process ends, however it stands: a command that was killed
/// leaves nobody behind.
public final class Duty {
    private static final JsonMapper JSON = new JsonMapper();

    private Duty() {}

    /// What a child does.
    public interface Worker {
        ObjectNode does(String what, JsonNode how) throws Exception;
    }

    public static void serve(Worker worker) throws IOException {
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var out = System.out;
        System.setOut(System.err); // what anybody else prints is no answer
        for (var line = in.readLine(); line != null; line = in.readLine()) {
            out.println(answer(worker, JSON.readTree(line)));
            out.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    private static ObjectNode answer(Worker worker, JsonNode wish) {
        try {
            return worker.does(wish.path("do").asText(), wish);
        } catch (Exception e) {
            e.printStackTrace();
            return JSON.createObjectNode().put("failed", e.toString());
        }
    }
}
