package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineFailure;
import io.centralita.call.scope.Time;
import io.centralita.fake.chat.Brains;
import io.centralita.fake.chat.Misbehaviour;
import io.centralita.fake.chat.Misbehaviour.Answer;
import io.centralita.fake.chat.Misbehaviour.Garbage;
import io.centralita.fake.chat.Plan;
import io.centralita.fake.chat.Served.End;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Pace;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every way in which a server may fail, and what a call hears of it.
final class ChatTroubleTest {
    private static final String ANSWER = "Hay doscientos veintiún clientes activos en la red.";
    private static final Settings TALKS = Settings.DEFAULT.withBrain(Brains.saying(ANSWER));

    /// With time to read what was sent before a reset.
    private static final Settings TALKS_SLOWLY =
            TALKS.withPace(Pace.AT_ONCE.withBetween(Duration.ofMillis(30)));

    /// The role, then text in pieces of 12 characters.
    private static final int BEFORE_TEXT = 1;

    private static final int MIDWAY = 3;

    @ParameterizedTest
    @CsvSource({
        "401, , rejected:http-401",
        "403, , rejected:http-403",
        "404, , rejected:http-404",
        "400, , rejected:invalid_request_error",
        "400, content_filter, broken:chat",
        "429, insufficient_quota, rejected:insufficient_quota"
    })
    void what_no_second_try_mends_is_told_at_once(int status, @Nullable String code, String failure)
            throws Exception {
        try (var rig = rig(Plan.every(new Answer(status, code, Map.of())))) {
            assertThat(word(rig)).isEqualTo(failure);
            assertThat(rig.server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, , unreachable",
        "502, , unreachable",
        "503, , unreachable",
        "408, , unreachable",
        "409, , unreachable",
        "429, rate_limit_exceeded, rate-limited"
    })
    void what_may_pass_is_tried_once_more(int status, @Nullable String code, String failure)
            throws Exception {
        var headers = Map.of("Retry-After", "0.1");
        try (var rig = rig(Plan.first(new Answer(status, code, headers)))) {
            assertThat(rig.ask("Hola").text()).isEqualTo(ANSWER);
            assertThat(rig.server.requests()).hasSize(2);
        }
        try (var rig = rig(Plan.every(new Answer(status, code, headers)))) {
            assertThat(word(rig)).isEqualTo(failure);
            assertThat(rig.server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 30, 30000",
        "retry-after-ms, 20000, 20000",
        "Retry-After, 3600, 60000",
        "Retry-After, soon, 1000"
    })
    void a_limit_is_told_with_the_time_the_provider_asks_for(String header, String value, long ms)
            throws Exception {
        // What is too far away is not waited for; what is not said is waited for a second.
        var plan = Plan.every(new Answer(429, null, Map.of(header, value)));
        try (var rig = rig(plan)) {
            assertThat(rig.ask("Hola").failure)
                    .isEqualTo(new EngineFailure.RateLimited(Duration.ofMillis(ms)));
            assertThat(rig.server.requests()).hasSize(value.equals("soon") ? 2 : 1);
        }
    }

    @Test
    void nobody_there_is_unreachable() throws Exception {
        int nobody;
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = probe.getLocalPort();
        }
        var settings = ChatRig.settings(URI.create("http://127.0.0.1:" + nobody + "/v1"));
        try (var model = new ChatCompletionsModel(settings, Time.SYSTEM)) {
            assertThat(ChatRig.ask(model, ChatRig.says("Hola")).failure)
                    .isInstanceOfSatisfying(
                            EngineFailure.Unreachable.class,
                            gone -> assertThat(gone.endpoint()).isEqualTo("127.0.0.1:" + nobody));
        }
    }

    static Stream<Arguments> passing() {
        return Stream.of(
                Arguments.of(Plan.first(new Misbehaviour.ResetAtConnect())),
                Arguments.of(Plan.first(new Misbehaviour.Page())),
                Arguments.of(Plan.first(BEFORE_TEXT, new Misbehaviour.Reset())),
                Arguments.of(Plan.first(BEFORE_TEXT, new Misbehaviour.EndEarly())),
                Arguments.of(Plan.first(BEFORE_TEXT, new Misbehaviour.Send(Garbage.NOT_JSON))),
                Arguments.of(Plan.first(BEFORE_TEXT, new Misbehaviour.Send(Garbage.HUGE))),
                Arguments.of(Plan.first(BEFORE_TEXT, new Misbehaviour.Fail("server_error"))),
                Arguments.of(Plan.first(0, new Misbehaviour.EndEarly())));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void what_breaks_before_a_word_was_heard_is_asked_for_again(Plan plan) throws Exception {
        try (var rig = rig(plan)) {
            var heard = rig.ask("Hola");
            assertThat(heard.text()).isEqualTo(ANSWER);
            assertThat(heard.failure).isNull();
            assertThat(rig.server.requests()).hasSize(2);
        }
    }

    static Stream<Arguments> midway() {
        return Stream.of(
                Arguments.of(new Misbehaviour.Reset(), "unreachable"),
                Arguments.of(new Misbehaviour.EndEarly(), "unreachable"),
                Arguments.of(new Misbehaviour.GoSilent(), "unreachable"),
                Arguments.of(new Misbehaviour.Drip(), "unreachable"),
                Arguments.of(new Misbehaviour.Send(Garbage.NOT_JSON), "broken:chat"),
                Arguments.of(new Misbehaviour.Send(Garbage.HUGE), "broken:chat"),
                Arguments.of(new Misbehaviour.Fail("server_error"), "unreachable"),
                Arguments.of(new Misbehaviour.Fail("rate_limit_exceeded"), "rate-limited"),
                Arguments.of(
                        new Misbehaviour.Fail("insufficient_quota"),
                        "rejected:insufficient_quota"));
    }

    @ParameterizedTest
    @MethodSource("midway")
    void what_breaks_after_a_word_was_heard_is_never_said_twice(
            Misbehaviour.InStream bad, String failure) throws Exception {
        // Those that only stop are waited for.
        boolean stops = bad instanceof Misbehaviour.GoSilent || bad instanceof Misbehaviour.Drip;
        var slowly = TALKS_SLOWLY.withPlan(Plan.every(MIDWAY, bad));
        try (var rig =
                stops ? new ChatRig(slowly, ChatTroubleTest::impatient) : new ChatRig(slowly)) {
            var heard = rig.ask("Hola");
            assertThat(heard.failure)
                    .isNotNull()
                    .extracting(EngineFailure::word)
                    .isEqualTo(failure);
            assertThat(heard.text()).isNotEmpty().isNotEqualTo(ANSWER);
            assertThat(ANSWER).startsWith(heard.text());
            assertThat(heard.calls).isEmpty();
            assertThat(rig.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_server_that_never_answers_is_given_up_in_time_and_its_socket_closed() throws Exception {
        try (var rig = hasty(Plan.every(new Misbehaviour.NeverAnswer()))) {
            assertThat(word(rig)).isEqualTo("unreachable");
            assertThat(rig.server.requests()).hasSize(1);
            assertThat(rig.server.request(1).end()).isEqualTo(End.HUNG_UP);
        }
    }

    @Test
    void comments_alone_do_not_count_as_an_answer() throws Exception {
        try (var rig = hasty(Plan.every(0, new Misbehaviour.OnlyKeepAlives()))) {
            assertThat(word(rig)).isEqualTo("unreachable");
            assertThat(rig.server.request(1).end()).isEqualTo(End.HUNG_UP);
        }
    }

    @Test
    void a_server_that_thinks_too_long_is_given_up_too() throws Exception {
        var slow = TALKS.withPace(Pace.AT_ONCE.withThinking(Duration.ofSeconds(20)));
        try (var rig = new ChatRig(slow, ChatTroubleTest::impatient)) {
            assertThat(word(rig)).isEqualTo("unreachable");
            assertThat(rig.server.request(1).end()).isEqualTo(End.HUNG_UP);
        }
    }

    @Test
    void half_a_character_spoils_no_more_than_itself() throws Exception {
        var plan = Plan.every(MIDWAY, new Misbehaviour.Send(Garbage.HALF_CHARACTER));
        try (var rig = rig(plan)) {
            var heard = rig.ask("Hola");
            assertThat(heard.failure).isNull();
            assertThat(heard.text().replace("\uFFFD", "")).isEqualTo(ANSWER);
        }
    }

    @ParameterizedTest
    @MethodSource("unfinished")
    void a_complete_answer_needs_no_proper_end(Misbehaviour.InStream bad) throws Exception {
        var unfinished = TALKS_SLOWLY.withPlan(Plan.every(Plan.BEFORE_DONE, bad));
        try (var rig = new ChatRig(unfinished)) {
            var heard = rig.ask("Hola");
            assertThat(heard.text()).isEqualTo(ANSWER);
            assertThat(heard.failure).isNull();
            assertThat(heard.used).hasSize(1);
        }
    }

    static Stream<Misbehaviour.InStream> unfinished() {
        return Stream.of(
                new Misbehaviour.EndEarly(),
                new Misbehaviour.Reset(),
                new Misbehaviour.GoSilent(),
                new Misbehaviour.OnlyKeepAlives());
    }

    @Test
    void nothing_said_and_nothing_asked_is_no_failure() throws Exception {
        try (var rig = new ChatRig(Settings.DEFAULT.withBrain(Brains.saying("")), from -> from)) {
            var heard = rig.ask("Hola");
            assertThat(heard.text()).isEmpty();
            assertThat(heard.failure).isNull();
        }
    }

    @Test
    void one_thing_too_long_for_the_model_fails_this_call_alone() throws Exception {
        var small = TALKS.withContext(500);
        try (var rig = new ChatRig(small)) {
            var heard = rig.ask("x".repeat(10_000));
            assertThat(heard.failure)
                    .isNotNull()
                    .extracting(EngineFailure::word)
                    .isEqualTo("broken:chat");
        }
    }

    private static @Nullable String word(ChatRig rig) throws InterruptedException {
        var heard = rig.ask("Hola");
        assertThat(heard.text()).isEmpty();
        return heard.failure == null ? null : heard.failure.word();
    }

    private static ChatRig rig(Plan plan) {
        return new ChatRig(TALKS.withPlan(plan));
    }

    private static ChatRig hasty(Plan plan) {
        return new ChatRig(TALKS.withPlan(plan), ChatTroubleTest::impatient);
    }

    private static ChatSettings impatient(ChatSettings settings) {
        return ChatRig.patient(settings, ChatRig.SHORT);
    }
}
