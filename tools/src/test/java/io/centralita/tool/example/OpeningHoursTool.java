package io.centralita.tool.example;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import java.util.Map;

/// Tells when a shop is open.
public final class OpeningHoursTool implements Tool {
    private final Map<String, String> hoursByShop;

    /// @param hoursByShop sentences fit to be spoken, by the shop's name in lower case
    public OpeningHoursTool(Map<String, String> hoursByShop) {
        this.hoursByShop = Map.copyOf(hoursByShop);
    }

    @Override
    public ToolDefinition definition() {
        return new ToolDefinition(
                "get_opening_hours",
                "Tells when a shop is open. Use it whenever the caller asks for opening hours.",
                parameters());
    }

    private static ObjectNode parameters() {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject("shop")
                .put("type", "string")
                .put("description", "The shop's name, in lower case.");
        schema.putArray("required").add("shop");
        return schema;
    }

    @Override
    public ToolOutcome run(ToolRequest request) {
        var shop = request.arguments().path("shop");
        if (!shop.isTextual()) {
            return new ToolOutcome.InvalidArguments("\"shop\" must be a string.");
        }
        var hours = hoursByShop.get(shop.textValue());
        return hours == null
                ? new ToolOutcome.InvalidArguments(
                        "There is no such shop. The shops are: " + hoursByShop.keySet() + ".")
                : new ToolOutcome.Answered(hours);
    }
}
