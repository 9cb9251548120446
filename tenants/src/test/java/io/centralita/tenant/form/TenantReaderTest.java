package io.centralita.tenant.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.reception.RecordingRule;
import io.centralita.call.reception.Ringing;
import io.centralita.tenant.profile.ClosedConduct;
import io.centralita.tenant.profile.Relevance;
import io.centralita.tenant.profile.RingingPolicy;
import io.centralita.tenant.profile.SecretReference;
import io.centralita.tenant.profile.Tenant;
import io.centralita.tenant.profile.TenantNumber;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TenantReaderTest {
    private static final Path EXAMPLE = Path.of("../tenant.example.yaml");

    @Test
    void a_document_says_everything_about_a_tenant() {
        var tenant =
                right(
                        """
                        id: fibra-norte
                        company:
                          name: Fibra Norte
                          phone: 910 000 000
                          email: hola@fibranorte.example
                          web: www.fibranorte.example
                        information: |
                          Instalamos en 48 horas.
                          No cobramos el alta.
                        language: es
                        voice: marin
                        greeting:
                          open: Hola {{caller.name}}, esto es {{company.name}}.
                          closed: Está cerrado; abrimos {{next_opening}}.
                        engine: {model: gpt-realtime, speed: 1.1, key_id: "${secret:openai}"}
                        time-zone: Europe/Madrid
                        hours:
                          monday: 09:00-14:00
                          tuesday: [09:00-14:00, 16:00-19:00]
                          special:
                            - {day: 12-25, name: Navidad}
                            - {day: 2026-08-01..2026-08-15, open: 10:00-12:00}
                        when-closed: message
                        faqs:
                          - {question: "¿Qué cuesta?", answer: 30 euros., relevance: high}
                        context:
                          - {name: Cobertura, text: Todo el norte.}
                        prompt: {tokens: 900}
                        tools: [get_*]
                        numbers:
                          - +34 910 000 000
                          - {number: "+34910000001", active: no}
                        transfers:
                          - {name: Averías, number: +34910000009}
                        secrets: {openai: env:NORTE_KEY, otro: file:/etc/norte}
                        ringing: {mode: when-ready, seconds: 2.5, warm: known-callers, between: 08:00-20:00}
                        spending: {per-call: 0.50, per-day: 20}
                        memory: {days: 90}
                        retention-days: 30
                        recordings: announced
                        """);

        assertThat(tenant.company().information())
                .isEqualTo("Instalamos en 48 horas.\nNo cobramos el alta.");
        assertThat(tenant.manner().engine())
                .containsEntry("speed", "1.1")
                .containsEntry("key_id", "${secret:openai}");
        assertThat(tenant.presence().zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(Objects.requireNonNull(tenant.presence().hours()).special()).hasSize(2);
        assertThat(tenant.presence().whenClosed()).isEqualTo(ClosedConduct.MESSAGE);
        assertThat(tenant.knowledge().faqs().getFirst().relevance()).isEqualTo(Relevance.HIGH);
        assertThat(tenant.reach().numbers())
                .containsExactly(
                        new TenantNumber("+34910000000", true),
                        new TenantNumber("+34910000001", false));
        assertThat(tenant.reach().secrets())
                .containsEntry("openai", new SecretReference.Variable("NORTE_KEY"))
                .containsEntry("otro", new SecretReference.InFile(Path.of("/etc/norte")));
        var ringing = Objects.requireNonNull(tenant.terms().ringing());
        assertThat(ringing.mode()).isEqualTo(Ringing.Mode.WHEN_READY);
        assertThat(ringing.time()).isEqualTo(Duration.ofMillis(2_500));
        assertThat(ringing.warm()).isEqualTo(RingingPolicy.Warm.KNOWN_CALLERS);
        assertThat(tenant.terms().caps().perCall()).isEqualTo(new BigDecimal("0.5"));
        assertThat(tenant.terms().memory().enabled()).isTrue();
        assertThat(tenant.terms().memory().days()).isEqualTo(90);
        assertThat(tenant.terms().retentionDays()).isEqualTo(30);
        assertThat(tenant.terms().recording()).isEqualTo(RecordingRule.ANNOUNCED);
    }

    @Test
    void everything_wrong_is_named_at_once_with_its_place_and_what_was_meant() {
        var problems =
                TenantDocument.readYaml(
                                """
                                id: Fibra Norte
                                compani: {name: x}
                                company: {email: nobody}
                                language: fr
                                greeting: {open: "Hola {{company.nam}}"}
                                hours:
                                  monday: [09:00-14:00, nueve]
                                  special: [{name: Navidad}]
                                faqs: [{question: "¿Qué?"}]
                                prompt: {template: "{{#faqs}}sin fin"}
                                numbers: [910000000, "+34910000000", "+34 910 000 000"]
                                ringing: {seconds: 11, warm: always}
                                spending: {per-day: -3}
                                """)
                        .problems();

        assertThat(problems)
                .extracting(TenantProblem::path)
                .containsExactlyInAnyOrder(
                        "compani",
                        "id",
                        "company.email",
                        "language",
                        "greeting.open",
                        "hours.monday[1]",
                        "hours.special[0]",
                        "faqs[0]",
                        "prompt.template",
                        "numbers[0]",
                        "numbers[2]",
                        "ringing.seconds",
                        "spending.per-day");
        var english = problems.stream().map(one -> one.text(Locale.ENGLISH)).toList();
        assertThat(english)
                .contains(
                        "compani (line 2): there is no such field here; «company» was probably meant",
                        "hours.monday[1] (line 7): «nueve» is not right; expected is hours as"
                                + " 09:00-14:00, or «closed»",
                        "greeting.open (line 5): the template uses «company.nam», which does not"
                                + " exist; «company.name» was probably meant",
                        "numbers[2] (line 11): «+34910000000» for the second time");
        assertThat(problems.stream().map(one -> one.text(Locale.of("es"))))
                .anyMatch(text -> text.contains("ringing.seconds (línea 12)"))
                .allMatch(text -> !text.contains("{"));
    }

    @Test
    void a_secret_that_is_written_down_is_refused_and_never_quoted() {
        var problems =
                TenantDocument.readYaml(
                                """
                                id: a
                                secrets: {llave: sk-very-secret, otra: "env:minuscula"}
                                engine: {api_key: sk-very-secret, voice: "${secret:ninguna}"}
                                """)
                        .problems();

        assertThat(problems)
                .extracting(TenantProblem::key)
                .containsExactlyInAnyOrder(
                        "secret.reference", "secret.reference", "secret.literal", "secret.unknown");
        for (var language : List.of(Locale.ENGLISH, Locale.of("es"))) {
            assertThat(problems.stream().map(one -> one.text(language)).toList())
                    .noneMatch(text -> text.contains("sk-very"))
                    .anyMatch(text -> text.contains("${secret:"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#faqs}}",
                "{{/faqs}}",
                "{{>other}}",
                "{{<other}}{{/other}}",
                "{{$block}}{{nonsense}}{{/block}}",
                "{{=<% %>=}}<%nonsense%>",
                "{{company.name.length.nonsense}}"
            })
    void a_template_that_cannot_be_filled_in_is_refused(String template) {
        var document = JsonNodeFactory.instance.objectNode().put("id", "a");
        document.putObject("prompt").put("template", template);

        assertThat(TenantDocument.read(document).problems())
                .extracting(TenantProblem::path)
                .contains("prompt.template");
    }

    @Test
    void a_template_of_a_thousand_sections_is_refused() {
        var document = JsonNodeFactory.instance.objectNode().put("id", "a");
        document.putObject("prompt")
                .put("template", "{{#open}}".repeat(1_000) + "{{/open}}".repeat(1_000));

        assertThat(TenantDocument.read(document).problems()).hasSize(1);
    }

    @Test
    void what_is_right_is_read_beside_what_is_wrong() {
        var reading = TenantDocument.readYaml("id: a\nvoice: marin\nlanguage: fr\n");

        assertThat(reading.right()).isEmpty();
        assertThat(reading.tenant().orElseThrow().manner().voice()).isEqualTo("marin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id: [", "id: a\nid: b", "- a list", "\"just text\"", "", "a: &x [*x, *x]"})
    void what_is_no_document_is_a_problem_and_no_fault(String text) {
        assertThat(TenantDocument.readYaml(text).problems()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"id\":\"a\",\"id\":\"b\"}", "[]", "1", "", "{\"id\":\"a\"} x"})
    void what_is_no_json_is_a_problem_and_no_fault(String text) {
        assertThat(TenantDocument.readJson(text).problems()).isNotEmpty();
    }

    @Test
    void a_document_that_is_too_large_is_not_even_read() {
        var text = "id: a\ninformation: " + "x".repeat(TenantDocument.LARGEST);

        assertThat(TenantDocument.readYaml(text).problems())
                .extracting(TenantProblem::key)
                .containsExactly("too-large");
    }

    @Test
    void the_example_that_is_shipped_is_right_and_comes_back_as_it_is() throws IOException {
        var tenant = right(Files.readString(EXAMPLE));

        assertThat(right(TenantDocument.writeYaml(tenant))).isEqualTo(tenant);
        assertThat(tenant.knowledge().faqs()).isNotEmpty();
        assertThat(tenant.presence().hours()).isNotNull();
    }

    private static Tenant right(String yaml) {
        var reading = TenantDocument.readYaml(yaml);
        assertThat(reading.problems()).isEmpty();
        return reading.right().orElseThrow();
    }
}
