package io.centralita.engine.speech;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.speech.SpeechFault.Blame;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Speech by `POST {base}/audio/speech`, spoken while it still comes.
///
/// One request a text. It is repeated once where connection or server failed before the first
/// sample; afterwards a failure is the caller's to deal with, since half of the text was said. The
/// server sends faster than anybody listens, so what it sends is taken ahead of the sink, up to
/// some forty seconds of it. Thread-safe.
public final class HttpSynthesiser implements SpeechSynthesiser {
    private static final Logger log = LoggerFactory.getLogger(HttpSynthesiser.class);

    private static final int SAMPLE_RATE_HZ = VoiceOptions.OPENAI_RATE_HZ;
    private static final int TRIES = 2;
    private static final long MOST_AHEAD = 2L * 1_024 * 1_024;

    private final SpeechClient client;
    private final VoiceOptions options;
    private final SpeechWatcher watcher;

    public HttpSynthesiser(
            SpeechPlace place, VoiceOptions options, SpeechWatcher watcher, Time time) {
        this.client = new SpeechClient(place, time);
        this.options = options;
        this.watcher = watcher;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    /// The language is that of the text; which a model knows is not told.
    @Override
    public boolean speaks(Locale language) {
        return true;
    }

    @Override
    public void speak(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        for (var part : Texts.pieces(text)) {
            if (!piece(part, voice, sink)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /// @return false when the sink wants no more
    private boolean piece(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        var request = request(text, voice);
        var allowance = client.allowance();
        var spoken = new SpokenAudio(sink, Texts.longest(text, options.speed(voice.speed())));
        try {
            return tries(request, text, allowance, spoken);
        } finally {
            // A server that has begun is paid for the text, and has made at least what came.
            if (spoken.hasBegun()) {
                sink.used(
                        new Usage(
                                options.model(),
                                Map.of(
                                        UsageKind.SPOKEN_CHARACTERS,
                                        (long) text.length(),
                                        UsageKind.SPOKEN_MS,
                                        spoken.lengthMs())));
            }
        }
    }

    private boolean tries(HttpRequest request, String text, Allowance allowance, SpokenAudio spoken)
            throws SynthesisException, InterruptedException {
        for (int left = TRIES - 1; ; left--) {
            try {
                watcher.asked(options.model(), text.length());
                return once(request, allowance, spoken);
            } catch (SpeechFault fault) {
                if (left == 0 || !fault.isWorthARetry() || spoken.hasBegun()) {
                    throw new SynthesisException(
                            client.place().name() + " at " + fault.getMessage(), fault);
                }
                log.atDebug()
                        .addKeyValue("part", client.place().name())
                        .addKeyValue("why", fault.getMessage())
                        .log("speech tried once more");
            }
        }
    }

    private boolean once(HttpRequest request, Allowance allowance, SpokenAudio spoken)
            throws SpeechFault, InterruptedException {
        try (var exchange = client.send(request, allowance, MOST_AHEAD)) {
            var headers = exchange.head().headers();
            var type = headers.firstValue("content-type").orElse("");
            long rate = headers.firstValueAsLong("x-sample-rate").orElse(options.pcmRateHz());
            boolean lengthKnown = headers.firstValue("content-length").isPresent();
            var reader =
                    new SpeechReader(
                            type,
                            rate >= 8_000 && rate <= 48_000 ? (int) rate : options.pcmRateHz(),
                            SAMPLE_RATE_HZ,
                            lengthKnown,
                            exchange.host());
            for (var piece = exchange.next(); piece != null; piece = exchange.next()) {
                var samples = reader.read(piece);
                if (samples.length > 0) {
                    allowance.begun();
                    if (!spoken.add(samples)) {
                        return spoken.isWanted();
                    }
                }
            }
            spoken.add(reader.end());
            if (!spoken.hasBegun()) {
                throw SpeechFault.unusable(exchange.host(), Blame.CHANCE, "no audio");
            }
            return spoken.isWanted();
        }
    }

    private HttpRequest request(String text, Voice voice) {
        var body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("model", options.model())
                        .put("input", text)
                        .put("voice", voice.name().isBlank() ? options.voice() : voice.name())
                        .put("response_format", options.format().word());
        double speed = options.speed(voice.speed());
        if (speed != 1) {
            body.put("speed", speed);
        }
        if (options.takesInstructions()) {
            body.put("instructions", options.instructions());
        }
        return client.place()
                .request("/audio/speech")
                .header("Content-Type", "application/json")
                .header("Accept", "audio/*, application/octet-stream")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
    }
}
