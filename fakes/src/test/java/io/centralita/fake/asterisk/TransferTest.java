package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import org.junit.jupiter.api.Test;

/// A phone that sends whoever it talks to elsewhere.
final class TransferTest {
    private final Lab lab = Lab.connected();

    private Phone bridgedWithAnother() {
        lab.call("100");
        var one = lab.channel();
        var phone = lab.call("100");
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        lab.request(
                "POST", "bridges/" + bridge + "/addChannel?channel=" + one + "," + lab.channel());
        return phone;
    }

    @Test
    void the_other_one_leaves_the_application_and_goes_to_the_extension() {
        var phone = bridgedWithAnother();
        assertThat(phone.transfer("6001")).isEqualTo(200);
        var told = lab.last("BridgeBlindTransfer");
        assertThat(told.path("result").asText()).isEqualTo("Success");
        assertThat(told.path("exten").asText()).isEqualTo("6001");
        assertThat(told.path("is_external").asBoolean()).isTrue();
        assertThat(told.path("transferee").path("id").asText())
                .isNotEqualTo(told.path("channel").path("id").asText());
        assertThat(lab.types())
                .containsSubsequence("BridgeBlindTransfer", "StasisEnd", "StasisEnd");
        lab.timeline.advanceMs(20);
        assertThat(lab.stories).contains(new Story.Left());
        lab.farEnds.phones.getFirst().pickUp();
        lab.timeline.advanceMs(20);
        assertThat(lab.pbx.channels()).hasSize(2);
        lab.farEnds.phones.getFirst().hangUp();
        lab.timeline.advanceMs(20);
        assertThat(lab.pbx.leftovers().channels()).isEmpty();
    }

    @Test
    void nowhere_and_nobody_are_refused_and_the_phone_stays() {
        var phone = bridgedWithAnother();
        assertThat(phone.transfer("nosuch")).isEqualTo(404);
        var alone = lab.call("100");
        assertThat(alone.transfer("6001")).isEqualTo(400);
        assertThat(lab.last("BridgeBlindTransfer").path("result").asText()).isEqualTo("Invalid");
        assertThat(lab.stories).doesNotContain(new Story.Left());
    }
}
