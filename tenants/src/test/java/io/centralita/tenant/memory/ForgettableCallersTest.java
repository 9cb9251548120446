package io.centralita.tenant.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Ringing;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgettableCallersTest {
    private static final LegInfo CALLER =
            new LegInfo("twilio", "CA1", Calls.ANA, "+34910000000", Map.of());

    @TempDir Path directory;

    @Test
    void whoever_is_put_through_can_have_themselves_forgotten() throws Exception {
        try (var rig = new MemoryRig(directory.resolve("centralita.db"), null)) {
            var welcome =
                    new Reception.Welcome(
                            CallSettings.standard(MemoryRig.SPANISH, "Hola."),
                            List.of(),
                            Ledger.none(),
                            Ringing.OFF);
            var received = new ForgettableCallers(_ -> welcome, rig.memories).receive(CALLER);
            assertThat(received)
                    .isInstanceOfSatisfying(
                            Reception.Welcome.class,
                            given ->
                                    assertThat(given.tools())
                                            .extracting(tool -> tool.definition().name())
                                            .containsExactly(ForgetCallerTool.NAME));

            var unknown = new Reception.NumberUnknown(MemoryRig.SPANISH);
            assertThat(new ForgettableCallers(_ -> unknown, rig.memories).receive(CALLER))
                    .isEqualTo(unknown);
        }
    }
}
