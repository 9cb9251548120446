package io.centralita.engine.offline.voice;

import io.centralita.engine.pipeline.SpeechSynthesiser.SynthesisException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Renders each clause by one run of the command `espeak-ng`, for machines on which the library
/// cannot be loaded. A process lives for one clause (milliseconds) and is killed when nobody waits.
final class EspeakCommand implements ClauseRenderer {
    private static final int MAX_PROCESSES = 4;
    private static final Duration STUCK_AFTER = Duration.ofSeconds(10);

    /// The command writes the shortest form of the header, always of this size.
    private static final int WAV_HEADER = 44;

    private static final int WAV_RATE_AT = 24;
    private static final int MAX_BYTES = WAV_HEADER + Clause.MAX_SAMPLES * Short.BYTES;

    private final String command;
    private final Set<String> voices;
    private final Semaphore processes = new Semaphore(MAX_PROCESSES, true);
    private volatile boolean closed;

    /// @param voices language tags that the command has voices for: an unknown one it would replace
    ///   by another without a word
    EspeakCommand(String command, List<String> voices) {
        this.command = command;
        this.voices = Set.copyOf(voices);
    }

    /// What the command says about itself; empty when there is none.
    static Optional<LibraryFacts> facts(String command) {
        try {
            String version = output(command, "--version");
            var voices = new TreeSet<String>();
            for (String language : VoiceChoice.LANGUAGES) {
                output(command, "--voices=" + language)
                        .lines()
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(columns -> columns.length > 4 && !columns[4].startsWith("mb"))
                        .filter(columns -> !columns[4].startsWith("!"))
                        .forEach(columns -> voices.add(columns[1]));
            }
            return Optional.of(
                    new LibraryFacts(
                            version.replaceAll("\\s+Data at:.*", "").strip(), List.copyOf(voices)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Reads a listing. A command that does not end is killed by a watcher.
    private static String output(String command, String argument) throws IOException {
        Process process =
                new ProcessBuilder(command, argument)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Thread watcher =
                Thread.ofVirtual().name("espeak-watcher").start(() -> killWhenStuck(process));
        try (var out = process.getInputStream()) {
            return new String(out.readNBytes(1 << 16), StandardCharsets.UTF_8);
        } finally {
            process.destroyForcibly();
            watcher.interrupt();
        }
    }

    private static void killWhenStuck(Process process) {
        try {
            if (!process.waitFor(STUCK_AFTER.toNanos(), TimeUnit.NANOSECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the listing has been read
        }
    }

    @Override
    public Optional<Rendering> offer(Clause clause, Duration patience) throws SynthesisException {
        if (closed) {
            throw closedException();
        }
        if (!voices.contains(clause.voice().split("\\+", 2)[0])) {
            throw new SynthesisException("espeak-ng has no voice " + clause.voice());
        }
        return Optional.of(new Run(clause));
    }

    /// Runs that are under way end within one clause; their callers then find the voice closed.
    @Override
    public void close() {
        closed = true;
    }

    private static SynthesisException closedException() {
        return new SynthesisException("the voice is closed");
    }

    private final class Run implements Rendering {
        private final Clause clause;
        private volatile boolean abandoned;
        private volatile @Nullable Process process;

        Run(Clause clause) {
            this.clause = clause;
        }

        @Override
        public short[] await() throws SynthesisException, InterruptedException {
            if (!processes.tryAcquire(STUCK_AFTER.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new SynthesisException("too many speakers for the command espeak-ng");
            }
            try {
                if (closed || abandoned) {
                    throw closedException();
                }
                return run();
            } finally {
                processes.release();
            }
        }

        private short[] run() throws SynthesisException, InterruptedException {
            Process running = start();
            process = running;
            var bytes = new CompletableFuture<byte[]>();
            Thread reader =
                    Thread.ofVirtual().name("espeak-reader").start(() -> read(running, bytes));
            try {
                if (abandoned) {
                    throw closedException();
                }
                byte[] wav = bytes.get(STUCK_AFTER.toNanos(), TimeUnit.NANOSECONDS);
                if (running.waitFor() != 0) {
                    throw new SynthesisException(
                            "espeak-ng ended with "
                                    + running.exitValue()
                                    + ": no voice "
                                    + clause.voice()
                                    + "?");
                }
                return samples(wav);
            } catch (ExecutionException | TimeoutException e) {
                throw new SynthesisException("espeak-ng did not finish", e);
            } finally {
                running.destroyForcibly();
                joinQuietly(reader);
            }
        }

        private Process start() throws SynthesisException {
            try {
                return new ProcessBuilder(
                                command,
                                "-v",
                                clause.voice(),
                                "-s",
                                Integer.toString(clause.wordsPerMinute()),
                                "-b",
                                "1",
                                "--stdin",
                                "--stdout")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new SynthesisException("espeak-ng cannot be run", e);
            }
        }

        private void read(Process running, CompletableFuture<byte[]> bytes) {
            try (OutputStream in = running.getOutputStream()) {
                in.write(clause.text().getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                bytes.completeExceptionally(e);
                return;
            }
            try (var out = running.getInputStream()) {
                bytes.complete(out.readNBytes(MAX_BYTES));
            } catch (IOException e) {
                bytes.completeExceptionally(e);
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
            Process running = process;
            if (running != null) {
                running.destroyForcibly();
            }
        }
    }

    private static void joinQuietly(Thread reader) {
        boolean interrupted = false;
        while (true) {
            try {
                reader.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static short[] samples(byte[] wav) throws SynthesisException {
        ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
        if (wav.length < WAV_HEADER || buffer.getInt(WAV_RATE_AT) != Clause.SAMPLE_RATE_HZ) {
            throw new SynthesisException("espeak-ng did not give audio of 22050 Hz");
        }
        if (wav.length == MAX_BYTES) {
            throw new SynthesisException(
                    "a clause of more than " + Clause.MAX_SECONDS + " s of speech");
        }
        short[] pcm = new short[(wav.length - WAV_HEADER) / Short.BYTES];
        buffer.position(WAV_HEADER).asShortBuffer().get(pcm);
        return pcm;
    }
}
