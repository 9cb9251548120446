package io.centralita.console.stand;

import io.centralita.call.record.CallReport;
import io.centralita.call.record.CallReport.Audio;
import io.centralita.call.record.CallReport.ToolUse;
import io.centralita.call.record.CallReport.Turn;
import io.centralita.call.record.CallReport.Who;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call as it could have been: greeting, a question, a lookup, an interruption, a long wait, a
/// goodbye.
final class Dialogue {
    static final long LENGTH_MS = 62_400;

    private Dialogue() {}

    static List<Turn> turns() {
        return List.of(
                turn(
                        Who.ASSISTANT,
                        "Hola, soy el asistente de Norte Fibra. ¿En qué puedo ayudarle?",
                        260,
                        3_900,
                        null),
                turn(
                        Who.CALLER,
                        "Buenas, ¿cuántos clientes activos hay en el router 146?",
                        4_700,
                        8_100,
                        null),
                turn(Who.SWITCHBOARD, "Un momento, lo estoy consultando.", 8_900, 10_600, 800L),
                turn(
                        Who.ASSISTANT,
                        "En el router FIBRA ÓPTICA hay 221 clientes activos, cuatro más que hace una hora.",
                        12_900,
                        17_700,
                        null),
                turn(Who.CALLER, "¿Y cómo está la torre norte?", 18_600, 20_300, null),
                new Turn(
                        Who.ASSISTANT,
                        "TORRE NORTE lleva 41 días en marcha, con la CPU al 23 por ciento y la memoria",
                        21_540,
                        25_900,
                        1_240L,
                        true,
                        180L),
                turn(Who.CALLER, "Perdona, solo quería saber si está caída.", 25_700, 28_300, null),
                turn(
                        Who.ASSISTANT,
                        "No, está activa y responde con normalidad.",
                        29_020,
                        31_600,
                        720L),
                turn(Who.CALLER, "¿Y el nodo rural?", 32_700, 33_900, null),
                turn(
                        Who.SWITCHBOARD,
                        "Sigo consultando, enseguida le digo.",
                        37_900,
                        39_800,
                        4_000L),
                turn(
                        Who.ASSISTANT,
                        "El nodo rural responde despacio, pero está activo: 87 clientes, dos con problemas de enlace.",
                        43_200,
                        49_400,
                        null),
                turn(Who.CALLER, "Perfecto, muchas gracias.", 50_600, 52_200, null),
                turn(
                        Who.ASSISTANT,
                        "A usted. Si necesita algo más, aquí estoy. ¡Hasta luego!",
                        53_000,
                        56_700,
                        800L));
    }

    private static Turn turn(Who who, String text, long from, long to, @Nullable Long wait) {
        return new Turn(who, text, from, to, wait, false);
    }

    static List<ToolUse> tools() {
        return List.of(
                new ToolUse(
                        "consultar_mikrotik",
                        "{\"question\":\"¿Cuántos clientes activos hay en router-146?\"}",
                        "answered",
                        3_700),
                new ToolUse(
                        "consultar_mikrotik",
                        "{\"question\":\"¿Cómo está la torre norte?\"}",
                        "answered",
                        640),
                new ToolUse(
                        "consultar_mikrotik",
                        "{\"question\":\"¿Cómo está el nodo rural?\"}",
                        "answered",
                        8_200),
                new ToolUse("get_current_time", "{}", "timed-out", 2_000));
    }

    /// @param ended null while it goes on
    static CallReport report(
            String id,
            String tenant,
            String channel,
            String from,
            Instant began,
            @Nullable Instant ended,
            String by,
            String reason) {
        return new CallReport(
                id,
                tenant,
                channel,
                "pipeline",
                from,
                "+34910000000",
                began,
                began.plusMillis(3_000),
                ended,
                ended == null ? null : by,
                ended == null ? null : reason,
                true,
                180L,
                4_000,
                turns(),
                tools(),
                new Audio(3_120, 2_240, 2, 1),
                Map.of("inputTokens", 1_820L, "outputTokens", 412L),
                Map.of("USD", new BigDecimal("0.0134")));
    }
}
