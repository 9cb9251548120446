package io.centralita.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.centralita.console.access.Browser;
import io.centralita.console.access.ConsolePassword.Plain;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What pages of other sites may make a browser do, which is nothing.
@Timeout(60)
class CrossSiteTest {
    private static final String PASSWORD = "correct horse";
    private static final Map<String, String> RIGHT = Map.of("password", PASSWORD);

    private LoginHouse house = LoginHouse.of(new Plain(PASSWORD));

    CrossSiteTest() throws Exception {}

    @AfterEach
    void close() throws Exception {
        house.close();
    }

    @Test
    void whoever_has_signed_in_changes_things_from_our_own_pages_only() throws Exception {
        var browser = signedIn();
        assertThat(error(browser, "POST", "Sec-Fetch-Site", "same-origin")).isEqualTo("csrf");
        for (var site : new String[] {"cross-site", "same-site"}) {
            assertThat(
                            error(
                                    browser,
                                    "POST",
                                    "Sec-Fetch-Site",
                                    site,
                                    "X-Requested-With",
                                    "centralita"))
                    .isEqualTo("foreign-origin");
        }
        assertThat(house.grants).isEmpty();
        var own = browser.fetch("POST", "/api/work", "X-Requested-With", "centralita");
        assertThat(own.body()).startsWith("done");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://127.0.0.1:1",
                "http://localhost",
                "garbage",
                "https://127.0.0.1.evil.example"
            })
    void browsers_that_say_only_the_origin_are_understood_too(String origin) throws Exception {
        var browser = signedIn();
        var headers = new String[] {"Origin", origin, "X-Requested-With", "centralita"};
        assertThat(error(browser, "DELETE", headers)).isEqualTo("foreign-origin");
        assertThat(error(house.browser().near(), "PUT", headers)).isEqualTo("foreign-origin");
        assertThat(house.grants).isEmpty();
    }

    @Test
    void nobody_asks_a_browser_on_this_machine_to_do_it_for_them() throws Exception {
        var near = house.browser().near();
        assertThat(error(near, "POST", "Sec-Fetch-Site", "cross-site")).isEqualTo("foreign-origin");
        assertThat(error(near, "GET", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"))
                .isEqualTo("foreign-origin");
        assertThat(
                        error(
                                near,
                                "GET",
                                "Sec-Fetch-Site",
                                "cross-site",
                                "Sec-Fetch-Mode",
                                "navigate",
                                "Sec-Fetch-Dest",
                                "iframe"))
                .isEqualTo("foreign-origin");
        assertThat(house.grants).isEmpty();
        // What is no browser says nothing of all this.
        assertThat(near.send("POST", "/api/work", "x").body()).isEqualTo("done x");
    }

    @Test
    void a_link_from_elsewhere_leads_here() throws Exception {
        var link =
                new String[] {
                    "Sec-Fetch-Site", "cross-site",
                    "Sec-Fetch-Mode", "navigate",
                    "Sec-Fetch-Dest", "document"
                };
        assertThat(signedIn().send("GET", "/api/work", "", link).statusCode()).isEqualTo(200);
        assertThat(house.browser().near().send("GET", "/api/work", "", link).statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_websocket_is_opened_by_our_own_pages_only() throws Exception {
        assertThat(upgrade("Origin: https://evil.example\r\n")).contains(" 403 ");
        assertThat(upgrade("Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: websocket\r\n"))
                .contains(" 403 ");
        assertThat(upgrade("Origin: http://127.0.0.1:" + house.port() + "\r\n")).contains(" 200 ");
        assertThat(upgrade("")).contains(" 200 ");
    }

    @Test
    void another_site_signs_nobody_in_or_out() throws Exception {
        var browser = house.browser();
        var foreign = browser.form("/login", RIGHT, "Origin", "https://evil.example");
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(browser.cookies()).isEmpty();

        browser.submit("/login", RIGHT);
        var out = browser.form("/logout", Map.of(), "Sec-Fetch-Site", "cross-site");
        assertThat(out.statusCode()).isEqualTo(403);
        assertThat(browser.fetch("GET", "/api/calls").statusCode()).isEqualTo(200);
    }

    @Test
    void behind_a_proxy_that_calls_us_otherwise_the_public_address_is_our_own() throws Exception {
        house.close();
        house =
                LoginHouse.behind(
                        new Plain(PASSWORD),
                        InetAddress::isLoopbackAddress,
                        Optional.of(URI.create("https://calls.example.com/")));
        var browser = house.browser();
        var origin = new String[] {"Origin", "https://calls.example.com"};
        assertThat(browser.form("/login", RIGHT, origin).statusCode()).isEqualTo(303);
        var another = new String[] {"Origin", "https://calls.example.com.evil.example"};
        assertThat(browser.form("/login", RIGHT, another).statusCode()).isEqualTo(403);
    }

    @Test
    void a_script_on_our_page_is_told_where_to_sign_in_and_no_box_pops_up() throws Exception {
        var refused = house.browser().fetch("GET", "/api/calls", "Accept-Language", "en");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .doesNotContain("Basic");
        var body = JsonMapper.builder().build().readTree(refused.body());
        assertThat(body.path("login").asText()).isEqualTo("/login");
        assertThat(body.path("remedy").asText()).contains("Open the login page");
    }

    @Test
    void over_plain_http_no_box_pops_up_either() throws Exception {
        var refused =
                house.browser()
                        .send(
                                "GET",
                                "/api/calls",
                                "",
                                "Accept",
                                "text/event-stream",
                                "User-Agent",
                                "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0.0.0");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("WWW-Authenticate").orElseThrow())
                .doesNotContain("Basic");
    }

    @Test
    void the_browser_is_told_to_run_nothing_but_ours_and_to_show_it_in_nobodys_frame()
            throws Exception {
        var page = house.browser().visit("/login").headers();
        assertThat(page.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'", "script-src 'self';", "frame-ancestors 'none'")
                .contains("object-src 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(page.firstValue("Permissions-Policy").orElseThrow())
                .contains("microphone=(self)", "camera=()");
        assertThat(page.firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
        assertThat(page.firstValue("Referrer-Policy")).contains("same-origin");
        assertThat(page.firstValue("Cache-Control")).contains("no-store");

        var data = house.browser().near().visit("/api/calls").headers();
        assertThat(data.firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(data.firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
        assertThat(data.firstValue("Referrer-Policy")).contains("no-referrer");
    }

    private Browser signedIn() throws Exception {
        var browser = house.browser();
        browser.submit("/login", RIGHT);
        return browser;
    }

    private static String error(Browser browser, String method, String... headers)
            throws Exception {
        var answer = browser.send(method, "/api/work", "", headers);
        assertThat(answer.statusCode()).isEqualTo(403);
        return JsonMapper.builder().build().readTree(answer.body()).path("error").asText();
    }

    /// The status line for a request to become a WebSocket, from this machine.
    private String upgrade(String headers) throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), house.port())) {
            var request =
                    "GET /api/work HTTP/1.1\r\nHost: 127.0.0.1:"
                            + house.port()
                            + "\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n"
                            + "Sec-WebSocket-Version: 13\r\n"
                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                            + headers
                            + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            var in = socket.getInputStream();
            var line = new StringBuilder();
            for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
                line.append((char) one);
            }
            return line.toString();
        }
    }
}
