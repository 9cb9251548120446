package io.centralita.app.server;

import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Usage;
import io.centralita.call.handover.Briefing;
import io.centralita.call.handover.BriefingText;
import io.centralita.call.handover.BriefingWriter;
import io.centralita.call.leg.Onward;
import io.centralita.call.scope.Time;
import io.centralita.engine.phrase.PhraseVoice;
import io.centralita.engine.phrase.PhraseVoice.Rendered;
import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Briefings in words by a writer or the rule, and as audio by the first voice that is in time.
/// Each is made on a virtual thread of its own, `<call>/briefing`. Thread-safe.
final class SpokenBriefing implements Briefing {
    /// What each voice may take; the writer has a deadline of its own, and all of it together stays
    /// within [Briefing#DEADLINE].
    static final List<Duration> DEADLINES =
            List.of(Duration.ofMillis(4_500), Duration.ofSeconds(2));

    /// Briefings that are made at the same time; who comes then gets the rule's words, unspoken.
    static final int MOST = 32;

    private static final byte[] SILENCE = {};

    private static final Logger log = LoggerFactory.getLogger(SpokenBriefing.class);

    private final BriefingText text;
    private final BriefingWriter writer;
    private final List<Function<Consumer<Usage>, PhraseVoice>> voices;
    private final Function<String, Ledger> ledgers;
    private final Time time;
    private final Semaphore room = new Semaphore(MOST);

    /// @param writer empty-handed where there is no model
    /// @param voices in the order in which they are preferred, two at most; each for somebody who
    ///   is told what is used
    /// @param ledgers by tenant
    SpokenBriefing(
            BriefingText text,
            BriefingWriter writer,
            List<Function<Consumer<Usage>, PhraseVoice>> voices,
            Function<String, Ledger> ledgers,
            Time time) {
        this.text = text;
        this.writer = writer;
        this.voices = List.copyOf(voices.subList(0, Math.min(DEADLINES.size(), voices.size())));
        this.ledgers = ledgers;
        this.time = time;
    }

    @Override
    public CompletionStage<Spoken> prepare(Onward onward, AudioFormat format) {
        var briefing = new CompletableFuture<Spoken>();
        if (!room.tryAcquire()) {
            log.atWarn()
                    .addKeyValue("call", onward.caller().callId())
                    .log("too many briefings at once, a person is connected without");
            briefing.complete(new Spoken(text.of(onward, Optional.empty()), SILENCE));
            return briefing;
        }
        var _ =
                Thread.ofVirtual()
                        .name(onward.caller().callId() + "/briefing")
                        .start(
                                () -> {
                                    try {
                                        briefing.complete(make(onward, format));
                                    } finally {
                                        room.release();
                                        // After a fault, which the thread's handler reports.
                                        briefing.complete(new Spoken("", SILENCE));
                                    }
                                });
        return briefing.minimalCompletionStage();
    }

    private Spoken make(Onward onward, AudioFormat format) {
        try {
            var words = text.of(onward, about(onward));
            return new Spoken(words, spoken(words, onward.caller(), format));
        } catch (InterruptedException _) {
            return new Spoken(text.of(onward, Optional.empty()), SILENCE);
        }
    }

    private Optional<String> about(Onward onward) throws InterruptedException {
        try {
            return writer.about(onward);
        } catch (RuntimeException fault) { // of the writer's code: the rule writes it
            log.atError()
                    .addKeyValue("call", onward.caller().callId())
                    .setCause(fault)
                    .log("briefing not written");
            return Optional.empty();
        }
    }

    private byte[] spoken(String words, Onward.Caller caller, AudioFormat format)
            throws InterruptedException {
        var ledger = ledgers.apply(caller.tenant());
        for (int i = 0; i < voices.size(); i++) {
            var speaker =
                    voices.get(i)
                            .apply(
                                    usage -> {
                                        var _ = ledger.book(usage);
                                    });
            if (speaker.speaks(caller.language())) {
                var said = inTime(speaker, words, caller, DEADLINES.get(i));
                if (said.isPresent()) {
                    return converted(said.get(), format);
                }
            }
        }
        log.atWarn().addKeyValue("call", caller.callId()).log("nobody can say the briefing");
        return SILENCE;
    }

    private Optional<Rendered> inTime(
            PhraseVoice voice, String words, Onward.Caller caller, Duration deadline)
            throws InterruptedException {
        var said = new AtomicReference<@Nullable Rendered>();
        var saying =
                Thread.ofVirtual()
                        .name(caller.callId() + "/briefing-voice")
                        .start(() -> say(voice, words, caller.language(), said));
        try {
            var _ = time.join(saying, deadline);
        } finally {
            saying.interrupt();
        }
        return Optional.ofNullable(said.get());
    }

    private static void say(
            PhraseVoice voice,
            String words,
            Locale language,
            AtomicReference<@Nullable Rendered> said) {
        try {
            said.set(voice.say(words, language));
        } catch (IOException | RuntimeException e) { // whatever a voice throws, the next one tries
            log.atWarn()
                    .addKeyValue("voice", voice.name())
                    .addKeyValue("fault", e.getClass().getSimpleName())
                    .log("a voice could not say the briefing");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] converted(Rendered said, AudioFormat to) {
        var transcoder = Transcoder.between(said.format(), to);
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(transcoder.convert(said.audio()));
        whole.writeBytes(transcoder.flush());
        return whole.toByteArray();
    }
}
