package io.centralita.app.eval;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.app.text.Messages;
import java.util.List;
import java.util.Locale;

/// Results for programs. Fields may be added, none renamed.
public final class ResultJson {
    private static final JsonMapper JSON = new JsonMapper();

    private ResultJson() {}

    public static String of(List<Result> results, Messages messages) {
        var root = JSON.createObjectNode();
        var passed = results.stream().filter(Result::passed).count();
        root.put("passed", passed).put("failed", results.size() - passed);
        var array = root.putArray("scenarios");
        results.forEach(result -> scenario(array.addObject(), result, messages));
        return root.toPrettyString();
    }

    private static void scenario(ObjectNode node, Result result, Messages messages) {
        node.put("name", result.scenario().name())
                .put("file", result.scenario().file().toString())
                .put("passed", result.passed())
                .put("call", result.callId())
                .put("lengthMs", result.length().toMillis())
                .put("longestDeadAirMs", result.silenceMs());
        result.recording().ifPresent(file -> node.put("recording", file.toString()));
        var array = node.putArray("expectations");
        for (var finding : result.findings()) {
            var each = array.addObject();
            each.put("line", finding.line())
                    .put("passed", finding.passed())
                    .put("expected", finding.expected().text(messages))
                    .put("found", finding.found().text(messages));
            if (finding.atMs() != Finding.NO_TIME) {
                each.put("atMs", finding.atMs());
            }
            var heard = each.putArray("heard");
            finding.heard()
                    .forEach(
                            turn ->
                                    heard.addObject()
                                            .put("atMs", turn.startMs())
                                            .put("who", turn.who().name().toLowerCase(Locale.ROOT))
                                            .put("text", turn.text()));
        }
    }
}
