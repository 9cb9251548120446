package io.centralita.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.app.settings.SettingsReader;
import io.centralita.app.text.Columns;
import io.centralita.app.text.Messages;
import io.centralita.fake.twilio.Trouble;
import io.centralita.fake.twilio.TwilioAccount;
import io.centralita.fake.twilio.TwilioAccount.PhoneNumber;
import io.centralita.fake.twilio.TwilioApi;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor sends a number's calls here, if that is wanted.
class TwilioDoctorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String NUMBER = "+34900000002";
    private static final String OLD = "https://old.example.net/voice";
    private static final TwilioAccount ACCOUNT =
            TwilioAccount.DEFAULT.withNumbers(
                    new PhoneNumber("PN" + "2".repeat(32), NUMBER, OLD, ""),
                    new PhoneNumber(
                            "PN" + "3".repeat(32), "+34900000003", "", "POST", "", "AP1", ""));

    @TempDir Path directory;

    private final TwilioApi twilio = TwilioApi.start(VERTX, ACCOUNT);
    private final StringWriter said = new StringWriter();

    @AfterAll
    static void closeAll() {
        VERTX.close();
    }

    @AfterEach
    void close() {
        twilio.close();
    }

    @Test
    void a_number_is_pointed_here_without_asking_where_that_is_wanted() throws Exception {
        assertThat(fix("+34 900 000 002", true, "")).isTrue();
        var number = twilio.number(NUMBER);
        assertThat(number.voiceUrl()).isEqualTo("https://calls.example.com/api/twilio/webhook");
        assertThat(number.statusCallback())
                .isEqualTo("https://calls.example.com/api/twilio/status");
        assertThat(said.toString()).contains("goes to " + OLD, "comes here now");
    }

    @Test
    void whoever_does_not_agree_changes_nothing() throws Exception {
        for (var answer : new String[] {"n\n", "\n", "", "perhaps\n", "e\n"}) {
            assertThat(fix(NUMBER, false, answer)).as(answer).isFalse();
            assertThat(twilio.number(NUMBER).voiceUrl()).isEqualTo(OLD);
        }
        assertThat(fix(NUMBER, false, "Y\n")).isTrue();
        assertThat(twilio.number(NUMBER).voiceUrl()).contains("calls.example.com");
    }

    @Test
    void what_cannot_be_done_is_said() throws Exception {
        assertThat(fix("+34911111111", true, "")).isFalse();
        assertThat(fix("+34900000003", true, "")).isFalse();
        twilio.next(new Trouble.Answer(401, 20_003));
        assertThat(fix(NUMBER, true, "")).isFalse();
        assertThat(said.toString()).contains("no number", "TwiML application", "code-20003");
        assertThat(twilio.number(NUMBER).voiceUrl()).isEqualTo(OLD);
    }

    @Test
    void the_whole_doctor_stands_in_for_a_server_that_does_not_run() throws Exception {
        int port;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = probe.getLocalPort();
        }
        var environment =
                Map.of(
                        "HTTP_PORT", "" + port,
                        "PUBLIC_URL", "http://127.0.0.1:" + port,
                        "TWILIO_ACCOUNT_SID", ACCOUNT.sid(),
                        "TWILIO_AUTH_TOKEN", ACCOUNT.authToken(),
                        "TWILIO_API_URL", twilio.url().toString());
        assertThat(doctor(environment, "doctor", "twilio")).isEqualTo(Terminal.WANTING);
        assertThat(said.toString()).contains("6/7").contains("--fix " + NUMBER);

        said.getBuffer().setLength(0);
        var fixing = List.of("doctor", "twilio", "--fix", NUMBER, "--yes");
        assertThat(doctor(environment, fixing.toArray(String[]::new))).isEqualTo(Terminal.FINE);
        assertThat(said.toString().lines())
                .contains("7/7")
                .allMatch(line -> line.length() <= Columns.WIDTH || line.contains("http"))
                .noneMatch(line -> line.contains(ACCOUNT.authToken()));

        said.getBuffer().setLength(0);
        assertThat(doctor(environment, "doctor", "twilio", "--json")).isEqualTo(Terminal.FINE);
        assertThat(said.toString()).contains("\"passed\" : 7");
    }

    private int doctor(Map<String, String> environment, String... arguments) {
        var out = new PrintWriter(said, true);
        var reading = SettingsReader.read(directory, environment);
        var terminal = new Terminal(reading, Messages.in(Locale.ENGLISH), out, out);
        return Commands.run(terminal, List.of(arguments));
    }

    private boolean fix(String number, boolean yes, String typed) throws Exception {
        var environment =
                new HashMap<>(
                        Map.of(
                                "PUBLIC_URL", "https://calls.example.com",
                                "TWILIO_ACCOUNT_SID", ACCOUNT.sid(),
                                "TWILIO_AUTH_TOKEN", ACCOUNT.authToken(),
                                "TWILIO_API_URL", twilio.url().toString()));
        var reading = SettingsReader.read(directory, environment);
        var out = new PrintWriter(said, true);
        var terminal = new Terminal(reading, Messages.in(Locale.ENGLISH), out, out);
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        return new TwilioDoctor(terminal, reading.settings(), yes, in).fix(number);
    }
}
