package io.centralita.tenant.reception;

import io.centralita.call.tool.Tool;
import io.centralita.call.tool.TransferTool;
import io.centralita.call.transfer.Destination;
import java.util.List;
import java.util.stream.Stream;

/// Whom a tenant's callers may be put through to.
final class OwnPeople {
    private OwnPeople() {}

    /// The tools with the tenant's own people, and nobody else, where it names any: whoever names
    /// them lets the assistant put callers through.
    static List<Tool> with(List<Tool> tools, List<Destination> people) {
        if (people.isEmpty()) {
            return tools;
        }
        var own = new TransferTool(people);
        return Stream.concat(
                        tools.stream().filter(tool -> !(tool instanceof TransferTool)),
                        Stream.of(own))
                .toList();
    }
}
