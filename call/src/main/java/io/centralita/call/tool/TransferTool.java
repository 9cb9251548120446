package io.centralita.call.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The function by which an assistant puts the caller through to a person. It only finds out whom
/// the model means, out of an allow-list; the call says so to the caller and lets go of them, and
/// the leg carries it out ([ToolOutcome.PutThrough]).
public final class TransferTool implements Tool {
    public static final String NAME = "transfer_call";
    static final String DESTINATION = "destination";

    private final Map<String, Destination> destinations = new LinkedHashMap<>();
    private final ToolDefinition definition;

    /// @param destinations one at least, no two of one name
    public TransferTool(List<Destination> destinations) {
        if (destinations.isEmpty()) {
            throw new IllegalArgumentException("nobody to put callers through to");
        }
        for (var destination : destinations) {
            if (this.destinations.put(key(destination.name()), destination) != null) {
                throw new IllegalArgumentException("two destinations are named " + destination);
            }
        }
        definition =
                new ToolDefinition(
                        NAME,
                        "Puts the caller through to a person and ends your part of the call. Call"
                                + " this when the caller asks for a person, or needs what only a"
                                + " person can do. The caller is told of it; do not announce it"
                                + " yourself. You never get a result.",
                        schema(destinations));
    }

    /// This tool with those whom a leg can reach; empty where that is nobody.
    ///
    /// @param reaches what the leg can put callers through to
    public Optional<TransferTool> within(Set<Target.Kind> reaches) {
        var reached =
                destinations.values().stream()
                        .filter(destination -> reaches.contains(destination.target().kind()))
                        .toList();
        return reached.isEmpty() ? Optional.empty() : Optional.of(new TransferTool(reached));
    }

    /// Somebody of that name, however it is written.
    public Optional<Destination> find(String name) {
        return Optional.ofNullable(destinations.get(key(name)));
    }

    @Override
    public ToolDefinition definition() {
        return definition;
    }

    @Override
    public ToolOutcome run(ToolRequest request) {
        var wanted = request.arguments().path(DESTINATION).asText("");
        return find(wanted)
                .<ToolOutcome>map(ToolOutcome.PutThrough::new)
                .orElseGet(
                        () ->
                                new ToolOutcome.InvalidArguments(
                                        "There is no destination of that name. Choose one of "
                                                + destinations.values()
                                                + "."));
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /// No `enum`: a model that writes a name in another case means it all the same.
    private static ObjectNode schema(List<Destination> destinations) {
        var schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties")
                .putObject(DESTINATION)
                .put("type", "string")
                .put("maxLength", 64)
                .put(
                        "description",
                        "Whom to: one of "
                                + String.join(
                                        ", ", destinations.stream().map(Destination::name).toList())
                                + ".");
        schema.putArray("required").add(DESTINATION);
        return schema;
    }
}
