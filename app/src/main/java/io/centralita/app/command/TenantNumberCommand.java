package io.centralita.app.command;

import io.centralita.app.tenant.TenantEdit;
import io.centralita.tenant.profile.Tenant;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Numbers of a tenant.
@Command(name = "number", synopsisSubcommandLabel = "COMMAND")
final class TenantNumberCommand {
    private final Terminal terminal;
    private final TenantDesk desk;

    TenantNumberCommand(Terminal terminal, TenantDesk desk) {
        this.terminal = terminal;
        this.desk = desk;
    }

    @Command(name = "add")
    int add(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
                    String number,
            @Option(names = "--inactive", descriptionKey = "inactive") boolean inactive)
            throws Exception {
        return change(
                id,
                number,
                "add",
                false,
                (one, e164) -> TenantEdit.withNumber(one, e164, !inactive));
    }

    @Command(name = "remove")
    int remove(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
                    String number)
            throws Exception {
        return change(id, number, "remove", true, TenantEdit::withoutNumber);
    }

    @Command(name = "activate")
    int activate(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
                    String number)
            throws Exception {
        return change(
                id,
                number,
                "activate",
                true,
                (one, e164) -> TenantEdit.withNumber(one, e164, true));
    }

    @Command(name = "deactivate")
    int deactivate(
            @Parameters(index = "0", paramLabel = "ID", descriptionKey = "id") String id,
            @Parameters(index = "1", paramLabel = "NUMBER", descriptionKey = "number")
                    String number)
            throws Exception {
        return change(
                id,
                number,
                "deactivate",
                true,
                (one, e164) -> TenantEdit.withNumber(one, e164, false));
    }

    /// @param known whether the tenant has to have it already
    private int change(
            String id,
            String written,
            String how,
            boolean known,
            BiFunction<Tenant, String, Tenant> change)
            throws Exception {
        var number = TenantEdit.number(written);
        if (number.isEmpty()) {
            terminal.say(terminal.messages().text("tenant.no-number", written));
            return Terminal.WRONG_USE;
        }
        return desk.change(
                id,
                id.equals(Tenant.DEFAULT),
                "number " + how,
                tenant -> {
                    if (known && !TenantEdit.hasNumber(tenant, number.get())) {
                        terminal.say(
                                terminal.messages().text("tenant.other-number", id, number.get()));
                        return Optional.empty();
                    }
                    return Optional.of(change.apply(tenant, number.get()));
                });
    }
}
