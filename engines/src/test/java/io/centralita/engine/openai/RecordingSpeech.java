package io.centralita.engine.openai;

import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A playout that takes down what it is given. Safe from any thread.
final class RecordingSpeech implements SpeechOut {
    /// One utterance.
    static final class Uttered {
        final AudioFormat format;
        final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        int ends;
        boolean sounds;

        Uttered(AudioFormat format) {
            this.format = format;
        }
    }

    private final Map<Long, Uttered> utterances = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private boolean closed;

    /// That of an event which is being handled while another thread closes the session may come.
    private int lateAudio;

    @Override
    public synchronized long begin(AudioFormat format) {
        late("begin");
        long number = utterances.size() + 1L;
        utterances.put(number, new Uttered(format));
        return number;
    }

    @Override
    public boolean write(long utterance, byte[] audio) {
        throw new AssertionError("an event loop may not wait");
    }

    @Override
    public synchronized boolean offer(long utterance, byte[] audio) {
        if (closed && ++lateAudio > 1) {
            late("audio");
        }
        var uttered = utterances.get(utterance);
        if (uttered == null || uttered.ends > 0) {
            faults.add("audio for " + utterance + ", which is not open");
            return false;
        }
        uttered.audio.writeBytes(audio);
        return true;
    }

    @Override
    public synchronized void end(long utterance) {
        late("end");
        var uttered = utterances.get(utterance);
        if (uttered == null || uttered.ends++ > 0) {
            faults.add("end of " + utterance + ", which is not open");
        }
    }

    @Override
    public synchronized void sounds(long utterance) {
        late("sound");
        var uttered = utterances.get(utterance);
        if (uttered == null || uttered.ends > 0 || uttered.sounds) {
            faults.add("sound of " + utterance + ", which is not open");
        } else {
            uttered.sounds = true;
        }
    }

    private void late(String what) {
        if (closed) {
            faults.add(what + " after the end");
        }
    }

    synchronized void closed() {
        closed = true;
    }

    /// What no playout should be given.
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized int count() {
        return utterances.size();
    }

    synchronized boolean isEnded(long utterance) {
        var uttered = utterances.get(utterance);
        return uttered != null && uttered.ends > 0;
    }

    synchronized boolean sounded(long utterance) {
        var uttered = utterances.get(utterance);
        return uttered != null && uttered.sounds;
    }

    synchronized byte[] audio(long utterance) {
        var uttered = utterances.get(utterance);
        return uttered == null ? new byte[0] : uttered.audio.toByteArray();
    }

    synchronized @Nullable AudioFormat format(long utterance) {
        var uttered = utterances.get(utterance);
        return uttered == null ? null : uttered.format;
    }

    synchronized Duration length(long utterance) {
        var uttered = utterances.get(utterance);
        return uttered == null ? Duration.ZERO : uttered.format.duration(uttered.audio.size());
    }
}
