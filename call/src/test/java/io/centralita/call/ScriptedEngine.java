package io.centralita.call;

import io.centralita.call.engine.Ask;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineEvent;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An engine that does what a test tells it to, and remembers what the call told it.
public final class ScriptedEngine implements Engine {
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final String name;
    private final AudioFormat input;
    private final boolean encoded;

    public ScriptedEngine() {
        this("scripted", AudioFormat.PCM_16K);
    }

    public ScriptedEngine(String name, AudioFormat input) {
        this(name, input, false);
    }

    /// @param encoded takes the caller's audio as Base64 text
    public ScriptedEngine(String name, AudioFormat input, boolean encoded) {
        this.name = name;
        this.input = input;
        this.encoded = encoded;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Session open(SessionSettings settings, EngineListener listener, SpeechOut speech) {
        var session = new Session(settings, listener, speech, input, encoded);
        sessions.add(session);
        return session;
    }

    public Session session() {
        if (sessions.isEmpty()) {
            throw new AssertionError("no session was opened");
        }
        return sessions.getLast();
    }

    public List<Session> sessions() {
        return sessions;
    }

    /// One call's session: `told` is what the call said to it, a word a line.
    public static final class Session implements EngineSession {
        private final SessionSettings settings;
        private final EngineListener listener;
        private final SpeechOut speech;
        private final List<String> told = new CopyOnWriteArrayList<>();
        private final List<byte[]> audio = new CopyOnWriteArrayList<>();
        private final List<String> texts = new CopyOnWriteArrayList<>();
        private final AudioFormat input;
        private final boolean encoded;
        private volatile boolean closed;

        Session(
                SessionSettings settings,
                EngineListener listener,
                SpeechOut speech,
                AudioFormat input,
                boolean encoded) {
            this.settings = settings;
            this.listener = listener;
            this.speech = speech;
            this.input = input;
            this.encoded = encoded;
        }

        public SessionSettings settings() {
            return settings;
        }

        public void post(EngineEvent event) {
            listener.on(event);
        }

        /// Says so much of a buzz as one complete utterance.
        public long say(String text, Duration length) {
            var utterance = speech.begin(AudioFormat.PCM_8K);
            post(new EngineEvent.AssistantSaid(utterance, text));
            speech.offer(utterance, buzz(AudioFormat.PCM_8K.bytes(length)));
            speech.end(utterance);
            post(new EngineEvent.ReplyFinished());
            return utterance;
        }

        private static byte[] buzz(int bytes) {
            var audio = new byte[bytes];
            for (int i = 1; i < bytes; i += 2) {
                audio[i] = (byte) (i / 8 % 2 == 0 ? 0x20 : 0xE0);
            }
            return audio;
        }

        public SpeechOut speech() {
            return speech;
        }

        public List<String> told() {
            return told;
        }

        public long framesHeard() {
            return audio.size();
        }

        /// What came as text.
        public List<String> texts() {
            return texts;
        }

        /// What the caller said, frame by frame.
        public List<byte[]> audio() {
            return audio;
        }

        public boolean closed() {
            return closed;
        }

        @Override
        public AudioFormat inputFormat() {
            return input;
        }

        @Override
        public void hear(byte[] frame) {
            audio.add(frame);
        }

        @Override
        public boolean hearsEncoded() {
            return encoded;
        }

        @Override
        public void hearEncoded(byte[] base64, int bytes) {
            texts.add(new String(base64, StandardCharsets.US_ASCII));
        }

        @Override
        public void greet() {
            told.add("greet");
        }

        @Override
        public void toolFinished(String toolCallId, String output) {
            told.add("tool " + toolCallId + ": " + output);
        }

        @Override
        public void interrupted(long utterance, Duration heard) {
            told.add("interrupted " + utterance + " at " + heard.toMillis());
        }

        @Override
        public void switchboardSaid(String text) {
            told.add("switchboard: " + text);
        }

        @Override
        public void ask(Ask ask) {
            told.add("ask " + ask);
        }

        @Override
        public long droppedFrames() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
