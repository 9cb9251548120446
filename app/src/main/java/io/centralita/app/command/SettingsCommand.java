package io.centralita.app.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Kind;
import io.centralita.app.settings.Reference;
import io.centralita.app.settings.Setting;
import io.centralita.tenant.database.DatabaseSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "settings")
final class SettingsCommand implements Callable<Integer> {
    private static final String HIDDEN = "•••";

    private final Terminal terminal;

    @ArgGroup @Nullable Form form;

    static final class Form {
        @Option(names = "--markdown")
        boolean markdown;

        @Option(names = "--env")
        boolean env;

        @Option(names = "--yaml")
        boolean yaml;

        @Option(names = "--json")
        boolean json;
    }

    SettingsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var reference = new Reference(terminal.messages());
        if (form == null) {
            return show();
        }
        if (form.json) {
            terminal.settings();
            terminal.print(json());
            return Terminal.FINE;
        }
        terminal.out()
                .print(
                        form.markdown
                                ? reference.markdown()
                                : form.env ? reference.dotEnv() : reference.yaml());
        terminal.out().flush();
        return Terminal.FINE;
    }

    private int show() throws Exception {
        terminal.settings();
        for (var setting : Keys.ALL) {
            var origin = terminal.reading().origins().get(setting);
            terminal.print(
                    "%-25s %-32s %s"
                            .formatted(
                                    setting.name(),
                                    value(setting),
                                    origin == null
                                            ? terminal.messages().text("settings.standard")
                                            : origin));
        }
        return Terminal.FINE;
    }

    private String value(Setting<?> setting) {
        var value = terminal.reading().find(setting);
        if (value.isEmpty()) {
            return terminal.messages().text("settings.unset");
        }
        if (value.get() instanceof DatabaseSettings database) {
            return database.place();
        }
        if (setting.secret()) {
            return HIDDEN;
        }
        if (setting.kind() instanceof Kind.Choice<?> choice) {
            return choice.word(value.get());
        }
        return value.get() instanceof Duration time
                ? time.toMillis() + " ms"
                : String.valueOf(value.get());
    }

    private String json() throws Exception {
        var mapper = new ObjectMapper();
        var all = mapper.createObjectNode();
        for (var setting : Keys.ALL) {
            var one = all.putObject(setting.name());
            var value = terminal.reading().find(setting);
            one.put("value", value.isEmpty() ? null : value(setting));
            one.put("origin", terminal.reading().origins().get(setting));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
    }
}
