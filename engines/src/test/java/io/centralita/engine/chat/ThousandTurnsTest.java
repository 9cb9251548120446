package io.centralita.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.call.engine.EngineEvent;
import io.centralita.call.scope.Time;
import io.centralita.engine.chat.TalkRig.Talk;
import io.centralita.fake.chat.Brain;
import io.centralita.fake.chat.ChatServer;
import io.centralita.fake.chat.Script;
import io.centralita.fake.chat.Settings;
import io.centralita.fake.chat.Settings.Cut;
import io.centralita.fake.chat.Settings.Flavour;
import io.centralita.fake.chat.Settings.Pace;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// One session after the other, a thousand turns, with tools, results in any order, callers who
/// talk while tools run and callers who interrupt: the strict service never refuses a request.
final class ThousandTurnsTest {
    private static final int CALLS = 20;
    private static final int TURNS = 50;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void a_thousand_turns_without_a_bad_request(Flavour flavour) throws Exception {
        var vertx = Vertx.vertx();
        var service =
                Settings.DEFAULT
                        .withFlavour(flavour)
                        .withKey("")
                        .withBrain(chatty())
                        .withPace(
                                Pace.AT_ONCE
                                        .cut(Cut.INTERLEAVED)
                                        .withBetween(Duration.ofMillis(1)));
        int turns = 0;
        try (var server = ChatServer.start(vertx, service);
                var model =
                        new ChatCompletionsModel(ChatRig.settings(server.baseUrl()), Time.SYSTEM)) {
            for (int call = 0; call < CALLS; call++) {
                try (var talk = new Talk(model, "call-" + call)) {
                    turns += talk(talk, new SplittableRandom(call));
                    assertThat(talk.all(EngineEvent.Failed.class)).isEmpty();
                }
            }
            assertThat(server.refused()).isEmpty();
            assertThat(server.violations()).isEmpty();
            assertThat(server.requests().size()).isGreaterThan(CALLS * TURNS / 2);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(turns).isEqualTo(CALLS * TURNS);
    }

    /// Looks something up at every third question, two things at every sixth.
    private static Brain chatty() {
        return occasion -> {
            if (!occasion.results().isEmpty()) {
                return Script.say("Encontré " + String.join(" y ", occasion.results()) + ".");
            }
            int turn = occasion.number() % 6;
            var script = Script.say("De acuerdo, entiendo lo que me dices. Te escucho. ");
            return switch (turn) {
                case 0 ->
                        script.thenCall("consultar_mikrotik", "{\"pregunta\":\"a\"}")
                                .thenCall("consultar_mikrotik", "{\"pregunta\":\"b\"}");
                case 3 -> Script.call("consultar_mikrotik", "{\"pregunta\":\"c\"}");
                default -> script;
            };
        };
    }

    /// @return turns that the caller took
    private static int talk(Talk talk, SplittableRandom random) throws InterruptedException {
        talk.next(EngineEvent.Ready.class);
        talk.session().greet();
        talk.next(EngineEvent.ReplyFinished.class);
        for (int turn = 0; turn < TURNS; turn++) {
            talk.callerSays("pregunta número " + turn);
            switch (random.nextInt(8)) {
                case 0 -> {} // and goes on talking
                case 1 -> talk.nextSign(); // and interrupts it
                default -> {
                    talk.next(EngineEvent.ReplyFinished.class);
                    if (random.nextBoolean()) {
                        talk.interrupt(random.nextInt(400));
                    }
                }
            }
            talk.answerTools(random);
        }
        talk.settle();
        return TURNS;
    }
}
