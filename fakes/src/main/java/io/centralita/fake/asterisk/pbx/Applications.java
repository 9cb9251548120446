package io.centralita.fake.asterisk.pbx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Stasis applications that are known: somebody listens for them, or has left something behind.
public final class Applications {
    private final Map<String, Application> byName = new LinkedHashMap<>();

    List<Application> all() {
        return List.copyOf(byName.values());
    }

    /// As ARI lists them.
    public List<Application> listed() {
        byName.values().removeIf(Applications::isOver);
        return all();
    }

    public Optional<Application> find(String name) {
        return listed().stream().filter(app -> app.name.equals(name)).findFirst();
    }

    /// The one of that name where somebody listens.
    Optional<Application> active(String name) {
        return find(name).filter(Application::isActive);
    }

    Application of(String name) {
        return byName.computeIfAbsent(name, Application::new);
    }

    private static boolean isOver(Application application) {
        return !application.isActive()
                && application.present.isEmpty()
                && application.made.isEmpty()
                && application.watched.isEmpty()
                && application.bridges.isEmpty();
    }
}
