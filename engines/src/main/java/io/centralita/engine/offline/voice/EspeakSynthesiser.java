package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The voice of espeak-ng, Spanish and English, 22 050 Hz.
///
/// Any number of threads may speak at a time; the process renders one clause after another for all
/// of them. Uses the library, or where that cannot be loaded the command. Debian has both in the
/// package `espeak-ng`.
public final class EspeakSynthesiser implements SpeechSynthesiser {
    private static final Logger log = LoggerFactory.getLogger(EspeakSynthesiser.class);
    private static final String COMMAND = "espeak-ng";

    /// What makes the voice available on a machine that has none.
    public static final String REMEDY = "apt-get install espeak-ng";

    /// How long the next clause of a text that has begun may wait for its place in the queue.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Audio goes to the sink in pieces of 40 ms.
    private static final int PIECE = Clause.SAMPLE_RATE_HZ / 25;

    private final ClauseRenderer renderer;
    private final VoiceChoice voices;

    EspeakSynthesiser(ClauseRenderer renderer, EspeakSettings settings) {
        this.renderer = renderer;
        this.voices = new VoiceChoice(settings);
    }

    /// How this machine can speak.
    public enum Way {
        LIBRARY,
        COMMAND,
        NONE
    }

    /// What was found on this machine.
    ///
    /// @param version as espeak-ng gives it, empty where there is none
    /// @param voices language tags of its voices for Spanish and English
    public record Detection(Way way, String version, List<String> voices) {
        public Detection {
            voices = List.copyOf(voices);
        }

        public boolean available() {
            return way != Way.NONE;
        }
    }

    /// Looks for espeak-ng. Takes some milliseconds; starts and ends a library or a process.
    public static Detection detect() {
        try (var share = SharedWorker.acquire()) {
            var facts = share.facts();
            return new Detection(Way.LIBRARY, facts.version(), facts.voices());
        } catch (SynthesisException e) {
            log.atDebug().setCause(e).log("espeak-ng library not usable");
        }
        return EspeakCommand.facts(COMMAND)
                .map(facts -> new Detection(Way.COMMAND, facts.version(), facts.voices()))
                .orElseGet(() -> new Detection(Way.NONE, "", List.of()));
    }

    /// Opens the voice.
    ///
    /// @throws SynthesisException when this machine has no espeak-ng; says what to install
    public static EspeakSynthesiser open(EspeakSettings settings) throws SynthesisException {
        try {
            return new EspeakSynthesiser(SharedWorker.acquire(), settings);
        } catch (SynthesisException library) {
            Optional<LibraryFacts> facts = EspeakCommand.facts(COMMAND);
            if (facts.isEmpty()) {
                throw new SynthesisException("espeak-ng is not installed: " + REMEDY, library);
            }
            log.atWarn()
                    .addKeyValue("reason", library.getMessage())
                    .log("espeak-ng by command, its library cannot be loaded");
            return new EspeakSynthesiser(
                    new EspeakCommand(COMMAND, facts.get().voices()), settings);
        }
    }

    @Override
    public int sampleRateHz() {
        return Clause.SAMPLE_RATE_HZ;
    }

    @Override
    public boolean speaks(Locale language) {
        return VoiceChoice.LANGUAGES.contains(language.getLanguage());
    }

    @Override
    public void speak(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        String name = voices.name(voice);
        int rate = voices.wordsPerMinute(voice);
        String spoken = SpokenForm.of(voice.language()).of(text);
        List<Clause> clauses =
                Clauses.of(spoken).stream().map(piece -> new Clause(piece, name, rate)).toList();
        ClauseRenderer.@Nullable Rendering next = null;
        try {
            for (int i = 0; i < clauses.size(); i++) {
                if (next == null) {
                    next = inQueue(clauses.get(i), i == 0 ? Duration.ZERO : PATIENCE);
                }
                short[] pcm = next.await();
                // While this clause is heard the next one is made.
                next =
                        i + 1 < clauses.size()
                                ? renderer.offer(clauses.get(i + 1), Duration.ZERO).orElse(null)
                                : null;
                if (!feed(pcm, sink)) {
                    return;
                }
            }
        } finally {
            if (next != null) {
                next.abandon();
            }
        }
    }

    private ClauseRenderer.Rendering inQueue(Clause clause, Duration patience)
            throws SynthesisException, InterruptedException {
        Optional<ClauseRenderer.Rendering> place = renderer.offer(clause, patience);
        return place.orElseThrow(() -> new SynthesisException("too many speakers at a time"));
    }

    private static boolean feed(short[] pcm, Sink sink) throws InterruptedException {
        for (int from = 0; from < pcm.length; from += PIECE) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!sink.accept(pcm, from, Math.min(PIECE, pcm.length - from))) {
                return false;
            }
        }
        return true;
    }

    /// Ends the voice; whoever speaks is told by an exception. The process's library is given up
    /// with its last user.
    @Override
    public void close() {
        renderer.close();
    }
}
