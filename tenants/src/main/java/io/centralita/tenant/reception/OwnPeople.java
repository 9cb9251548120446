package io.centralita.tenant.reception;

import io.centralita.call.tool.Tool;
import io.centralita.call.tool.TransferTool;
import io.centralita.call.transfer.Destination;
import io.centralita.tenant.profile.TransferTarget;
import java.util.List;
import java.util.stream.Stream;

/// Whom a tenant's callers may be put through to.
final class OwnPeople {
    private OwnPeople() {}

    /// The tools with the tenant's own people, and nobody else, where it names any: whoever names
    /// them lets the assistant put callers through.
    static List<Tool> with(List<Tool> tools, List<TransferTarget> people) {
        if (people.isEmpty()) {
            return tools;
        }
        var own =
                new TransferTool(
                        people.stream()
                                .map(one -> new Destination(one.name(), one.number()))
                                .toList());
        return Stream.concat(
                        tools.stream().filter(tool -> !(tool instanceof TransferTool)),
                        Stream.of(own))
                .toList();
    }
}
