package io.centralita.app.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.centralita.call.record.CallReport;
import io.centralita.engine.offline.voice.EspeakSynthesiser;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Callee;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What callers of an Asterisk do beside speaking, through the whole switchboard: keys, people,
/// hold, and an Asterisk that has a bad day.
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ConversationsEndToEndTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -15, Duration.ofSeconds(20), 8_000));

    @TempDir Path directory;

    @BeforeAll
    static void needsAVoice() {
        assumeTrue(EspeakSynthesiser.detect().available(), "espeak-ng is not installed");
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    private PhoneHouse house(ModelBehind model, Map<String, String> changes) throws Exception {
        var all = new HashMap<>(model.settings());
        all.putAll(changes);
        return new PhoneHouse(directory, Settings.DEFAULT, all);
    }

    /// Each has a way of its own to tell of keys, and Asterisk tells of them as well: none counts
    /// twice.
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "audiosocket", "rtp"})
    void keys_that_the_assistant_has_asked_for_reach_the_model(String transport) throws Exception {
        var arguments = "{\"purpose\":\"número de cliente\",\"max_digits\":4,\"secret\":false}";
        try (var model = new ModelBehind(VERTX, "read_digits", arguments);
                var house = house(model, Map.of("ASTERISK_TRANSPORT", transport))) {
            var phone = house.greeted(Call.to("600"));
            house.say(phone, "Quiero dar mi número.");
            model.asked().get(20, TimeUnit.SECONDS);
            long since = phone.nanoTime();
            PhoneHouse.await(() -> phone.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(500));
            phone.press("4711");
            PhoneHouse.await(() -> model.outputs().stream().anyMatch(it -> it.contains("4711")));
            // And what the model makes of them is heard.
            house.awaitReply(phone, phone.nanoTime());
            phone.hangUp();
            var report = house.report();
            assertThat(report.tools())
                    .singleElement()
                    .extracting(CallReport.ToolUse::name, CallReport.ToolUse::outcome)
                    .containsExactly("read_digits", "answered");
            house.assertNothingIsLeft();
        }
    }

    @Test
    void a_number_of_any_length_ends_with_its_last_key_and_a_secret_one_is_in_no_record()
            throws Exception {
        var arguments = "{\"purpose\":\"PIN\",\"max_digits\":12,\"secret\":true}";
        try (var model = new ModelBehind(VERTX, "read_digits", arguments);
                var house = house(model, Map.of())) {
            var phone = house.greeted(Call.to("600"));
            house.say(phone, "Quiero dar mi clave.");
            model.asked().get(20, TimeUnit.SECONDS);
            long since = phone.nanoTime();
            PhoneHouse.await(() -> phone.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(500));
            phone.press("90210#");
            PhoneHouse.await(() -> model.outputs().stream().anyMatch(it -> it.contains("90210")));
            phone.hangUp();
            assertThat(house.json(house.report()).toString()).doesNotContain("90210");
            house.assertNothingIsLeft();
        }
    }

    @Test
    void a_caller_speaks_with_the_person_they_are_put_through_to() throws Exception {
        try (var model = transfer();
                var house = house(model, Map.of("TRANSFER_NUMBERS", "soporte=PJSIP/6001"))) {
            house.asterisk.register(
                    "6001", Callee.answeringAfter(Duration.ofSeconds(1)).speaking(TONE));
            var phone = wantsAPerson(house);
            var person = person(house);
            person.answered().get(40, TimeUnit.SECONDS);
            long since = phone.nanoTime();
            phone.hearsAbove(-30, since).get(20, TimeUnit.SECONDS);
            phone.say(TONE);
            person.hearsAbove(-30, since).get(20, TimeUnit.SECONDS);
            phone.hangUp();
            person.ended().get(20, TimeUnit.SECONDS);
            var report = house.report();
            assertThat(report.endedBy() + "/" + report.reason()).isEqualTo("assistant/transferred");
            house.assertNothingIsLeft();
        }
    }

    @Test
    void a_caller_is_met_again_where_the_person_is_busy() throws Exception {
        try (var model = transfer();
                var house = house(model, Map.of("TRANSFER_NUMBERS", "soporte=PJSIP/6001"))) {
            house.asterisk.register("6001", Callee.busy());
            var phone = wantsAPerson(house);
            PhoneHouse.await(() -> house.server.records().latest(3).size() == 2);
            PhoneHouse.await(() -> house.server.liveCalls() == 1);
            long back = phone.nanoTime();
            phone.hearsAbove(-40, back).get(30, TimeUnit.SECONDS);
            phone.hangUp();
            house.assertNothingIsLeft();
            PhoneHouse.await(
                    () ->
                            house.server.records().latest(3).stream()
                                    .allMatch(report -> report.endedAt() != null));
            assertThat(house.server.records().latest(3))
                    .extracting(CallReport::endedBy)
                    .containsExactlyInAnyOrder("assistant", "caller");
        }
    }

    @Test
    void a_person_is_told_first_alone_and_takes_the_caller_by_a_key() throws Exception {
        var people = Map.of("TRANSFER_NUMBERS", "soporte=PJSIP/6001 attended");
        try (var model = transfer();
                var house = house(model, people)) {
            house.asterisk.register("6001", Callee.answeringAfter(Duration.ofSeconds(1)));
            var phone = wantsAPerson(house);
            var person = person(house);
            person.answered().get(40, TimeUnit.SECONDS);
            long answered = phone.nanoTime();
            person.hearsAbove(-40, 0).get(30, TimeUnit.SECONDS);
            long whispered = person.nanoTime();
            PhoneHouse.await(() -> person.nanoTime() - whispered > TimeUnit.SECONDS.toNanos(1));
            // What is heard at the caller's meanwhile is at most the music of the hold.
            assertThat(
                            phone.heard().packets().stream()
                                    .filter(packet -> packet.atNanos() - answered > 200_000_000))
                    .as("the caller does not hear the whisper")
                    .isEmpty();
            person.press("1");
            person.say(TONE);
            phone.hearsAbove(-30, person.nanoTime()).get(30, TimeUnit.SECONDS);
            person.hangUp();
            phone.ended().get(20, TimeUnit.SECONDS);
            house.assertNothingIsLeft();
        }
    }

    @Test
    void a_caller_who_puts_us_on_hold_is_waited_for() throws Exception {
        try (var house = new PhoneHouse(directory, Settings.DEFAULT, Map.of())) {
            var phone = house.greeted(Call.to("600"));
            phone.hold();
            long held = phone.nanoTime();
            PhoneHouse.await(() -> phone.nanoTime() - held > TimeUnit.SECONDS.toNanos(2));
            phone.resume();
            long asked = house.say(phone, "¿Cuántos clientes activos hay?");
            house.awaitReply(phone, asked);
            phone.hangUp();
            var report = house.report();
            assertThat(report.heldMs()).isBetween(1_500L, 6_000L);
            assertThat(report.tools()).hasSize(1);
            house.assertNothingIsLeft();
        }
    }

    @Test
    void a_call_goes_on_while_events_are_lost_and_one_that_ends_meanwhile_leaves_nothing()
            throws Exception {
        try (var house = new PhoneHouse(directory, Settings.DEFAULT, Map.of())) {
            var phone = house.greeted(Call.to("600"));
            var other = house.greeted(Call.to("600"));
            house.asterisk.loseEvents(Duration.ofSeconds(3));
            PhoneHouse.await(() -> metrics(house).contains("state=\"lost\"} 1.0"));
            other.hangUp();
            long asked = house.say(phone, "¿Cuántos clientes activos hay?");
            house.awaitReply(phone, asked);
            PhoneHouse.await(() -> metrics(house).contains("state=\"connected\"} 1.0"));
            PhoneHouse.await(() -> house.server.liveCalls() == 1);
            phone.hangUp();
            house.assertNothingIsLeft();
            assertThat(house.server.records().latest(3))
                    .hasSize(2)
                    .allMatch(report -> "caller".equals(report.endedBy()));
        }
    }

    @Test
    void a_server_that_goes_down_says_goodbye_and_the_next_one_serves() throws Exception {
        try (var house = new PhoneHouse(directory, Settings.DEFAULT, Map.of())) {
            var phone = house.greeted(Call.to("600"));
            house.restart();
            phone.ended().get(20, TimeUnit.SECONDS);
            PhoneHouse.await(() -> house.asterisk.leftovers().isEmpty());
            house.greeted(Call.to("600")).hangUp();
            house.assertNothingIsLeft();
        }
    }

    private static ModelBehind transfer() {
        return new ModelBehind(VERTX, "transfer_call", "{\"destination\":\"soporte\"}");
    }

    private static FakePhone wantsAPerson(PhoneHouse house) throws Exception {
        var phone = house.greeted(Call.to("600"));
        house.say(phone, "Quiero hablar con una persona.");
        return phone;
    }

    private static FakePhone person(PhoneHouse house) throws Exception {
        return house.asterisk.called(1).get(60, TimeUnit.SECONDS);
    }

    private static String metrics(PhoneHouse house) {
        try {
            return house.metrics();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
