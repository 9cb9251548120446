package io.centralita.app.command;

import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.tenant.profile.TenantNumber;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantVersion;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Tenants and their versions for a terminal of 80 columns.
final class TenantTable {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
    private static final int INDENT = 4;

    private TenantTable() {}

    /// A tenant a line, its numbers below it.
    static List<String> list(Messages messages, List<StoredTenant> all) {
        if (all.isEmpty()) {
            return Columns.wrap(messages.text("tenant.none"), 0, 0);
        }
        var lines = new ArrayList<String>();
        for (var stored : all) {
            lines.add(
                    cut(
                            "%-24s v%-4d %s  %s"
                                    .formatted(
                                            stored.tenant().id(),
                                            stored.version(),
                                            time(stored.changedAt()),
                                            stored.tenant().company().name())));
            var numbers =
                    stored.tenant().reach().numbers().stream()
                            .map(number -> number(messages, number))
                            .collect(Collectors.joining(", "));
            if (!numbers.isEmpty()) {
                Columns.wrap(numbers, INDENT, INDENT)
                        .forEach(line -> lines.add(" ".repeat(INDENT) + line));
            }
        }
        return lines;
    }

    private static String number(Messages messages, TenantNumber number) {
        return number.active()
                ? number.number()
                : messages.text("tenant.inactive", number.number());
    }

    static List<String> history(Messages messages, List<TenantVersion> history) {
        return history.stream()
                .map(
                        one ->
                                cut(
                                        "v%-6d %s  %s%s"
                                                .formatted(
                                                        one.version(),
                                                        time(one.changedAt()),
                                                        one.changedBy(),
                                                        one.deleted()
                                                                ? "  "
                                                                        + messages.text(
                                                                                "tenant.gone")
                                                                : "")))
                .toList();
    }

    static String version(Messages messages, StoredTenant stored) {
        return messages.text(
                "tenant.version",
                String.valueOf(stored.version()),
                time(stored.changedAt()),
                stored.changedBy());
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String cut(String line) {
        return line.length() <= Columns.WIDTH
                ? line.stripTrailing()
                : line.substring(0, Columns.WIDTH - 1) + "…";
    }
}
