package io.centralita.tenant.form;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.transfer.Destination;
import io.centralita.call.transfer.Target;
import io.centralita.tenant.profile.KeyAction;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Whom callers may be put through to, and what keys do, in a tenant's document.
class PeopleAndKeysTest {
    @Test
    void people_are_reached_by_number_extension_or_endpoint() {
        var reach =
                TenantDocument.readYaml(
                                """
                                id: norte
                                transfers:
                                  - {name: Averías, number: +34 910 000 009}
                                  - {name: Recepción, extension: 200@internal, attended: yes}
                                  - {name: Jefe, endpoint: PJSIP/300}
                                keys:
                                  0: {transfer: recepción}
                                  "*": {say: "Quiero pagar: ya"}
                                """)
                        .right()
                        .orElseThrow()
                        .reach();

        assertThat(reach.transfers())
                .containsExactly(
                        new Destination("Averías", "+34910000009"),
                        new Destination("Recepción", new Target.Extension("200", "internal"), true),
                        new Destination("Jefe", new Target.Endpoint("PJSIP", "300"), false));
        assertThat(reach.keys())
                .containsEntry('0', new KeyAction.Transfer("recepción"))
                .containsEntry('*', new KeyAction.Say("Quiero pagar: ya"));
    }

    @Test
    void everything_wrong_with_them_is_named_at_once() {
        var reading =
                TenantDocument.readYaml(
                        """
                        id: norte
                        transfers:
                          - {name: A, extension: "200"}
                          - {name: B, endpoint: "PJSIP/2 0"}
                          - {name: C, number: +34910000009, extension: 200@internal}
                          - {name: D, extension: "200,1@internal"}
                          - {name: E, number: +34910000009}
                        keys:
                          12: {say: hola}
                          x: {say: hola}
                          1: {say: hola, transfer: E}
                          2: {}
                          3: hola
                          4: {transfer: nadie}
                          5: {say: ""}
                          6: {transfer: e}
                        """);

        assertThat(reading.problems())
                .extracting(TenantProblem::path)
                .containsExactlyInAnyOrder(
                        "transfers[0].extension",
                        "transfers[1].endpoint",
                        "transfers[2]",
                        "transfers[3].extension",
                        "keys.12",
                        "keys.x",
                        "keys.1",
                        "keys.2",
                        "keys.3",
                        "keys.4.transfer",
                        "keys.5.say");
        assertThat(reading.problems().stream().map(one -> one.text(Locale.of("es"))))
                .contains("keys.4.transfer (línea 14): «nadie» no está en transfers (E)");
        assertThat(reading.tenant().orElseThrow().reach().keys()).containsOnlyKeys('6');
    }

    @Test
    void a_tenant_without_people_of_its_own_may_name_the_houses() {
        var reading = TenantDocument.readYaml("id: norte\nkeys: {0: {transfer: soporte}}");
        assertThat(reading.right().orElseThrow().reach().keys())
                .containsEntry('0', new KeyAction.Transfer("soporte"));
    }
}
