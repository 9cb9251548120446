package io.centralita.channel.asterisk;

import io.centralita.call.handover.Briefing;
import io.centralita.call.handover.Briefing.Spoken;
import io.centralita.call.leg.Onward;
import io.centralita.channel.asterisk.ari.AriEvent;
import io.centralita.channel.asterisk.ari.AriFailure;
import io.centralita.media.AudioFormat;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a person what a caller wants before they are connected, and learns by a key whether they
/// take the caller. Whoever presses nothing does not: it may be a machine that has answered.
/// Confined to the call's thread.
final class Whisper {
    /// For a key, once everything was heard.
    static final Duration FOR_A_KEY = Duration.ofSeconds(10);

    private static final Duration EXPLANATION = Duration.ofMillis(250);

    private static final Logger log = LoggerFactory.getLogger(Whisper.class);

    private final Stay stay;
    private final Surroundings around;
    private final Onward onward;
    private final List<String> codecs;
    private final AudioFormat expected;
    private final CompletableFuture<Spoken> early;

    /// Begins to find words.
    ///
    /// @param expected the format that the person's line will have, as far as can be told
    Whisper(Stay stay, Onward onward, List<String> codecs, AudioFormat expected) {
        this.stay = stay;
        this.around = stay.around();
        this.onward = onward;
        this.codecs = codecs;
        this.expected = expected;
        early = ask(expected);
    }

    private enum Answer {
        TAKEN,
        DECLINED,
        /// Everything was said.
        HEARD,
        /// Nothing more can be said.
        UNHEARD
    }

    /// @return whether they take the caller. Where nothing can be said to them, they do
    boolean to(Person person) throws CallerGone, InterruptedException {
        var bridge = around.ids().bridge();
        String channel = null;
        try {
            var media = new MediaConnector(stay, codecs, around.transports().inOrder());
            var path = media.connect(media.prepare());
            channel = path.channel();
            stay.belongings().bridge(bridge);
            around.ari().createBridge(bridge, person.channel());
            around.ari().add(bridge, List.of(person.channel(), channel));
            var spoken = spoken(path.line().format());
            if (spoken.isEmpty() || spoken.get().audio().length == 0) {
                log.atWarn().addKeyValue("call", stay.callId()).log("person is not told who calls");
                return true;
            }
            var recital = new Recital(spoken.get().audio(), path.line(), stay.inbox());
            recital.begin();
            var length = path.line().format().duration(spoken.get().audio().length);
            return answer(person, path, length.plus(FOR_A_KEY)) == Answer.TAKEN;
        } catch (NoMedia | AriFailure e) {
            log.atWarn()
                    .addKeyValue("call", stay.callId())
                    .addKeyValue("why", e.getMessage())
                    .log("person could not be told who calls");
            return isStillThere(person);
        } finally {
            if (channel != null) {
                stay.belongings().dropChannel(channel);
            }
            stay.belongings().dropBridge(bridge);
        }
    }

    /// That a person has hung up may be told a moment after a request failed because of it.
    private boolean isStillThere(Person person) throws CallerGone, InterruptedException {
        if (stay.isOver(person.channel())) {
            return false;
        }
        return stay.inbox()
                .await(signal -> person.isGone(signal) ? true : null, EXPLANATION)
                .isEmpty();
    }

    private Answer answer(Person person, MediaPath path, Duration atMost)
            throws CallerGone, InterruptedException {
        long until = around.time().nanoTime() + atMost.toNanos();
        while (!stay.isOver(person.channel())) {
            var left = Duration.ofNanos(Math.max(0, until - around.time().nanoTime()));
            var told = stay.inbox().await(signal -> reply(person, path, signal), left);
            if (told.isEmpty()) {
                return Answer.DECLINED;
            }
            if (told.get() == Answer.UNHEARD) {
                stay.catchUp();
                return stay.isOver(person.channel()) ? Answer.DECLINED : Answer.TAKEN;
            }
            if (told.get() != Answer.HEARD) {
                return told.get();
            }
            until = Math.min(until, around.time().nanoTime() + FOR_A_KEY.toNanos());
        }
        return Answer.DECLINED;
    }

    private static @Nullable Answer reply(Person person, MediaPath path, Signal signal) {
        if (person.isGone(signal)) {
            return Answer.DECLINED;
        }
        return switch (signal) {
            case Signal.Heard(var line) when line == path.line() -> Answer.HEARD;
            case Signal.LineClosed(var line, _, _) when line == path.line() -> Answer.UNHEARD;
            case Signal.LineDigit(var line, char key) when line == path.line() -> byKey(key);
            case Signal.Told(AriEvent.Dtmf(var channel, char key))
                    when channel.id().equals(person.channel()) ->
                    byKey(key);
            default -> null;
        };
    }

    private static @Nullable Answer byKey(char key) {
        return switch (key) {
            case Briefing.TAKE -> Answer.TAKEN;
            case Briefing.REFUSE -> Answer.DECLINED;
            default -> null;
        };
    }

    /// What is ready by now, or will be within the briefing's own deadline.
    private Optional<Spoken> spoken(AudioFormat format) throws CallerGone, InterruptedException {
        var words = format.equals(expected) ? early : ask(format);
        var _ = words.whenComplete((_, _) -> stay.inbox().post(new Signal.Briefed()));
        if (!words.isDone()) {
            var _ =
                    stay.inbox()
                            .await(
                                    signal -> words.isDone() ? true : null,
                                    Briefing.DEADLINE.plusSeconds(1));
        }
        return words.isDone() && !words.isCompletedExceptionally()
                ? Optional.of(words.join())
                : Optional.empty();
    }

    private CompletableFuture<Spoken> ask(AudioFormat format) {
        return around.briefing().prepare(onward, format).toCompletableFuture().copy();
    }
}
