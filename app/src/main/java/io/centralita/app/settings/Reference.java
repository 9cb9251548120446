package io.centralita.app.settings;

import io.centralita.app.text.Messages;

/// The documents about settings, all made from [Keys].
public final class Reference {
    private final Messages messages;

    public Reference(Messages messages) {
        this.messages = messages;
    }

    /// `docs/configuration.md`.
    public String markdown() {
        var page = new StringBuilder();
        page.append("# ").append(messages.text("reference.title")).append("\n\n");
        page.append("<!-- ").append(messages.text("reference.generated")).append(" -->\n\n");
        page.append(messages.text("reference.intro")).append('\n');
        for (var group : Keys.GROUPS) {
            page.append("\n## ").append(messages.setting(group.title())).append("\n\n");
            page.append(messages.text("reference.columns")).append("\n|---|---|---|---|\n");
            group.settings().forEach(setting -> page.append(row(setting)));
        }
        return page.toString();
    }

    private String row(Setting<?> setting) {
        var standard =
                setting.standard() == null
                        ? messages.text("reference.none")
                        : "`" + setting.standard() + "`";
        var secret = setting.secret() ? " " + messages.text("reference.secret") : "";
        return "| `%s` | %s | %s | %s%s |%n"
                .formatted(
                        setting.name(),
                        standard,
                        setting.kind().describe(messages),
                        messages.setting(setting.name()),
                        secret)
                .replace(System.lineSeparator(), "\n");
    }

    /// `.env.example`.
    public String dotEnv() {
        return example(messages.text("reference.env.intro"), true);
    }

    /// `centralita.example.yaml`. Secrets are left out: they belong to the environment or `.env`.
    public String yaml() {
        return example(messages.text("reference.yaml.intro"), false);
    }

    private String example(String intro, boolean env) {
        var page = new StringBuilder("# ").append(intro).append('\n');
        for (var group : Keys.GROUPS) {
            page.append("\n# ").append(messages.setting(group.title())).append('\n');
            for (var setting : group.settings()) {
                if (env || !setting.secret()) {
                    var standard = setting.standard() == null ? "" : setting.standard();
                    page.append('#')
                            .append(env ? setting.name() + "=" : setting.yamlName() + ": ")
                            .append(standard)
                            .append('\n');
                }
            }
        }
        return page.toString().replaceAll(" +\n", "\n");
    }
}
