package io.centralita.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.centralita.call.record.CallCsv;
import io.centralita.call.record.CallQuery;
import io.centralita.call.record.CallReport;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseUnavailable;
import io.centralita.tenant.record.SqlCallRecords;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Writes the call records, newest first: JSON, a line each, or a table for spreadsheets. The
/// switchboard may be running.
@Command(name = "export")
final class CallsExportCommand implements Callable<Integer> {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .build();

    private final Terminal terminal;

    @Option(names = "--tenant", paramLabel = "NAME")
    @Nullable String tenant;

    @Option(names = "--since", paramLabel = "TIME", converter = Time.class)
    @Nullable Instant since;

    @Option(names = "--until", paramLabel = "TIME", converter = Time.class)
    @Nullable Instant until;

    @Option(names = "--format", paramLabel = "FORMAT")
    Format format = Format.json;

    /// As an operator writes it.
    enum Format {
        json,
        csv
    }

    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String value) {
            return CallQuery.time(value)
                    .orElseThrow(
                            () -> new TypeConversionException("2026-11-25, 2026-11-25T12:00:00Z"));
        }
    }

    CallsExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        var settings = terminal.settings();
        try (var database = Database.open(settings.data().database());
                var records = SqlCallRecords.open(database, InstantSource.system())) {
            write(records);
        } catch (DatabaseUnavailable e) {
            terminal.say(
                    terminal.messages().text("start.no-records", String.valueOf(e.getMessage())));
            return Terminal.WANTING;
        }
        terminal.out().flush();
        return terminal.out().checkError() ? Terminal.WANTING : Terminal.FINE;
    }

    private void write(SqlCallRecords records) throws JsonProcessingException {
        if (format == Format.csv) {
            terminal.out().print(CallCsv.HEADER + "\r\n");
        }
        var query =
                new CallQuery(
                        Optional.ofNullable(tenant),
                        Optional.ofNullable(since),
                        Optional.ofNullable(until),
                        CallQuery.MOST,
                        Optional.empty());
        for (var page = records.page(query); !page.isEmpty(); page = records.page(query)) {
            for (var report : page) {
                terminal.out().print(line(report));
            }
            query = query.after(page.getLast());
        }
    }

    private String line(CallReport report) throws JsonProcessingException {
        return switch (format) {
            case json -> JSON.writeValueAsString(report) + "\n";
            case csv -> CallCsv.line(report) + "\r\n";
        };
    }
}
