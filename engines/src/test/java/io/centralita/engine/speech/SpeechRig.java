package io.centralita.engine.speech;

import io.centralita.call.engine.Usage;
import io.centralita.call.scope.Time;
import io.centralita.engine.openai.OpenAiSettings.ApiKey;
import io.centralita.engine.openai.OpenAiSettings.Auth;
import io.centralita.engine.pipeline.SpeechSynthesiser.Sink;
import io.centralita.fake.speech.SpeechServer;
import io.centralita.fake.speech.SpeechSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A speech server and what speaks to it.
final class SpeechRig implements AutoCloseable {
    /// Nothing takes so long unless it never comes.
    static final Patience PATIENT =
            new Patience(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60));

    private static final Vertx VERTX = Vertx.vertx();

    final SpeechServer server;
    final Watching watching = new Watching();

    SpeechRig(SpeechSettings settings) {
        server = SpeechServer.start(VERTX, settings);
    }

    HttpRecogniser recogniser(RecogniserOptions options, Patience patience) {
        return new HttpRecogniser(place(server.baseUri(), patience), options, Time.SYSTEM);
    }

    HttpRecogniser recogniser() {
        return recogniser(RecogniserOptions.of("gpt-4o-mini-transcribe", List.of()), PATIENT);
    }

    HttpSynthesiser voice(VoiceOptions options, Patience patience) {
        return new HttpSynthesiser(
                place(server.baseUri(), patience), options, watching, Time.SYSTEM);
    }

    HttpSynthesiser voice() {
        return voice(VoiceOptions.of("gpt-4o-mini-tts", "marin"), PATIENT);
    }

    static SpeechPlace place(URI base, Patience patience) {
        return new SpeechPlace(
                "openai", base, new ApiKey(SpeechSettings.KEY), Auth.BEARER, patience);
    }

    /// An address at which nobody listens.
    static URI nobody() {
        try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + probe.getLocalPort() + "/v1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A buzz like a vowel, at 16 kHz.
    static short[] speech(int ms) {
        var pcm = new short[16 * ms];
        for (int i = 0; i < pcm.length; i++) {
            double sample = 0;
            for (int harmonic = 1; harmonic <= 12; harmonic++) {
                sample += Math.sin(2 * Math.PI * 140 * harmonic * i / 16_000);
            }
            pcm[i] = (short) (1_200 * sample);
        }
        return pcm;
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come about in 20 s");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() {
        server.close();
    }

    /// Everything that is told to a watcher.
    static final class Watching implements SpeechWatcher {
        final List<String> changes = new CopyOnWriteArrayList<>();
        final List<String> failures = new CopyOnWriteArrayList<>();
        final List<Integer> asked = new CopyOnWriteArrayList<>();

        @Override
        public void changed(Role role, String from, String to) {
            changes.add(role.word() + " " + from + " " + to);
        }

        @Override
        public void failed(Role role, String part, String why) {
            failures.add(role.word() + " " + part + " " + why);
        }

        @Override
        public void asked(String model, int characters) {
            asked.add(characters);
        }
    }

    /// What came out, and whether more is wanted.
    static final class Heard implements Sink {
        private short[] samples = {};
        private final List<Usage> used = new ArrayList<>();
        private int pieces;
        private int most = Integer.MAX_VALUE;

        synchronized void wantOnly(int pieces) {
            most = pieces;
        }

        @Override
        public synchronized boolean accept(short[] pcm, int offset, int length) {
            int had = samples.length;
            samples = Arrays.copyOf(samples, had + length);
            System.arraycopy(pcm, offset, samples, had, length);
            pieces++;
            return pieces < most;
        }

        @Override
        public synchronized void used(Usage usage) {
            used.add(usage);
        }

        synchronized List<Usage> used() {
            return List.copyOf(used);
        }

        synchronized short[] samples() {
            return samples.clone();
        }

        synchronized int length() {
            return samples.length;
        }
    }
}
