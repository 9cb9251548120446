package io.centralita.app.settings;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.CancelLookups;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.tenant.document.YamlNode;
import io.centralita.tool.clock.CurrentTimeTool;
import io.centralita.tool.clock.SlowCurrentTimeTool;
import io.centralita.tool.http.BodyTemplate;
import io.centralita.tool.http.HttpToolSpec;
import io.centralita.tool.http.HttpToolSpec.Method;
import io.centralita.tool.http.PercentEncoding;
import io.centralita.tool.http.UrlTemplate;
import io.centralita.tool.http.UrlTemplate.WrongTemplate;
import io.centralita.tool.mikrotik.MikrotikClient;
import io.centralita.tool.schema.ArgumentSchema;
import io.centralita.tool.schema.ArgumentSchema.UnusableSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads one entry of the tools file's `http`.
final class HttpToolReader {
    private static final Set<String> FIELDS =
            Set.of(
                    "name",
                    "description",
                    "acknowledgement",
                    "method",
                    "url",
                    "headers",
                    "arguments",
                    "body",
                    "answer",
                    "on-status",
                    "timeout",
                    "max-bytes",
                    "idempotent",
                    "confirm");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    /// Names that are given already, whatever an operator switches off.
    private static final Set<String> TAKEN =
            Set.of(
                    CancelLookups.NAME,
                    "end_call",
                    CurrentTimeTool.NAME,
                    SlowCurrentTimeTool.NAME,
                    MikrotikClient.toolDefinition().name());

    private static final Kind<Method> METHOD =
            new Kind.Choice<>(
                    Stream.of(Method.values())
                            .collect(
                                    Collectors.toMap(
                                            method -> method.name().toLowerCase(Locale.ROOT),
                                            method -> method)),
                    Stream.of(Method.values()).map(Method::name).toList(),
                    Map.of());
    private static final Kind<Integer> BYTES = new Kind.WholeNumber(1, 1_048_576);
    private static final Kind<Integer> STATUS = new Kind.WholeNumber(200, 599);

    private final ToolsReading reading;

    HttpToolReader(ToolsReading reading) {
        this.reading = reading;
    }

    /// Empty where something is wrong, which is noted.
    Optional<HttpToolSpec> read(YamlNode node) {
        int before = reading.problems().size();
        var spec = ToolsSection.of(reading, node, FIELDS).map(this::spec);
        return reading.problems().size() == before ? spec : Optional.empty();
    }

    private @Nullable HttpToolSpec spec(ToolsSection section) {
        var name = name(section);
        var description = section.localized("description", true);
        var acknowledgement = section.spoken("acknowledgement");
        var method = section.value("method", METHOD, Method.GET);
        var url = url(section);
        var parameters = parameters(section);
        var schema = schema(section, parameters);
        var headers = headers(section);
        var body = body(section, method);
        if (url != null) {
            checkNames(section, "url", url.names(), parameters);
        }
        if (body != null) {
            checkNames(section, "body", body.names(), parameters);
        }
        var answer = answer(section);
        var sayings = sayings(section);
        var timeout = section.timeout();
        var limit = section.value("max-bytes", BYTES, HttpToolSpec.DEFAULT_BODY_LIMIT);
        var repeatable = section.isOn("idempotent", method == Method.GET);
        var confirmed = section.isOn("confirm", false);
        if (name == null
                || description == null
                || url == null
                || schema == null
                || method == null
                || limit == null) {
            return null;
        }
        return new HttpToolSpec(
                new ToolDefinition(name, description, parameters, acknowledgement, confirmed),
                schema,
                method,
                url,
                headers,
                body,
                answer,
                sayings,
                timeout,
                limit,
                repeatable);
    }

    private @Nullable String name(ToolsSection section) {
        var name = section.text("name", true);
        if (name != null && (!NAME.matcher(name).matches() || TAKEN.contains(name))) {
            reading.problem("toolsfile.name", section.node(), name);
            return null;
        }
        return name;
    }

    private @Nullable UrlTemplate url(ToolsSection section) {
        var text = section.text("url", true);
        if (text == null) {
            return null;
        }
        var node = section.node().fields().get("url");
        var at = node == null ? section.node() : node;
        try {
            return UrlTemplate.parse(reading.withSecrets(at, text, PercentEncoding::of));
        } catch (WrongTemplate e) {
            var why = e.why().name().toLowerCase(Locale.ROOT);
            reading.problem("toolsfile.url." + why, at, text);
            return null;
        }
    }

    private static ObjectNode parameters(ToolsSection section) {
        var found = section.find("arguments");
        var schema =
                found != null && found.json() instanceof ObjectNode given
                        ? given.deepCopy()
                        : JsonNodeFactory.instance.objectNode();
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        if (!schema.has("properties")) {
            schema.putObject("properties");
        }
        return schema;
    }

    private @Nullable ArgumentSchema schema(ToolsSection section, ObjectNode parameters) {
        var found = section.find("arguments");
        var at = found == null ? section.node() : found;
        if ((found != null && !found.isMapping())
                || !parameters.path("type").asText().equals("object")
                || !parameters.path("properties").isObject()) {
            reading.problem("toolsfile.arguments", at);
            return null;
        }
        try {
            return ArgumentSchema.of(parameters);
        } catch (UnusableSchema e) {
            reading.problem("toolsfile.schema", at, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private Map<String, String> headers(ToolsSection section) {
        var headers = section.secretTexts("headers");
        var at = section.find("headers");
        if (at != null) {
            HttpHeaderRules.check(reading, at, headers);
        }
        return headers;
    }

    private @Nullable BodyTemplate body(ToolsSection section, @Nullable Method method) {
        var found = section.find("body");
        if (found == null) {
            return null;
        }
        if (method != null && !method.hasBody()) {
            reading.problem("toolsfile.body", found, method.name());
        }
        return new BodyTemplate(found.json());
    }

    private void checkNames(
            ToolsSection section, String where, Set<String> names, ObjectNode parameters) {
        var at = section.find(where);
        for (var name : names.stream().sorted().toList()) {
            if (!parameters.path("properties").has(name)) {
                reading.problem("toolsfile.place", at == null ? section.node() : at, where, name);
            }
        }
    }

    private @Nullable JsonPointer answer(ToolsSection section) {
        var text = section.text("answer", false);
        if (text == null) {
            return null;
        }
        try {
            return JsonPointer.compile(text);
        } catch (IllegalArgumentException _) {
            var at = section.find("answer");
            reading.problem("toolsfile.pointer", at == null ? section.node() : at, text);
            return null;
        }
    }

    private Map<Integer, String> sayings(ToolsSection section) {
        var found = section.find("on-status");
        if (found == null) {
            return Map.of();
        }
        var sayings = new HashMap<Integer, String>();
        var known = found.fields().keySet();
        ToolsSection.of(reading, found, known)
                .ifPresent(
                        texts -> {
                            for (var status : known) {
                                var text = texts.localized(status, true);
                                try {
                                    sayings.put(STATUS.parse(status), text == null ? "" : text);
                                } catch (Kind.WrongValue e) {
                                    reading.problem(
                                            "toolsfile.wrong",
                                            found,
                                            "on-status",
                                            status,
                                            new Problem.Right(STATUS, "", List.of()));
                                }
                            }
                        });
        return sayings;
    }
}
