package io.centralita.app.command;

import io.centralita.app.tenant.SecretValues;
import io.centralita.app.tenant.TenantCheck;
import io.centralita.app.tenant.TenantEdit;
import io.centralita.app.tenant.TenantFile;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.store.StoredTenant;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Tenants at the terminal. A server that runs takes changes in within seconds.
@Command(name = "tenant", synopsisSubcommandLabel = "COMMAND")
final class TenantCommand {
    private final Terminal terminal;
    private final TenantDesk desk;

    TenantCommand(Terminal terminal) {
        this.terminal = terminal;
        desk = new TenantDesk(terminal);
    }

    TenantDesk desk() {
        return desk;
    }

    @Command(name = "list")
    int list(@Option(names = "--json", descriptionKey = "json") boolean json) throws Exception {
        var all = desk.store().all();
        if (json) {
            terminal.print(TenantJson.list(all));
        } else {
            TenantTable.list(terminal.messages(), all).forEach(terminal::print);
        }
        return Terminal.FINE;
    }

    @Command(name = "show")
    int show(
            @Parameters(paramLabel = "ID", descriptionKey = "id") String id,
            @Option(names = "--instructions", descriptionKey = "instructions") boolean instructions,
            @Option(names = "--json", descriptionKey = "json") boolean json)
            throws Exception {
        var found = desk.find(id);
        if (found.isEmpty()) {
            return desk.unknown(id);
        }
        if (instructions) {
            var check = check(found.get().tenant());
            if (json) {
                terminal.print(TenantJson.check(check));
            } else {
                terminal.print(check.composition().greeting());
                terminal.print("");
                terminal.print(check.composition().instructions());
            }
        } else if (json) {
            terminal.print(TenantJson.stored(found.get()));
        } else {
            terminal.print("# " + TenantTable.version(terminal.messages(), found.get()));
            terminal.print(TenantDocument.writeYaml(found.get().tenant()).stripTrailing());
        }
        return Terminal.FINE;
    }

    private TenantCheck check(Tenant tenant) throws Exception {
        return TenantCheck.of(
                tenant,
                terminal.settings().calls().language(),
                InstantSource.system(),
                new SecretValues(terminal.settings().data().environment().values()));
    }

    @Command(name = "check")
    int check(
            @Parameters(paramLabel = "FILE", descriptionKey = "file") Path file,
            @Option(names = "--json", descriptionKey = "json") boolean json)
            throws Exception {
        if (!Files.isRegularFile(file)) {
            return desk.noFile(file);
        }
        var reading = TenantFile.read(file);
        var check =
                reading.right().isPresent()
                        ? Optional.of(check(reading.right().get()))
                        : Optional.<TenantCheck>empty();
        var messages = terminal.messages();
        if (json) {
            terminal.print(TenantJson.problems(reading.problems(), check, messages.language()));
        } else if (check.isEmpty()) {
            desk.sayProblems(file.toString(), reading.problems());
        } else {
            terminal.print(
                    messages.text(
                            "tenant.right",
                            file,
                            check.get().tokens(),
                            check.get().composition().selection().tokens(),
                            check.get().composition().selection().budget()));
            check.get().remarks(messages).forEach(remark -> terminal.print("  - " + remark));
        }
        return check.isPresent() ? Terminal.FINE : Terminal.WANTING;
    }

    /// All files or none: who has mistyped one sees it before anything has changed.
    @Command(name = "import")
    int bringIn(
            @Parameters(paramLabel = "FILE", arity = "1..*", descriptionKey = "files")
                    List<Path> files)
            throws Exception {
        var tenants = new ArrayList<Tenant>();
        for (var file : files) {
            if (!Files.isRegularFile(file)) {
                return desk.noFile(file);
            }
            var reading = TenantFile.read(file);
            if (reading.right().isEmpty()) {
                desk.sayProblems(file.toString(), reading.problems());
            }
            reading.right().ifPresent(tenants::add);
        }
        if (tenants.size() < files.size()) {
            terminal.say(terminal.messages().text("tenant.nothing-imported"));
            return Terminal.WANTING;
        }
        int worst = Terminal.FINE;
        for (var tenant : tenants) {
            worst =
                    Math.max(
                            worst,
                            desk.change(tenant.id(), true, "import", _ -> Optional.of(tenant)));
        }
        return worst;
    }

    @Command(name = "export")
    int export(
            @Parameters(paramLabel = "ID", descriptionKey = "id") String id,
            @Option(names = "--to", paramLabel = "FILE", descriptionKey = "to") @Nullable Path to)
            throws Exception {
        var found = desk.find(id);
        if (found.isEmpty()) {
            return desk.unknown(id);
        }
        var yaml = TenantDocument.writeYaml(found.get().tenant());
        if (to == null) {
            terminal.print(yaml.stripTrailing());
        } else {
            Files.writeString(to, yaml);
        }
        return Terminal.FINE;
    }

    @Command(name = "set")
    int set(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(
                            index = "1..*",
                            arity = "1..*",
                            paramLabel = "KEY=VALUE",
                            descriptionKey = "value")
                    List<String> values)
            throws Exception {
        for (var value : values) {
            if (!TenantEdit.isAssignment(value)) {
                terminal.say(terminal.messages().text("tenant.assignment", value));
                return Terminal.WRONG_USE;
            }
        }
        return desk.change(
                id,
                id.equals(Tenant.DEFAULT),
                "set",
                tenant -> desk.right(id, TenantEdit.set(tenant, values)));
    }

    @Command(name = "history")
    int history(
            @Parameters(paramLabel = "ID", descriptionKey = "id") String id,
            @Option(names = "--json", descriptionKey = "json") boolean json)
            throws Exception {
        var history = desk.store().history(id);
        if (history.isEmpty()) {
            return desk.unknown(id);
        }
        if (json) {
            terminal.print(TenantJson.history(history));
        } else {
            TenantTable.history(terminal.messages(), history).forEach(terminal::print);
        }
        return Terminal.FINE;
    }

    @Command(name = "rollback")
    int rollback(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(index = "1", paramLabel = "VERSION", descriptionKey = "version")
                    long version)
            throws Exception {
        var earlier = desk.store().find(id, version);
        if (earlier.isEmpty()) {
            terminal.say(
                    terminal.messages().text("tenant.no-version", id, String.valueOf(version)));
            return Terminal.WANTING;
        }
        return desk.change(id, true, "rollback " + version, _ -> earlier.map(StoredTenant::tenant));
    }

    @Command(name = "delete")
    int delete(@Parameters(paramLabel = "ID", descriptionKey = "id") String id) throws Exception {
        var found = desk.find(id);
        if (found.isEmpty()) {
            return desk.unknown(id);
        }
        desk.store().delete(id, found.get().version(), "tenant delete");
        terminal.print(
                terminal.messages()
                        .text("tenant.deleted", id, String.valueOf(found.get().version())));
        return Terminal.FINE;
    }
}
