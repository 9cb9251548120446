package io.centralita.call.tool;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the tools of a call are found by name. Safe from any thread.
@FunctionalInterface
public interface ToolBox {
    /// Null where there is none of this name.
    @Nullable Tool find(String name);

    static ToolBox of(List<Tool> tools) {
        Map<String, Tool> byName =
                tools.stream()
                        .collect(Collectors.toMap(t -> t.definition().name(), Function.identity()));
        return byName::get;
    }
}
