package io.centralita.app.server;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.CallMetrics;
import io.centralita.call.FakeLeg;
import io.centralita.call.InMemoryRecords;
import io.centralita.call.ScriptedEngine;
import io.centralita.call.Switchboard;
import io.centralita.call.SwitchboardParts;
import io.centralita.call.cost.PriceList;
import io.centralita.call.cost.SpendingCaps;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.Usage;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Reception.Welcome;
import io.centralita.call.reception.Ringing;
import io.centralita.call.record.CallReport;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolCall;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.tenant.database.Database;
import io.centralita.tenant.database.DatabaseSettings;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.instructions.KnownCaller;
import io.centralita.tenant.reception.CallerLookup;
import io.centralita.tenant.reception.TenantReceptionist;
import io.centralita.tenant.store.TenantDirectory;
import io.centralita.tenant.store.TenantStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is tenant A's is in no call of tenant B: not to be seen, said, used or paid.
@Timeout(60)
class TenantIsolationTest {
    private static final String NORTE = "+34910000001";
    private static final String SUR = "+34910000002";
    private static final String ANA = "+34600000001";

    @TempDir Path directory;
    private final InMemoryRecords records = new InMemoryRecords();
    private final Map<String, BigDecimal> spentBefore = new HashMap<>();
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private final ScriptedEngine engine = new ScriptedEngine();
    private Database database;
    private TenantDirectory tenants;
    private TenantReceptionist receptionist;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(DatabaseSettings.parse("sqlite:" + directory.resolve("test.db")));
        tenants =
                TenantDirectory.open(
                        new TenantStore(database::jdbi, Time.SYSTEM::now), TenantDirectory.EVERY);
        receptionist = Tenancy.receptionist(tenants::now, rules(), callers(), Time.SYSTEM);
        for (var tenant : List.of("norte", "sur")) {
            var reading =
                    TenantDocument.readYaml(document(tenant, tenant.equals("norte") ? NORTE : SUR));
            assertThat(reading.problems()).isEmpty();
            tenants.work(store -> store.save(reading.right().orElseThrow(), 0, "test"));
        }
    }

    @AfterEach
    void close() {
        tenants.close();
        database.close();
    }

    @Test
    void nothing_of_another_tenant_is_in_what_a_call_begins_with() throws Exception {
        for (var own : List.of("norte", "sur")) {
            var other = own.equals("norte") ? "sur" : "norte";
            var welcome = welcome(own.equals("norte") ? NORTE : SUR);

            assertThat(welcome.toString()).doesNotContainIgnoringCase(other);
            assertThat(welcome.settings().tenant()).isEqualTo(own);
            assertThat(welcome.settings().engineOptions())
                    .containsEntry("note", "Opción-%1$s llave de %1$s".formatted(own));
            assertThat(welcome.settings().instructions())
                    .contains(
                            "Empresa-" + own,
                            "Secreto-" + own,
                            "Respuesta-" + own,
                            "Texto-" + own,
                            "Humano-" + own,
                            "Recuerdo-" + own);
        }
        assertThat(lookedUp).containsExactly("norte " + ANA, "sur " + ANA);
    }

    @Test
    void a_model_that_asks_for_the_tool_of_another_tenant_does_not_get_it() throws Exception {
        var call = new LiveCall("CA1", welcome(NORTE));
        assertThat(call.session().settings().conduct().tools())
                .extracting(ToolDefinition::name)
                .contains("norte_find")
                .doesNotContain("sur_find", "house_tool");

        call.asks("t1", "sur_find");
        call.asks("t2", "norte_find");
        await(() -> call.session().told().stream().anyMatch(told -> told.startsWith("tool t2")));
        await(() -> call.session().told().stream().anyMatch(told -> told.startsWith("tool t1")));

        assertThat(ran).containsExactly("norte_find");
        assertThat(call.session().told()).noneMatch(told -> told.contains("Respuesta de sur"));
        call.end();
    }

    @Test
    void what_one_tenant_spends_the_other_does_not_pay_and_is_not_stopped_by() throws Exception {
        var norte = new LiveCall("CA1", welcome(NORTE));
        norte.session().post(new EngineEvent.Used(Usage.ofText("gpt-realtime", 62_500, 0, 0)));
        norte.session().say("Adiós", ofMillis(100));
        await(() -> welcome(NORTE).ledger().isDayUsedUp());

        assertThat(welcome(SUR).ledger().isDayUsedUp()).isFalse();
        var sur = new LiveCall("CA2", welcome(SUR));
        sur.session().say("Hola", ofMillis(100));
        sur.end();
        norte.end();

        var reports = List.of(report("CA1"), report("CA2"));
        assertThat(reports).extracting(CallReport::tenant).containsExactly("norte", "sur");
        assertThat(reports.getFirst().cost()).containsKey("USD");
        assertThat(reports.getLast().cost()).isEmpty();
        assertThat(reports.getLast().toString()).doesNotContainIgnoringCase("norte");
    }

    @Test
    void what_was_spent_before_this_process_is_each_tenants_own() throws Exception {
        spentBefore.put("sur", new BigDecimal("0.25"));

        var sur = welcome(SUR).ledger();
        await(sur::isDayUsedUp);

        assertThat(welcome(NORTE).ledger().isDayUsedUp()).isFalse();
        assertThat(welcome(SUR).ledger()).isSameAs(sur);
    }

    @Test
    void caps_that_are_changed_hold_at_once_and_keep_what_was_spent() throws Exception {
        spentBefore.put("sur", new BigDecimal("0.25"));
        var ledger = welcome(SUR).ledger();
        await(ledger::isDayUsedUp);

        var sur = tenants.now().find("sur").orElseThrow();
        var more = TenantDocument.writeYaml(sur).replace("per-day: 0.25", "per-day: 1");
        tenants.work(
                store ->
                        store.save(TenantDocument.readYaml(more).right().orElseThrow(), 1, "test"));

        assertThat(welcome(SUR).ledger().isDayUsedUp()).isFalse();
        assertThat(welcome(SUR).ledger()).isSameAs(ledger);
    }

    @Test
    void a_call_that_runs_keeps_the_tenant_it_began_with() throws Exception {
        var call = new LiveCall("CA1", welcome(NORTE));
        tenants.work(
                store -> {
                    store.delete("norte", 1, "test");
                    return true;
                });

        call.asks("t1", "norte_find");
        await(() -> call.session().told().stream().anyMatch(told -> told.startsWith("tool t1")));

        assertThat(ran).containsExactly("norte_find");
        assertThat(receive(NORTE)).isEqualTo(new Reception.NumberUnknown(Locale.of("es")));
        call.end();
        assertThat(report("CA1").tenant()).isEqualTo("norte");
    }

    private static String document(String tenant, String number) {
        return """
            id: %1$s
            company: {name: Empresa-%1$s, description: Descripción-%1$s, phone: Teléfono-%1$s}
            information: Secreto-%1$s
            voice: voz-%1$s
            greeting: {open: Saludo-%1$s}
            engine: {note: "Opción-%1$s ${secret:llave}"}
            faqs: [{question: "Pregunta-%1$s", answer: "Respuesta-%1$s"}]
            context: [{name: "Contexto-%1$s", text: "Texto-%1$s"}]
            tools: [%1$s_*]
            numbers: ["%2$s"]
            transfers: [{name: Humano-%1$s, number: "+34910000009"}]
            secrets: {llave: env:LLAVE_%3$s}
            spending: {per-day: 0.25}
            """
                .formatted(tenant, number, tenant.toUpperCase(Locale.ROOT));
    }

    private Welcome welcome(String dialled) throws InterruptedException {
        return (Welcome) receive(dialled);
    }

    private Reception receive(String dialled) throws InterruptedException {
        return receptionist.receive(new LegInfo("twilio", "CA0", ANA, dialled, Map.of()));
    }

    private CallReport report(String id) {
        return records.find(id).orElseThrow();
    }

    /// A real call of a caller who was received so.
    private final class LiveCall {
        private final FakeLeg leg;
        private final Switchboard switchboard;
        private final ScriptedEngine.Session session;

        LiveCall(String id, Welcome welcome) throws InterruptedException {
            leg = new FakeLeg(id);
            switchboard =
                    new Switchboard(
                            new SwitchboardParts(
                                    welcome.settings(),
                                    engine,
                                    welcome::tools,
                                    new BundledTexts(),
                                    (text, _, format) ->
                                            Optional.of(
                                                    new byte
                                                            [format.bytes(
                                                                    ofMillis(
                                                                            text.length() * 10L))]),
                                    records,
                                    new CallMetrics(new SimpleMeterRegistry()),
                                    welcome.ledger(),
                                    Time.SYSTEM,
                                    10));
            switchboard.accept(leg);
            leg.awaitOpen();
            session = engine.session();
            session.post(new EngineEvent.Ready());
        }

        ScriptedEngine.Session session() {
            return session;
        }

        void asks(String id, String tool) {
            session.post(new EngineEvent.ToolRequested(new ToolCall(id, tool, "{}")));
        }

        void end() throws InterruptedException {
            leg.hangUp();
            leg.awaitClosed();
            await(() -> switchboard.liveCalls() == 0);
            switchboard.close();
        }
    }

    private CallerLookup callers() {
        return (tenant, caller) -> {
            lookedUp.add(tenant + " " + caller);
            return new KnownCaller("", 1, List.of("Recuerdo-" + tenant));
        };
    }

    private Tenancy.Rules rules() {
        return new Tenancy.Rules(
                CallSettings.standard(Locale.of("es"), "Hola, soy la casa."),
                new BundledTexts(),
                _ -> List.of(tool("norte_find"), tool("sur_find"), tool("house_tool")),
                new TenantLedgers(
                        PriceList.bundled(),
                        SpendingCaps.NONE,
                        ZoneOffset.UTC,
                        tenants::now,
                        new SpendingRecords(),
                        Time.SYSTEM),
                Ringing.OFF,
                ZoneOffset.UTC,
                Map.of("LLAVE_NORTE", "llave de norte", "LLAVE_SUR", "llave de sur"));
    }

    private final class SpendingRecords extends InMemoryRecords {
        @Override
        public Map<String, BigDecimal> costSince(String tenant, Instant since) {
            var spent = spentBefore.get(tenant);
            return spent == null ? Map.of() : Map.of("USD", spent);
        }
    }

    private Tool tool(String name) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition(name, name, JsonNodeFactory.instance.objectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) {
                ran.add(name);
                return new ToolOutcome.Answered("Respuesta de " + name);
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }

    private interface Condition {
        boolean holds() throws InterruptedException;
    }

    private static void await(Condition condition) throws InterruptedException {
        var deadline = System.nanoTime() + ofSeconds(10).toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it never came about");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
