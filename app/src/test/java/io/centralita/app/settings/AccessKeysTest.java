package io.centralita.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.text.Messages;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeysTest {
    private static final Map<String, String> OIDC =
            Map.of(
                    "PUBLIC_URL", "https://calls.example.com/",
                    "OIDC_ISSUER", "https://login.example.com/realms/office/",
                    "OIDC_CLIENT_ID", "centralita",
                    "OIDC_CLIENT_SECRET", "find-me-secret",
                    "OIDC_ALLOWED", "Ana@example.com, @norte.example , group:ops,sub:1");
    private static final Map<String, String> TURN =
            Map.of(
                    "STUN_URLS", "stun:turn.example.net:3478",
                    "TURN_URLS",
                            "turn:turn.example.net:3478?transport=udp, TURN:turn.example.net,"
                                    + " turns:[2001:db8::1]:443?transport=tcp",
                    "TURN_SECRET", "find-me-secret",
                    "TURN_TTL", "90 min");

    @TempDir Path directory;

    @Test
    void by_default_only_this_machine_is_let_in_and_proxies_here_are_believed() throws Exception {
        var settings = read(Map.of()).settings();
        var console = settings.access().console(settings.http());
        assertThat(console.hasWayIn()).isFalse();
        assertThat(console.trustedProxies())
                .accepts(InetAddress.ofLiteral("127.0.0.9"), InetAddress.ofLiteral("::1"))
                .rejects(InetAddress.ofLiteral("192.168.1.1"), InetAddress.ofLiteral("::2"));
        assertThat(settings.access().voice().ice().turn()).isEmpty();
        assertThat(settings.access().voice().tokens()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void an_identity_provider_needs_all_that_belongs_to_it() throws Exception {
        var identity = Objects.requireNonNull(read(OIDC).settings().access().identity());
        assertThat(identity.issuer()).hasToString("https://login.example.com/realms/office/");
        assertThat(identity.redirect())
                .hasToString("https://calls.example.com/login/oidc/callback");
        assertThat(identity.allowed()).hasSize(4);
        assertThat(read(OIDC).settings().access().toString()).doesNotContain("find-me");
        assertThat(read(OIDC).settings().alone().access().identity()).isNull();

        for (var name : OIDC.keySet()) {
            var without = new HashMap<>(OIDC);
            without.remove(name);
            assertThat(problems(without)).singleElement().asString().contains(name);
        }
        assertThat(problems(with(OIDC, "OIDC_ISSUER", "http://login.example.com")))
                .singleElement()
                .asString()
                .contains("https");
        assertThat(problems(with(OIDC, "OIDC_ISSUER", "http://127.0.0.1:9000"))).isEmpty();
        assertThat(problems(with(OIDC, "OIDC_ALLOWED", "ana, @example.com")))
                .singleElement()
                .asString()
                .contains("OIDC_ALLOWED", "group:NAME");
    }

    @Test
    void a_password_is_there_once() {
        var hash = "$2b$12$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW";
        assertThat(problems(Map.of("CONSOLE_PASSWORD_HASH", hash))).isEmpty();
        assertThat(problems(Map.of("CONSOLE_PASSWORD_HASH", hash, "CONSOLE_PASSWORD", "x")))
                .singleElement()
                .asString()
                .contains("keep one");
        assertThat(problems(Map.of("CONSOLE_PASSWORD_HASH", "find-me-plain")))
                .singleElement()
                .asString()
                .contains("hash-password")
                .doesNotContain("find-me");
    }

    @Test
    void turn_servers_come_with_their_secret() throws Exception {
        var ice = read(TURN).settings().access().voice().ice();
        assertThat(ice.stun()).containsExactly("stun:turn.example.net:3478");
        assertThat(ice.turn())
                .containsExactly(
                        "turn:turn.example.net:3478?transport=udp",
                        "turn:turn.example.net",
                        "turns:[2001:db8::1]:443?transport=tcp");
        assertThat(ice.ttl()).isEqualTo(Duration.ofMinutes(90));
        for (var name : List.of("TURN_URLS", "TURN_SECRET")) {
            assertThat(problems(with(TURN, name, "")))
                    .singleElement()
                    .asString()
                    .contains("TURN_URLS", "TURN_SECRET");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turn.example.net",
                "stun:turn.example.net",
                "turn://turn.example.net",
                "turn:turn.example.net:0",
                "turn:turn.example.net:70000",
                "turn:turn.example.net?transport=sctp",
                "turns:turn.example.net?transport=udp",
                "turn:user@turn.example.net",
                "turn:turn.example.net?transport=udp&x=y",
                "turn:"
            })
    void an_address_that_is_none_is_named(String url) {
        assertThat(problems(with(TURN, "TURN_URLS", "turn:a.example, " + url + ", http://x")))
                .singleElement()
                .asString()
                .contains("TURN_URLS", url, "http://x");
    }

    private static Map<String, String> with(Map<String, String> all, String name, String value) {
        var changed = new HashMap<>(all);
        changed.put(name, value);
        return changed;
    }

    private List<String> problems(Map<String, String> environment) {
        return read(environment).problems().stream()
                .map(problem -> problem.text(Messages.in(Locale.ENGLISH)))
                .toList();
    }

    private Reading read(Map<String, String> environment) {
        return SettingsReader.read(directory, environment);
    }
}
