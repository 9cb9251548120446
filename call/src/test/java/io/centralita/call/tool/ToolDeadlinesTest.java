package io.centralita.call.tool;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ToolDeadlinesTest {
    @Test
    void the_default_minute_gives_the_request_seventy_seconds() {
        assertThat(ToolDeadlines.of(ToolDeadlines.DEFAULT_TIMEOUT).http()).isEqualTo(ofSeconds(70));
    }

    @Test
    void a_telephones_fifteen_seconds_give_the_request_twenty() {
        assertThat(ToolDeadlines.of(ofSeconds(15)).http()).isEqualTo(ofSeconds(20));
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> ToolDeadlines.of(ofSeconds(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ToolDeadlines.of(ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void every_outer_layer_waits_longer_than_the_one_inside(
            @ForAll @IntRange(min = 1, max = 300) int seconds) {
        var deadlines = ToolDeadlines.of(ofSeconds(seconds));
        assertThat(deadlines.service()).isLessThan(deadlines.http());
        assertThat(deadlines.http()).isLessThan(deadlines.executor());
        assertThat(deadlines.executor()).isLessThan(deadlines.call());
    }
}
