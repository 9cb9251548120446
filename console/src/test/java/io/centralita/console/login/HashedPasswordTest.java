package io.centralita.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.console.access.ConsolePassword.Hashed;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocket.Listener;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The password as a hash: signing in, HTTP Basic, and what hashes are taken.
@Timeout(60)
class HashedPasswordTest {
    private static final String PASSWORD = "una contraseña: ñandú";

    /// From the tests of argon2's reference implementation, and of crypt_blowfish.
    private static final String ARGON2_OF_PASSWORD =
            "$argon2i$v=19$m=65536,t=2,p=4$c29tZXNhbHQ$" + "RdescudvJCsgt3ub+b+dWRWJTmaaJObG";

    private static final String BCRYPT_OF_U_STAR_U =
            "$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void it_opens_by_form_and_by_basic(boolean right) throws Exception {
        try (var house = LoginHouse.of(Hashed.of(PASSWORD))) {
            var browser = house.browser();
            var given = right ? PASSWORD : PASSWORD + "x";
            var entered = browser.submit("/login", Map.of("password", given));
            assertThat(entered.statusCode()).isEqualTo(right ? 303 : 401);
            assertThat(browser.fetch("GET", "/api/calls").statusCode())
                    .isEqualTo(right ? 200 : 401);

            var script = house.browser();
            for (int i = 0; i < 2; i++) {
                var answer =
                        script.send(
                                "POST",
                                "/api/work",
                                "a body that waits for the hash",
                                "Authorization",
                                basic(given));
                assertThat(answer.statusCode()).isEqualTo(right ? 200 : 401);
                assertThat(answer.body().contains("a body that waits")).isEqualTo(right);
            }
        }
    }

    @Test
    void what_waits_for_the_hash_can_become_a_websocket() throws Exception {
        try (var house = LoginHouse.of(Hashed.of(PASSWORD));
                var http = HttpClient.newHttpClient()) {
            var heard = new CompletableFuture<String>();
            var socket =
                    http.newWebSocketBuilder()
                            .header("Authorization", basic(PASSWORD))
                            .header("X-Forwarded-For", "203.0.113.9")
                            .buildAsync(
                                    URI.create("ws://127.0.0.1:" + house.port() + "/api/socket"),
                                    new Listener() {
                                        @Override
                                        public @Nullable CompletionStage<?> onText(
                                                WebSocket from, CharSequence text, boolean last) {
                                            heard.complete(text.toString());
                                            return null;
                                        }
                                    })
                            .get(10, SECONDS);
            assertThat(heard.get(10, SECONDS)).isEqualTo("hello");
            socket.abort();
        }
    }

    @Test
    void the_ready_page_tells_its_details_to_whoever_knows_it() throws Exception {
        try (var house = LoginHouse.of(Hashed.of(PASSWORD))) {
            var script = house.browser();
            var path = "/health/ready";
            var known = script.send("GET", path, "", "Authorization", basic(PASSWORD));
            assertThat(known.body()).contains("checks");
            var unknown = script.send("GET", path, "", "Authorization", basic("guess"));
            assertThat(unknown.statusCode()).isEqualTo(200);
            assertThat(unknown.body()).doesNotContain("checks");
        }
    }

    @Test
    void whoever_tries_many_at_once_has_no_more_tries() throws Exception {
        try (var house = LoginHouse.of(Hashed.of(PASSWORD));
                var threads = Executors.newFixedThreadPool(8)) {
            var tries = new ArrayList<Callable<Integer>>();
            for (int i = 0; i < 40; i++) {
                var guess = "guess " + i;
                tries.add(
                        () ->
                                house.browser()
                                        .submit("/login", Map.of("password", guess))
                                        .statusCode());
            }
            int checked = 0;
            for (var result : threads.invokeAll(tries)) {
                checked += result.get() == 401 ? 1 : 0;
            }
            assertThat(checked).isBetween(1, 10);
        }
    }

    @Test
    void hashes_of_other_programs_are_understood() {
        assertThat(new Hashed(ARGON2_OF_PASSWORD).matches("password")).isTrue();
        assertThat(new Hashed(ARGON2_OF_PASSWORD).matches("Password")).isFalse();
        assertThat(new Hashed(BCRYPT_OF_U_STAR_U).matches("U*U*")).isFalse();
        assertThat(new Hashed(BCRYPT_OF_U_STAR_U).matches("U*U")).isTrue();
        assertThat(Hashed.of(PASSWORD).hash()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Hashed.of(PASSWORD)).isNotEqualTo(Hashed.of(PASSWORD));
        assertThat(Hashed.of(PASSWORD).toString()).doesNotContain("argon2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$1$abc$def",
                "5f4dcc3b5aa765d61d8327deb882cf99",
                "$2a$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG",
                "$argon2id$v=19$m=4096,t=999,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG",
                "$argon2id$v=19$m=1,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b+dWRWJTmaaJObG"
            })
    void nothing_else_and_none_that_would_keep_the_machine_busy(String text) {
        assertThat(Hashed.isHash(text)).isFalse();
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("admin:" + password).getBytes(UTF_8));
    }
}
