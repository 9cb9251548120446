package io.centralita.fake.chat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The models of the service and what each of them takes, as of autumn 2026. Stateless.
final class Catalogue {
    /// @param prefix of its names
    /// @param efforts that it takes; none for a model that does not reason
    /// @param toolsBesideThought whether it takes tools when it reasons
    record Model(
            String prefix, int contextTokens, List<String> efforts, boolean toolsBesideThought) {
        boolean reasons() {
            return !efforts.isEmpty();
        }
    }

    private static final List<String> MINIMAL = List.of("minimal", "low", "medium", "high");
    private static final List<String> NONE = List.of("none", "low", "medium", "high", "xhigh");
    private static final List<String> CLASSIC = List.of("low", "medium", "high");

    private static final List<Model> ALL =
            List.of(
                    new Model("gpt-4o", 128_000, List.of(), true),
                    new Model("gpt-4.1", 1_047_576, List.of(), true),
                    new Model("gpt-5", 400_000, MINIMAL, true),
                    new Model("gpt-5-chat", 128_000, List.of(), true),
                    new Model("gpt-5.1", 400_000, NONE, true),
                    new Model("gpt-5.2", 400_000, NONE, true),
                    new Model("gpt-5.4", 400_000, NONE, false),
                    new Model("gpt-5.6", 400_000, NONE, false),
                    new Model("o3", 200_000, CLASSIC, true),
                    new Model("o4-mini", 200_000, CLASSIC, true));

    private Catalogue() {}

    static Optional<Model> find(String name) {
        return ALL.stream()
                .filter(
                        model ->
                                name.equals(model.prefix())
                                        || name.startsWith(model.prefix() + "-"))
                .max(Comparator.comparingInt(model -> model.prefix().length()));
    }

    /// A deployment, or a model of one's own.
    static Model unnamed(String name) {
        return find(name).orElse(new Model(name, 128_000, List.of(), true));
    }
}
