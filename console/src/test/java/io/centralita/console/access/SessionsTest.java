package io.centralita.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.access.Grant.How;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private Instant now = NOON;
    private final Sessions sessions = new Sessions(() -> now);

    @Test
    void of_more_than_a_thousand_the_one_used_longest_ago_ends() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < Sessions.MOST; i++) {
            ids.add(sessions.open(How.PASSWORD, "admin"));
        }
        assertThat(sessions.use(ids.getFirst())).isPresent();
        sessions.open(How.PASSWORD, "admin");
        assertThat(sessions.use(ids.getFirst())).isPresent();
        assertThat(sessions.use(ids.get(1))).isEmpty();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.length() == 43);
    }

    @Test
    void what_stays_open_learns_that_its_session_is_over_and_does_not_prolong_it() {
        var grant = sessions.use(sessions.open(How.OIDC, "ana@example.com")).orElseThrow();
        for (int hours = 1; hours < 8; hours++) {
            now = NOON.plus(Duration.ofHours(hours));
            assertThat(grant.isValid()).isTrue();
        }
        now = NOON.plus(Sessions.IDLE);
        assertThat(grant.isValid()).isFalse();
    }

    @Test
    void somebody_elses_sessions_are_not_ended_with_ones_own() {
        var ana = sessions.open(How.OIDC, "ana@example.com");
        var again = sessions.open(How.OIDC, "ana@example.com");
        var luis = sessions.open(How.OIDC, "luis@example.com");
        sessions.closeAllOf(ana);
        assertThat(sessions.use(again)).isEmpty();
        assertThat(sessions.use(luis)).isPresent();
        sessions.closeAllOf("nobody's");
        assertThat(sessions.use(luis)).isPresent();
    }
}
