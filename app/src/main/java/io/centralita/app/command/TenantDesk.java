package io.centralita.app.command;

import ch.qos.logback.classic.Level;
import io.centralita.app.log.Logging;
import io.centralita.app.tenant.OpenStore;
import io.centralita.tenant.form.TenantProblem;
import io.centralita.tenant.form.TenantReader.Reading;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.NumberTaken;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantStore;
import io.centralita.tenant.store.VersionConflict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What commands about tenants have in common: the store, changes, and what is said of them.
final class TenantDesk implements AutoCloseable {
    private final Terminal terminal;
    private @Nullable OpenStore opened;

    TenantDesk(Terminal terminal) {
        this.terminal = terminal;
    }

    /// Opened when first asked for.
    TenantStore store() throws Exception {
        var open = opened;
        if (open == null) {
            var settings = terminal.settings();
            Logging.start(Level.ERROR, settings.log().level(), settings.log().file());
            open = OpenStore.open(settings.data().database());
            opened = open;
        }
        return open.store();
    }

    @Override
    public void close() {
        if (opened != null) {
            opened.close();
        }
    }

    Optional<StoredTenant> find(String id) throws Exception {
        return store().find(id);
    }

    int unknown(String id) {
        terminal.say(terminal.messages().text("tenant.unknown", id));
        return Terminal.WANTING;
    }

    int noFile(Path file) {
        terminal.say(terminal.messages().text("tenant.no-file", file));
        return Terminal.WRONG_USE;
    }

    /// What was read, where it is right; otherwise its problems are said.
    Optional<Tenant> right(String what, Reading reading) {
        if (reading.right().isEmpty()) {
            sayProblems(what, reading.problems());
        }
        return reading.right();
    }

    void sayProblems(String what, List<TenantProblem> problems) {
        var messages = terminal.messages();
        terminal.say(messages.text("tenant.problems", what, problems.size()));
        problems.forEach(problem -> terminal.say("  - " + problem.text(messages.language())));
    }

    /// Changes a tenant, and says which version came of it.
    ///
    /// @param mayCreate whether one that is not there begins with nothing
    /// @param how for the history
    /// @param change empty where it cannot be made, which has been said
    int change(String id, boolean mayCreate, String how, Function<Tenant, Optional<Tenant>> change)
            throws Exception {
        var present = find(id);
        if (present.isEmpty() && (!mayCreate || !Tenant.isId(id))) {
            return unknown(id);
        }
        var changed = change.apply(present.map(StoredTenant::tenant).orElse(Tenant.of(id)));
        if (changed.isEmpty()) {
            return Terminal.WANTING;
        }
        long before = present.map(StoredTenant::version).orElse(0L);
        try {
            var stored = store().save(changed.get(), before, "tenant " + how);
            terminal.print(
                    terminal.messages()
                            .text(
                                    stored.version() == before
                                            ? "tenant.unchanged"
                                            : "tenant.changed",
                                    id,
                                    String.valueOf(stored.version())));
            return Terminal.FINE;
        } catch (NumberTaken e) {
            sayProblems(id, e.problems());
        } catch (VersionConflict e) {
            terminal.say(
                    terminal.messages().text("tenant.conflict", id, String.valueOf(e.current())));
        }
        return Terminal.WANTING;
    }
}
