package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.fake.asterisk.ari.Answer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// What an application is told, and what it asks to be told; endpoints.
final class SubscriptionTest {
    private static final String SUBSCRIPTION = "applications/" + Lab.APP + "/subscription";
    private final Lab lab = Lab.connected();

    private static JsonNode body(Answer answer) {
        return Objects.requireNonNull(answer.body());
    }

    @Test
    void who_subscribes_to_a_caller_hears_of_its_destruction_too() {
        var phone = lab.call("100");
        var answer = lab.request("POST", SUBSCRIPTION + "?eventSource=channel:" + lab.channel());
        assertThat(body(answer).path("channel_ids").path(0).asText()).isEqualTo(lab.channel());
        phone.hangUp();
        assertThat(lab.types()).endsWith("StasisEnd", "ChannelVarset", "ChannelDestroyed");
    }

    @Test
    void a_subscription_can_be_ended() {
        var phone = lab.call("100");
        lab.request("POST", SUBSCRIPTION + "?eventSource=channel:" + lab.channel());
        lab.request("DELETE", SUBSCRIPTION + "?eventSource=channel:" + lab.channel());
        phone.hangUp();
        assertThat(lab.types()).doesNotContain("ChannelDestroyed");
    }

    @Test
    void who_subscribes_to_an_endpoint_hears_of_all_its_calls() {
        lab.request("POST", SUBSCRIPTION + "?eventSource=endpoint:PJSIP/trunk");
        lab.call("103").hangUp();
        assertThat(lab.types()).contains("ChannelDestroyed");
        assertThat(
                        body(lab.request("GET", "applications/" + Lab.APP))
                                .path("endpoint_ids")
                                .path(0)
                                .asText())
                .isEqualTo("PJSIP/trunk");
    }

    @Test
    void what_there_is_not_cannot_be_subscribed_to() {
        assertThat(lab.request("POST", SUBSCRIPTION).status()).isEqualTo(400);
        assertThat(lab.request("POST", SUBSCRIPTION + "?eventSource=nosuch:1").status())
                .isEqualTo(400);
        assertThat(lab.request("POST", SUBSCRIPTION + "?eventSource=channel:1").status())
                .isEqualTo(422);
        assertThat(lab.request("POST", SUBSCRIPTION + "?eventSource=bridge:1").status())
                .isEqualTo(422);
        assertThat(lab.request("DELETE", SUBSCRIPTION + "?eventSource=bridge:1").status())
                .isEqualTo(422);
        assertThat(
                        lab.request(
                                        "POST",
                                        "applications/nosuch/subscription?eventSource=channel:1")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void events_that_are_not_wanted_are_not_told() {
        var filter = "{\"disallowed\":[{\"type\":\"ChannelVarset\"}]}";
        assertThat(lab.request("PUT", "applications/" + Lab.APP + "/eventFilter", filter).status())
                .isEqualTo(200);
        lab.call("100");
        assertThat(lab.types()).containsExactly("StasisStart");
        assertThat(
                        lab.request(
                                        "PUT",
                                        "applications/" + Lab.APP + "/eventFilter",
                                        "{\"allowed\":\"all\"}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void an_application_makes_up_an_event() {
        lab.call("100");
        var uri =
                "events/user/handover?application=" + Lab.APP + "&source=channel:" + lab.channel();
        assertThat(lab.request("POST", uri, "{\"variables\":{\"to\":\"200\"}}").status())
                .isEqualTo(204);
        var told = lab.last("ChannelUserevent");
        assertThat(told.path("eventname").asText()).isEqualTo("handover");
        assertThat(told.path("userevent").path("to").asText()).isEqualTo("200");
        assertThat(told.path("channel").path("id").asText()).isEqualTo(lab.channel());
        assertThat(lab.request("POST", "events/user/x?application=nosuch").status()).isEqualTo(404);
        assertThat(
                        lab.request(
                                        "POST",
                                        "events/user/x?application=" + Lab.APP + "&source=bridge:1")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void endpoints_are_listed_with_their_channels() {
        lab.call("100");
        var trunk = body(lab.request("GET", "endpoints/PJSIP/trunk"));
        assertThat(trunk.path("state").asText()).isEqualTo("online");
        assertThat(trunk.path("channel_ids").path(0).asText()).isEqualTo(lab.channel());
        assertThat(body(lab.request("GET", "endpoints"))).hasSize(2);
        assertThat(body(lab.request("GET", "endpoints/PJSIP"))).hasSize(2);
        assertThat(lab.request("GET", "endpoints/IAX2").status()).isEqualTo(404);
        assertThat(lab.request("GET", "endpoints/PJSIP/nobody").status()).isEqualTo(404);
    }
}
