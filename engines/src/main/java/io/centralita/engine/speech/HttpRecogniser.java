package io.centralita.engine.speech;

import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechRecogniser;
import io.centralita.media.Wav;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Recognition by `POST {base}/audio/transcriptions`.
///
/// A turn is collected while it is spoken and uploaded whole as WAV when it is over, or seems to
/// be: a turn that goes on after all is given up, and the server has worked for nothing. Uploads
/// are repeated once where the connection or the server failed, which is safe: a transcription
/// changes nothing. Thread-safe; each recognition is confined to one thread.
public final class HttpRecogniser implements SpeechRecogniser {
    private static final Logger log = LoggerFactory.getLogger(HttpRecogniser.class);

    /// What speech models of this kind work at; others are converted by the server.
    static final int SAMPLE_RATE_HZ = 16_000;

    private static final int TRIES = 2;
    private static final int LONGEST_ANSWER = 256 * 1_024;

    /// Servers refuse what is shorter than 0.1 s, and some hear nothing in less than a second:
    /// silence is added.
    private static final int SHORTEST = SAMPLE_RATE_HZ * 11 / 10;

    private final SpeechClient client;
    private final RecogniserOptions options;

    public HttpRecogniser(SpeechPlace place, RecogniserOptions options, Time time) {
        this.client = new SpeechClient(place, time);
        this.options = options;
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    /// Which languages a model knows is not told; all of those that serve here know ours.
    @Override
    public boolean speaks(Locale language) {
        return true;
    }

    @Override
    public Recognition open(Locale language, int bandwidthHz) {
        return new Upload(language);
    }

    @Override
    public void close() {
        client.close();
    }

    private Transcript transcribe(short[] samples, Upload upload)
            throws SpeechFault, InterruptedException {
        var form =
                new MultipartForm()
                        .field("model", options.model())
                        .field("language", upload.language.getLanguage())
                        .field("response_format", options.format().word());
        if (!options.prompt().isEmpty()) {
            form.field("prompt", options.prompt());
        }
        var body = form.withFile("file", "turn.wav", "audio/wav", List.of(wav(samples)));
        var request =
                client.place()
                        .request("/audio/transcriptions")
                        .header("Content-Type", form.contentType())
                        .header("Accept", "application/json, text/plain")
                        .POST(body)
                        .build();
        var allowance = client.allowance();
        for (int left = TRIES - 1; ; left--) {
            try {
                return once(request, allowance, samples.length, upload);
            } catch (SpeechFault fault) {
                if (left == 0 || !fault.isWorthARetry() || upload.isClosed()) {
                    throw fault;
                }
                log.atDebug()
                        .addKeyValue("part", client.place().name())
                        .addKeyValue("why", fault.getMessage())
                        .log("transcription tried once more");
            }
        }
    }

    private Transcript once(HttpRequest request, Allowance allowance, int samples, Upload upload)
            throws SpeechFault, InterruptedException {
        try (var exchange = client.send(request, allowance, LONGEST_ANSWER)) {
            upload.begun(exchange);
            var head = exchange.head();
            var type = head.headers().firstValue("content-type").orElse("");
            var reading =
                    TranscriptReader.read(
                            type,
                            exchange.rest(LONGEST_ANSWER),
                            exchange.host(),
                            options.model(),
                            options.prompt(),
                            Duration.ofMillis(samples * 1_000L / SAMPLE_RATE_HZ));
            return reading.transcript().withUse(reading.used());
        }
    }

    private static byte[] wav(short[] samples) {
        var file = new ByteArrayOutputStream(64 + 2 * samples.length);
        try {
            Wav.write(
                    file,
                    samples.length < SHORTEST ? Arrays.copyOf(samples, SHORTEST) : samples,
                    SAMPLE_RATE_HZ);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return file.toByteArray();
    }

    /// What is collected and under way is guarded by this object, so that another thread may close
    /// it.
    private final class Upload implements Recognition {
        private final Locale language;
        private final TurnAudio audio = new TurnAudio(SAMPLE_RATE_HZ);
        private @Nullable Exchange underWay;
        private boolean closed;

        Upload(Locale language) {
            this.language = language;
        }

        @Override
        public synchronized void accept(short[] pcm, int offset, int length) {
            if (!closed) {
                audio.add(pcm, offset, length);
            }
        }

        @Override
        public Transcript finish() throws RecognitionException, InterruptedException {
            short[] samples;
            synchronized (this) {
                samples = audio.samples();
            }
            if (isClosed() || !TurnAudio.holdsSpeech(samples, SAMPLE_RATE_HZ)) {
                return Transcript.NOT_UNDERSTOOD;
            }
            try {
                return transcribe(samples, this);
            } catch (SpeechFault fault) {
                if (isClosed()) {
                    return Transcript.NOT_UNDERSTOOD; // whoever closed it wants no answer
                }
                throw new RecognitionException(
                        client.place().name() + " at " + fault.getMessage(), fault);
            }
        }

        private synchronized void begun(Exchange exchange) {
            underWay = exchange;
            if (closed) {
                exchange.close();
            }
        }

        private synchronized boolean isClosed() {
            return closed;
        }

        @Override
        public synchronized void close() {
            closed = true;
            audio.forget();
            if (underWay != null) {
                underWay.close();
            }
        }
    }
}
