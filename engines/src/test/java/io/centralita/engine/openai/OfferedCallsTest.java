package io.centralita.engine.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.OfferEngine.Answer;
import io.centralita.fake.calls.CallsServer;
import io.centralita.fake.calls.Trouble;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller is connected with the model straight, and we are beside them: how the call is made, and
/// what becomes of it when it is not.
final class OfferedCallsTest {
    @Test
    void an_offer_goes_out_with_the_session_and_its_answer_comes_back() throws Exception {
        try (var rig = new OfferedRig()) {
            var offered = rig.offer();
            assertThat(offered.answer()).isEqualTo(new Answer.Given(CallsServer.ANSWER));
            offered.call.await(EngineEvent.Ready.class);

            var model = rig.server.call();
            assertThat(rig.server.problems()).isEmpty();
            assertThat(model.refused()).isEmpty();
            assertThat(model.offer()).isEqualTo(OfferedRig.OFFER);
            var session = model.session();
            assertThat(session.getString("model")).isEqualTo(SessionOptions.DEFAULTS.model());
            assertThat(session.getString("instructions")).startsWith("You help subscribers.");
            assertThat(session.getJsonArray("tools").encode()).contains(EndCall.NAME);
            assertThat(session.getJsonObject("audio").encode())
                    .contains("turn_detection", "voice")
                    .doesNotContain("format");
            offered.call.close();
        }
    }

    @Test
    void whoever_hangs_up_here_is_hung_up_there() throws Exception {
        try (var rig = new OfferedRig()) {
            var offered = rig.greeted();
            offered.call.close();
            var model = rig.server.call();
            OpenAiRig.await("the hang-up", model::isHungUp);
            OpenAiRig.await("nobody", () -> !model.hasSomebodyBeside());
            assertThat(offered.gone).hasValue(0);
            assertThat(offered.call.afterClose()).isZero();
        }
    }

    @Test
    void a_call_that_the_server_ends_is_over_and_is_no_failure() throws Exception {
        try (var rig = new OfferedRig()) {
            var offered = rig.greeted();
            rig.server.call().end();
            OpenAiRig.await("its end", () -> offered.gone.get() == 1);
            offered.call.close();
            assertThat(offered.call.all(EngineEvent.Failed.class)).isEmpty();
            assertThat(rig.server.call().isHungUp()).isFalse();
        }
    }

    @Test
    void a_call_that_nobody_knows_yet_is_asked_for_again() throws Exception {
        try (var rig = new OfferedRig()) {
            rig.server.trouble(Trouble.unknownAtFirst(2));
            var offered = rig.offer();
            offered.call.await(EngineEvent.Ready.class);
            assertThat(rig.server.call().joined()).isEqualTo(1);
            assertThat(offered.gone).hasValue(0);
            offered.call.close();
        }
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(Trouble.answered(400), "rejected:http-400", false),
                Arguments.of(Trouble.answered(401), "rejected:http-401", true),
                Arguments.of(Trouble.answered(403), "rejected:http-403", true),
                Arguments.of(Trouble.rateLimited(Duration.ofSeconds(7)), "rate-limited", true),
                Arguments.of(Trouble.answered(500), "unreachable", true),
                Arguments.of(Trouble.answered(503), "unreachable", true),
                Arguments.of(Trouble.withoutLocation(), "rejected:no-location", true),
                Arguments.of(Trouble.withoutAnswer(), "rejected:no-answer", true));
    }

    /// @param keepsAway whether the next caller is not sent there either
    @ParameterizedTest
    @MethodSource("refusals")
    void an_offer_that_is_refused_is_told_with_its_reason(
            Trouble trouble, String why, boolean keepsAway) throws Exception {
        try (var rig = new OfferedRig()) {
            rig.server.trouble(trouble);
            var offered = rig.offer();
            assertThat(offered.answer())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused -> assertThat(refused.why().word()).isEqualTo(why));
            offered.call.await(EngineEvent.Failed.class);
            assertThat(rig.offers.objection("anybody"))
                    .isEqualTo(keepsAway ? Optional.of(why) : Optional.empty());
        }
    }

    @Test
    void a_call_that_is_made_too_late_is_ended_at_once() throws Exception {
        var patience = OfferedRig.impatient(Duration.ofMillis(200), Duration.ofSeconds(1));
        try (var rig = new OfferedRig(patience, OfferedRig.KEY)) {
            rig.server.trouble(Trouble.slow(Duration.ofMillis(600)));
            var offered = rig.offer();
            assertThat(offered.answer())
                    .isInstanceOfSatisfying(
                            Answer.Refused.class,
                            refused ->
                                    assertThat(refused.why())
                                            .isInstanceOf(EngineFailure.Unreachable.class));
            OpenAiRig.await("the call", () -> !rig.server.calls().isEmpty());
            OpenAiRig.await("its end", () -> rig.server.call().isHungUp());
        }
    }

    @Test
    void a_session_that_is_closed_while_it_is_made_leaves_nothing() throws Exception {
        try (var rig = new OfferedRig()) {
            rig.server.trouble(Trouble.slow(Duration.ofMillis(300)));
            var offered = rig.offer();
            OpenAiRig.settle(Duration.ofMillis(100)); // the offer is out
            offered.call.close();
            OpenAiRig.await("the call", () -> !rig.server.calls().isEmpty());
            OpenAiRig.await("its end", () -> rig.server.call().isHungUp());
            assertThat(rig.server.call().joined()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void a_call_that_nobody_may_be_beside_is_ended(int status) throws Exception {
        try (var rig = new OfferedRig()) {
            rig.server.trouble(Trouble.besideRefused(status));
            var offered = rig.offer();
            assertThat(offered.answer()).isInstanceOf(Answer.Given.class);
            offered.call.await(EngineEvent.Failed.class);
            OpenAiRig.await("its end", () -> rig.server.call().isHungUp());
        }
    }

    @Test
    void a_wrong_key_is_told_and_never_shown() throws Exception {
        try (var rig = new OfferedRig(OpenAiRig.QUICK, "sk-wrong")) {
            var answer = rig.offer().answer();
            assertThat(answer.toString()).contains("http-401").doesNotContain("sk-wrong");
            assertThat(rig.server.calls()).isEmpty();
        }
    }

    @Test
    void azure_takes_calls_at_its_own_address_with_its_own_header() throws Exception {
        try (var rig = OfferedRig.onAzure()) {
            var offered = rig.greeted();
            var model = rig.server.call();
            assertThat(rig.server.problems()).isEmpty();
            assertThat(model.session().getString("model")).isEqualTo("mi-despliegue");
            offered.call.close();
            OpenAiRig.await("the hang-up", model::isHungUp);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.openai.com/v1, ''",
        "https://r.openai.azure.com/openai/v1, ''",
        "https://r.openai.azure.com/openai/v1?webrtcfilter=on, ''",
        "https://r.openai.azure.com/openai?api-version=2025-04-01-preview, api-version",
        "https://r.openai.azure.com/openai?deployment=d&api-version=x, api-version"
    })
    void an_api_that_takes_no_calls_is_known_by_its_address(URI baseUrl, String why) {
        var settings =
                new OpenAiSettings(
                        "openai",
                        baseUrl,
                        new OpenAiSettings.ApiKey("k"),
                        OpenAiSettings.Auth.API_KEY,
                        SessionOptions.DEFAULTS,
                        OpenAiRig.QUICK);
        assertThat(OpenAiOffers.hindrance(settings).orElse("")).isEqualTo(why);
    }

    @Test
    void a_day_that_is_used_up_keeps_callers_away() {
        try (var rig =
                new OfferedRig(
                        OpenAiRig.QUICK,
                        OfferedRig.KEY,
                        SessionOptions.DEFAULTS,
                        tenant -> Optional.of("used up by " + tenant))) {
            assertThat(rig.offers.objection("isp")).contains("used up by isp");
        }
    }
}
