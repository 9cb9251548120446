package io.centralita.tenant.reception;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.KeyMenu;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Reception.NumberUnknown;
import io.centralita.call.reception.Reception.Welcome;
import io.centralita.call.reception.Ringing;
import io.centralita.call.text.BundledTexts;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.ToolDefinition;
import io.centralita.call.tool.ToolOutcome;
import io.centralita.call.tool.ToolRequest;
import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.tenant.form.TenantDocument;
import io.centralita.tenant.instructions.KnownCaller;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.store.StoredTenant;
import io.centralita.tenant.store.TenantSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TenantReceptionistTest {
    private static final Locale ES = Locale.of("es");
    private static final String NORTE = "+34910000000";
    private static final String ANA = "+34600000001";

    /// Ten in the morning in Madrid, a Monday.
    private Instant now = Instant.parse("2026-11-30T09:00:00Z");

    private TenantSnapshot tenants = TenantSnapshot.EMPTY;
    private CallerLookup callers = CallerLookup.NONE;
    private final Ledger ledger = Ledger.none();

    @Test
    void a_fresh_install_answers_every_number_as_it_always_did() throws Exception {
        var welcome = welcome(NORTE);

        assertThat(welcome.settings()).isEqualTo(settings());
        assertThat(names(welcome)).containsExactly("get_current_time", "crm_find", "crm_delete");
        assertThat(welcome.ledger()).isSameAs(ledger);
        assertThat(welcome.ringing())
                .isEqualTo(new Ringing(Ringing.Mode.FIXED, Duration.ofSeconds(3), true));
    }

    @Test
    void as_soon_as_a_number_is_assigned_unknown_ones_are_told_so() throws Exception {
        tenants("id: norte\nnumbers: ['" + NORTE + "', {number: '+34910000001', active: no}]");

        assertThat(welcome(NORTE).settings().tenant()).isEqualTo("norte");
        assertThat(receive("+34910000001")).isEqualTo(new NumberUnknown(ES));
        assertThat(receive("+34910000002")).isEqualTo(new NumberUnknown(ES));
    }

    @Test
    void a_page_says_whose_it_is_and_in_which_language() throws Exception {
        tenants("id: norte\nnumbers: ['" + NORTE + "']");

        assertThat(((Welcome) visit("norte", "en")).settings().tenant()).isEqualTo("norte");
        assertThat(((Welcome) visit("norte", "en")).settings().language())
                .isEqualTo(Locale.ENGLISH);
        assertThat(((Welcome) visit("norte", "fr")).settings().language()).isEqualTo(ES);
        assertThat(((Welcome) visit("default", "es")).settings().tenant()).isEqualTo("default");
        assertThat(visit("sur", "es")).isInstanceOf(NumberUnknown.class);
    }

    @Test
    void a_tenant_has_its_voice_language_options_and_list_of_tools() throws Exception {
        tenants(
                """
                id: norte
                numbers: ["+34910000000"]
                language: en
                voice: cedar
                engine: {speed: 1.2, model: own, header: "Bearer ${secret:llave}", other: "${secret:nada}"}
                secrets: {llave: env:LLAVE, nada: env:NADA}
                tools: [get_*, crm_find]
                """);

        var welcome = welcome(NORTE);

        assertThat(welcome.settings().language()).isEqualTo(Locale.of("en"));
        assertThat(welcome.settings().voice()).isEqualTo("cedar");
        assertThat(welcome.settings().greeting())
                .isEqualTo(new BundledTexts().text("call.greeting", Locale.ENGLISH));
        assertThat(welcome.settings().engineOptions())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("speed", "1.2", "model", "own", "header", "Bearer abracadabra"));
        assertThat(names(welcome)).containsExactly("get_current_time", "crm_find");
        var receptionist = receptionist(Duration.ofMinutes(1));
        assertThat(names(receptionist.tools("norte"))).isEqualTo(names(welcome));
        assertThat(receptionist.tools("default")).hasSizeGreaterThan(2);
        assertThat(receptionist.tools("nobody")).isEmpty();
        assertThat(welcome.settings().toolTimeout()).isEqualTo(settings().toolTimeout());
    }

    @Test
    void callers_are_put_through_to_the_tenants_own_people() throws Exception {
        tenants(
                """
                id: norte
                numbers: ['+34910000000']
                tools: []
                transfers: [{name: Averías, number: '+34910000009'}]
                """);

        var welcome = welcome(NORTE);

        assertThat(names(welcome)).containsExactly("transfer_call");
        assertThat(welcome.tools().getFirst().definition().toString()).contains("Averías");
    }

    @Test
    void keys_lead_to_people_while_there_are_any_and_speak_always() throws Exception {
        var document =
                """
                id: norte
                numbers: ['+34910000000']
                time-zone: Europe/Madrid
                hours: {monday: 09:00-14:00}
                when-closed: message
                transfers: [{name: Averías, extension: 200@internal, attended: true}]
                keys: {0: {transfer: averías}, 1: {say: Quiero pagar}}
                """;
        var say = new KeyMenu.Action.Say("Quiero pagar");
        var person = new Destination("Averías", new Target.Extension("200", "internal"), true);
        tenants(document.replace("when-closed: message", ""));
        assertThat(welcome(NORTE).settings().keys().actions())
                .containsOnly(
                        Map.entry('0', new KeyMenu.Action.PutThrough(person)), Map.entry('1', say));

        tenants(document.replace("monday", "special: [{day: 2000-01-01}], tuesday"));
        var closed = welcome(NORTE).settings().keys();
        assertThat(closed.action('1')).contains(say);
    }

    @Test
    void an_empty_list_of_tools_is_none_at_all() throws Exception {
        tenants("id: norte\nnumbers: ['+34910000000']\ntools: []");

        assertThat(welcome(NORTE).tools()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "assist, 09:00, 3, Hola has llamado",
        "message, 09:00, 3, Hola has llamado",
        "message, 20:00, 0, Ahora está cerrado",
        "inform, 20:00, 0, Ahora está cerrado",
        "assist, 20:00, 3, Ahora está cerrado",
    })
    void the_hour_decides_greeting_and_tools(String closed, String time, int tools, String says)
            throws Exception {
        tenants(
                """
                id: norte
                company: {name: Norte}
                numbers: ["+34910000000"]
                time-zone: Europe/Madrid
                hours: {monday: 09:00-19:00}
                greeting: {open: Hola has llamado}
                when-closed: %s
                """
                        .formatted(closed));
        now = Instant.parse("2026-11-30T" + time + ":00Z");

        var welcome = welcome(NORTE);

        assertThat(welcome.settings().greeting()).contains(says);
        assertThat(welcome.tools()).hasSize(tools);
    }

    @ParameterizedTest
    @CsvSource({
        "always, 0, '', true",
        "never, 5, '', false",
        "known-callers, 0, '', false",
        "known-callers, 1, '', true",
        "always, 0, 09:00-10:00, false",
        "always, 0, 09:00-10:01, true",
        "always, 0, 22:00-11:00, true",
        "known-callers, 0, 09:00-11:00, false",
    })
    void who_is_worth_a_warm_session_is_the_tenants_policy(
            String warm, int calls, String between, boolean prepare) throws Exception {
        callers = (_, _) -> new KnownCaller("", calls, List.of());
        tenants(
                """
                id: norte
                numbers: ["+34910000000"]
                time-zone: Europe/Madrid
                ringing: {mode: when-ready, seconds: 2, warm: %s%s}
                """
                        .formatted(warm, between.isEmpty() ? "" : ", between: " + between));

        assertThat(welcome(NORTE).ringing())
                .isEqualTo(new Ringing(Ringing.Mode.WHEN_READY, Duration.ofSeconds(2), prepare));
    }

    @Test
    void a_caller_who_is_remembered_is_known_unless_the_tenant_does_not_want_it() throws Exception {
        callers = (tenant, caller) -> new KnownCaller("Ana", 3, List.of(tenant + " " + caller));
        var document = "id: norte\ncompany: {name: Norte}\nnumbers: ['" + NORTE + "']\n";
        tenants(document);

        assertThat(welcome(NORTE).settings().instructions()).contains("Ana", "norte " + ANA);

        tenants(document + "memory: {enabled: false}");
        assertThat(welcome(NORTE).settings().instructions()).doesNotContain("Ana");
    }

    @Test
    void a_memory_that_hangs_or_fails_delays_nobody_for_long() throws Exception {
        tenants("id: norte\ncompany: {name: Norte}\nnumbers: ['" + NORTE + "']");
        var never = new CountDownLatch(1);
        callers =
                (_, _) -> {
                    never.await();
                    return KnownCaller.NOBODY;
                };

        var welcome = (Welcome) receptionist(Duration.ofMillis(20)).receive(caller(NORTE));
        assertThat(welcome.settings().greeting()).contains("Norte");

        callers =
                (_, _) -> {
                    throw new IllegalStateException("no database");
                };
        assertThat(welcome(NORTE).settings().greeting()).contains("Norte");
    }

    @Test
    void lookups_that_never_end_do_not_pile_up() throws Exception {
        tenants("id: norte\nnumbers: ['" + NORTE + "']");
        var begun = new AtomicInteger();
        var mayEnd = new CountDownLatch(1);
        callers =
                (_, _) -> {
                    begun.incrementAndGet();
                    while (mayEnd.getCount() > 0) {
                        try {
                            mayEnd.await();
                        } catch (InterruptedException _) {
                            // as a driver that does not listen
                        }
                    }
                    return KnownCaller.NOBODY;
                };
        var receptionist = receptionist(Duration.ofMillis(1));

        for (int i = 0; i < PatientLookup.AT_ONCE + 20; i++) {
            assertThat(receptionist.receive(caller(NORTE))).isInstanceOf(Welcome.class);
        }

        assertThat(begun.get()).isLessThanOrEqualTo(PatientLookup.AT_ONCE);
        mayEnd.countDown();
    }

    @Test
    void of_whom_nothing_can_be_found_out_is_received_by_the_default_tenant_without_waiting() {
        callers =
                (_, _) -> {
                    throw new AssertionError("nobody is looked up");
                };
        tenants("id: default\ngreeting: {open: La casa}", "id: norte\nnumbers: ['" + NORTE + "']");

        var welcome = receptionist(Duration.ofMinutes(1)).standard();

        assertThat(welcome.settings().tenant()).isEqualTo("default");
        assertThat(welcome.settings().greeting()).isEqualTo("La casa");
    }

    @Test
    void a_tenant_that_changes_serves_the_next_call_and_leaves_the_running_one() throws Exception {
        var document = "id: norte\nnumbers: ['" + NORTE + "']\ngreeting: {open: %s}";
        tenants(document.formatted("Uno"));
        var running = welcome(NORTE);
        tenants(document.formatted("Dos"));

        assertThat(running.settings().greeting()).isEqualTo("Uno");
        assertThat(welcome(NORTE).settings().greeting()).isEqualTo("Dos");
    }

    private Welcome welcome(String dialled) throws InterruptedException {
        return (Welcome) receive(dialled);
    }

    private Reception receive(String dialled) throws InterruptedException {
        return receptionist(Duration.ofMinutes(1)).receive(caller(dialled));
    }

    private static LegInfo caller(String dialled) {
        return new LegInfo("twilio", "CA1", ANA, dialled, Map.of());
    }

    private TenantReceptionist receptionist(Duration lookupDeadline) {
        var house =
                new House(
                        settings(),
                        new BundledTexts(),
                        _ ->
                                List.of(
                                        tool("get_current_time"),
                                        tool("crm_find"),
                                        tool("crm_delete")),
                        _ -> ledger,
                        RingingPolicy.STANDARD,
                        ZoneId.of("UTC"),
                        reference ->
                                reference.equals(new SecretReference.Variable("LLAVE"))
                                        ? Optional.of("abracadabra")
                                        : Optional.empty());
        return new TenantReceptionist(() -> tenants, house, callers, () -> now, lookupDeadline);
    }

    private static CallSettings settings() {
        return new CallSettings(
                "default",
                ES,
                "",
                "Hola, soy la casa.",
                "Eres la casa.",
                Map.of("speed", "1.0"),
                Duration.ofSeconds(15),
                Duration.ofMillis(700),
                Duration.ofMillis(2_500),
                Duration.ofSeconds(10));
    }

    private void tenants(String... documents) {
        tenants =
                new TenantSnapshot(
                        Stream.of(documents)
                                .map(
                                        text -> {
                                            var reading = TenantDocument.readYaml(text);
                                            assertThat(reading.problems()).isEmpty();
                                            return new StoredTenant(
                                                    reading.right().orElseThrow(),
                                                    1,
                                                    Instant.EPOCH,
                                                    "test");
                                        })
                                .toList());
    }

    private static List<String> names(Welcome welcome) {
        return names(welcome.tools());
    }

    private static List<String> names(List<Tool> tools) {
        return tools.stream().map(tool -> tool.definition().name()).toList();
    }

    private static Tool tool(String name) {
        return new Tool() {
            @Override
            public ToolDefinition definition() {
                return new ToolDefinition(name, name, JsonNodeFactory.instance.objectNode());
            }

            @Override
            public ToolOutcome run(ToolRequest request) {
                return new ToolOutcome.Answered("");
            }
        };
    }

    private Reception visit(String tenant, String language) throws Exception {
        return receptionist(Duration.ofMinutes(1))
                .receive(
                        new LegInfo(
                                "webrtc",
                                "rtc_1",
                                "",
                                "web:" + tenant,
                                Map.of(),
                                new LegInfo.Visit(tenant, Optional.of(Locale.of(language)))));
    }
}
