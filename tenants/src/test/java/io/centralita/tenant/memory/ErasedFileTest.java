package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.ToolUse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ErasedFileTest {
    @Test
    void nothing_of_the_caller_is_left_in_the_file_but_the_wish(@TempDir Path directory)
            throws Exception {
        var file = directory.resolve("centralita.db");
        try (var rig = new MemoryRig(file, null)) {
            rig.ended(
                    Calls.with(
                            Calls.ended("CA1", "600 111 222", rig.ago(20), "Me llamo Filomena"),
                            List.of(
                                    Calls.turn(
                                            CallReport.Who.CALLER, "Me llamo Filomena Cuspinera")),
                            List.of(new ToolUse("x", "{\"q\":\"Filomena\"}", "answered", 3))));
            rig.memories.forget("default", new CallerNumber(Calls.ANA), AfterForgetting.AS_BEFORE);
            var record = rig.records.find("CA1").orElseThrow();
            assertThat(record.tools().getFirst().arguments()).isEqualTo("{}");
            assertThat(record.turns().getFirst().endMs()).isEqualTo(3_000);
            rig.time.advance(Duration.ofDays(2));
            rig.memories.queue().step(0);
            rig.jdbi.useHandle(handle -> handle.execute("VACUUM"));
        }
        var bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(bytes).contains("CA1").doesNotContain("Filomena", "600111222", "600 111 222");
    }
}
