package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is decided without anything happening.
final class PartsTest {
    @Test
    void what_we_make_is_known_by_its_name() {
        var ids = new Ids("my app", "a1b2c3d4");
        assertThat(ids.media()).isEqualTo("my_app-a1b2c3d4.m1");
        assertThat(ids.person()).isEqualTo("my_app-a1b2c3d4.p2");
        assertThat(ids.isOwn("my_app-a1b2c3d4.m1")).isTrue();
        assertThat(ids.isOfApplication("my_app-00000000.b7")).isTrue();
        assertThat(ids.isOwn("my_app-00000000.b7")).isFalse();
        assertThat(ids.isChannel("my_app-00000000.b7")).isFalse();
        assertThat(ids.isPerson("my_app-00000000.p7")).isTrue();
    }

    @Test
    void what_others_make_is_not_taken_for_ours() {
        var ids = new Ids("centralita", "a1b2c3d4");
        assertThat(ids.isOfApplication("1795216305.35")).isFalse();
        assertThat(ids.isOfApplication("centralita-eu-00000000.m1")).isFalse();
        assertThat(ids.isOfApplication("centralita-00000000.p1;2")).isFalse();
        assertThat(ids.isOfApplication("xcentralita-00000000.m1")).isFalse();
    }

    @Test
    void dial_string_without_a_place_for_the_number_is_refused() {
        assertThatThrownBy(() -> new DialPlan(Unserved.DIAL_PLAN, List.of(), "PJSIP/trunk"))
                .hasMessageContaining("{number}");
    }
}
