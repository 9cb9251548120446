package io.centralita.tool.clock;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.scope.Time;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.time.DateTimeException;
import java.time.ZoneId;

/// Tells the time, and the date when asked, in the call's language.
public final class CurrentTimeTool implements Tool {
    public static final String NAME = "get_current_time";

    private final Time time;
    private final ZoneId home;
    private final ToolDefinition definition =
            new ToolDefinition(
                    NAME, "Tells the current time, and the date when asked for.", parameters());

    /// @param home the time zone of callers who name none
    public CurrentTimeTool(Time time, ZoneId home) {
        this.time = time;
        this.home = home;
    }

    static ObjectNode parameters() {
        var parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        var properties = parameters.putObject("properties");
        properties
                .putObject("timezone")
                .put("type", "string")
                .put(
                        "description",
                        "IANA time zone, Europe/Madrid for example; leave it out for local time.");
        properties
                .putObject("date")
                .put("type", "boolean")
                .put("description", "true to be told the date too.");
        parameters.put("additionalProperties", false);
        return parameters;
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) {
        var zoneName = request.arguments().path("timezone");
        if (!(zoneName.isMissingNode() || zoneName.isNull() || zoneName.isTextual())) {
            return new ToolOutcome.InvalidArguments("\"timezone\" must be a string.");
        }
        var date = request.arguments().path("date");
        if (!(date.isMissingNode() || date.isNull() || date.isBoolean())) {
            return new ToolOutcome.InvalidArguments("\"date\" must be true or false.");
        }
        ZoneId zone;
        try {
            zone = zoneName.isTextual() ? ZoneId.of(zoneName.textValue().strip()) : home;
        } catch (DateTimeException _) {
            return new ToolOutcome.InvalidArguments(
                    "\"timezone\" must be an IANA time zone such as \"Europe/Madrid\", or left"
                            + " out.");
        }
        var now = time.now().atZone(zone);
        var clock = SpokenClock.in(request.language());
        return new ToolOutcome.Answered(
                date.asBoolean(false) ? clock.time(now) + " " + clock.date(now) : clock.time(now));
    }
}
