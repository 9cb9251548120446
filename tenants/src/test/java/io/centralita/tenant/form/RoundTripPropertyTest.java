package io.centralita.tenant.form;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.tenant.profile.Tenant;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// What is exported and imported again is the same tenant, whatever people have written into it.
class RoundTripPropertyTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Property(tries = 400)
    void a_tenant_comes_back_from_yaml_and_from_json_as_it_was(@ForAll("tenants") Tenant tenant) {
        var yaml = TenantDocument.readYaml(TenantDocument.writeYaml(tenant));
        var json = TenantDocument.readJson(TenantDocument.writeJson(tenant));

        assertThat(yaml.problems()).isEmpty();
        assertThat(yaml.right()).contains(tenant);
        assertThat(json.right()).contains(tenant);
    }

    /// As they come from the reader: nothing else is ever stored.
    @Provide
    Arbitrary<Tenant> tenants() {
        return Combinators.combine(
                        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(9),
                        company(),
                        texts().list().ofMaxSize(4),
                        hours(),
                        rest(),
                        texts())
                .as(RoundTripPropertyTest::document)
                .map(document -> TenantDocument.read(document).tenant().orElseThrow());
    }

    private static ObjectNode document(
            String id,
            ObjectNode company,
            List<String> texts,
            ObjectNode hours,
            ObjectNode rest,
            String information) {
        var document = JSON.objectNode().put("id", id).put("information", information);
        document.set("company", company);
        document.set("hours", hours);
        var faqs = document.putArray("faqs");
        var context = document.putArray("context");
        for (var text : texts) {
            faqs.addObject().put("question", "¿" + text).put("answer", "a" + text + "\n- b: c");
            context.addObject().put("name", "n" + text).put("text", text + "\n\n  x # y\n" + text);
        }
        document.setAll(rest);
        return document;
    }

    private static Arbitrary<ObjectNode> company() {
        return Combinators.combine(texts(), texts())
                .as((name, address) -> JSON.objectNode().put("name", name).put("address", address));
    }

    private static Arbitrary<ObjectNode> hours() {
        var span =
                Arbitraries.of(
                        "09:00-14:00", "00:00-24:00", "22:30-02:00", "16:00-19:15", "10:10-10:11");
        return Combinators.combine(span.list().ofMaxSize(3), span.list().ofMaxSize(6))
                .as(
                        (monday, special) -> {
                            var hours = JSON.objectNode();
                            hours.set("monday", list(monday));
                            var days = hours.putArray("special");
                            special.forEach(
                                    one -> {
                                        var day = days.addObject();
                                        day.put(
                                                "day",
                                                one.length() % 2 == 0 ? "12-25" : "2026-01-06");
                                        day.set("open", list(List.of(one)));
                                    });
                            return hours;
                        });
    }

    private static Arbitrary<ObjectNode> rest() {
        var amount =
                Arbitraries.bigDecimals().between(new BigDecimal("0.01"), new BigDecimal("900"));
        return Combinators.combine(
                        amount.ofScale(2),
                        Arbitraries.of("fixed", "when-ready", "delay", "off"),
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(1, 3_650),
                        Arbitraries.of("assist", "message", "inform"),
                        Arbitraries.of("+34910000000", "+14155552671", "+525512345678"),
                        Arbitraries.of(true, false))
                .as(
                        (cap, mode, millis, days, closed, number, flag) -> {
                            var rest = JSON.objectNode();
                            rest.put("when-closed", closed).put("retention-days", days);
                            rest.putObject("spending").put("per-call", cap);
                            rest.putObject("ringing")
                                    .put("mode", mode)
                                    .put("seconds", BigDecimal.valueOf(millis, 3));
                            rest.putObject("memory").put("enabled", flag).put("days", days);
                            rest.putArray("numbers")
                                    .addObject()
                                    .put("number", number)
                                    .put("active", flag);
                            if (flag) {
                                rest.putArray("tools");
                                people(rest, number);
                                browser(rest, days);
                            }
                            return rest;
                        });
    }

    private static void people(ObjectNode rest, String number) {
        var people = rest.putArray("transfers");
        people.addObject().put("name", "Averías 2").put("number", number);
        people.addObject().put("name", "caja").put("extension", "2*#_x@in-1").put("attended", true);
        people.addObject().put("name", "jefe").put("endpoint", "Local/200@internal/n");
        var keys = rest.putObject("keys");
        keys.putObject("#").put("transfer", "CAJA");
        keys.putObject("0").put("say", "yes: #1");
        keys.putObject("*").put("say", "no");
    }

    private static void browser(ObjectNode rest, int calls) {
        var browser = rest.putObject("browser").put("key", "file:/etc/a key: #1");
        browser.putArray("origins").add("https://café.example:444").add("http://localhost:3000");
        browser.put("calls-per-minute", calls);
    }

    private static ArrayNode list(List<String> texts) {
        var list = JSON.arrayNode();
        texts.forEach(list::add);
        return list;
    }

    /// Any characters at all, and what YAML reads as something else.
    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(30),
                Arbitraries.strings()
                        .withChars("ab \n\t:#-'\"{}[],&*!|>%@`?\\\r\u0085\u2028ñ¿€😀".toCharArray())
                        .ofMaxLength(40),
                Arbitraries.of(
                        "no",
                        "yes",
                        "null",
                        "~",
                        "1.50",
                        "0x1F",
                        "12:30",
                        "2026-12-25",
                        "1_000",
                        "- a",
                        "a: b",
                        "#c",
                        "---",
                        "...",
                        "<<",
                        "=",
                        "+34910000000",
                        " a ",
                        "😀"));
    }
}
