package io.centralita.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageSecurityTest {
    @Test
    void an_import_map_runs_by_the_hash_of_its_text() {
        // echo -n "alert('Hello, world.');" | openssl dgst -sha256 -binary | base64 (CSP Level 3
        // §8.3)
        assertThat(PageSecurity.policy("alert('Hello, world.');"))
                .contains(
                        "script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';")
                .doesNotContain("unsafe");
        assertThat(PageSecurity.policy("a", "b").split("'sha256-", -1)).hasSize(3);
        assertThat(PageSecurity.policy()).contains("script-src 'self';");
    }
}
