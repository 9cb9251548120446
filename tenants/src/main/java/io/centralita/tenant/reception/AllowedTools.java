package io.centralita.tenant.reception;

import io.centralita.call.tool.Tool;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What of a list of tools a tenant's own list allows; `*` in a name stands for anything.
final class AllowedTools {
    private AllowedTools() {}

    /// @param names null where the tenant has no list
    static List<Tool> of(List<Tool> tools, @Nullable List<String> names) {
        if (names == null) {
            return tools;
        }
        var patterns = names.stream().map(AllowedTools::pattern).toList();
        return tools.stream()
                .filter(
                        tool ->
                                patterns.stream()
                                        .anyMatch(
                                                one ->
                                                        one.matcher(tool.definition().name())
                                                                .matches()))
                .toList();
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(
                Stream.of(name.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*")));
    }
}
