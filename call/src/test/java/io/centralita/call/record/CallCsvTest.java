package io.centralita.call.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallCsvTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void a_report_is_a_line_with_as_many_cells_as_the_header() {
        var line = CallCsv.line(report("CA1", "a, b", "He said \"no\"\nand left"));
        assertThat(line)
                .isEqualTo(
                        "CA1,\"a, b\",twilio,offline,'+34600111222,100,2026-11-21T12:00:00Z,,,,,false,"
                                + ",900,\"20 ms CALLER: He said \"\"no\"\"\nand left\","
                                + "get_current_time answered 3 ms,inputTokens 12,EUR 0.0125");
    }

    @Test
    void no_cell_is_a_formula_whoever_chose_it() {
        for (var formula :
                List.of("=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "\r=1")) {
            var first = CallCsv.line(report(formula, "t", "x"));
            assertThat(first).matches("(?s)\"?'.*");
        }
    }

    private static CallReport report(String id, String tenant, String said) {
        return new CallReport(
                id,
                tenant,
                "twilio",
                "offline",
                "+34600111222",
                "100",
                NOON,
                null,
                null,
                null,
                null,
                false,
                null,
                900,
                List.of(new CallReport.Turn(CallReport.Who.CALLER, said, 20, 40, null, false)),
                List.of(new CallReport.ToolUse("get_current_time", "{}", "answered", 3)),
                new CallReport.Audio(0, 0, 0, 0),
                Map.of("inputTokens", 12L),
                Map.of("EUR", new BigDecimal("0.0125")));
    }
}
