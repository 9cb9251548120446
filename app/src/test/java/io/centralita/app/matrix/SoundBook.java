package io.centralita.app.matrix;

import io.centralita.call.text.PhraseAudio;
import io.centralita.media.AudioFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that is said in one call, as sound that tells what it is: each frame of μ-law holds
/// the number of its sound and its own.
public final class SoundBook implements PhraseAudio {
    static final int FRAME_BYTES = AudioFormat.PCMU_8K.frameBytes();
    private static final int FRAME_MS = 20;
    private static final int MS_PER_CHARACTER = 50;

    /// Digits of 4 bits at the beginning of a frame: four of the sound, four of the frame.
    private static final int DIGITS = 4;

    private static final int DIGIT = 0x20;

    /// Who is heard.
    enum Who {
        SWITCHBOARD,
        ASSISTANT
    }

    /// Something that is said once.
    static final class Sound {
        final int number;
        final Who who;
        private String text;
        private int frames;

        private Sound(int number, Who who, String text, int frames) {
            this.number = number;
            this.who = who;
            this.text = text;
            this.frames = frames;
        }

        String text() {
            return text;
        }

        /// Frames it has, 0 where it never became whole.
        int frames() {
            return frames;
        }
    }

    /// One frame of a sound.
    record Piece(Sound sound, int frame) {}

    private final List<Sound> sounds = new ArrayList<>();
    private final Map<String, Sound> phrases = new HashMap<>();
    private final Map<String, Sound> utterances = new HashMap<>();

    /// A sentence of the switchboard's, the same sound whenever it is said.
    @Override
    public Optional<byte[]> find(String text, Locale language, AudioFormat format) {
        var sound = phrases.computeIfAbsent(text, _ -> add(Who.SWITCHBOARD, text, frames(text)));
        return Optional.of(audio(sound.number, 0, sound.frames()));
    }

    /// A sentence that a synthesiser makes.
    byte[] speech(String text) {
        var sound = add(Who.ASSISTANT, text, frames(text));
        return audio(sound.number, 0, sound.frames());
    }

    /// A stretch of what a realtime model says.
    ///
    /// @param connection and `utterance` say which one
    public byte[] stretch(int connection, int utterance, int fromMs, int lengthMs) {
        var sound = utterance(connection, utterance);
        return audio(sound.number, fromMs / FRAME_MS, lengthMs / FRAME_MS);
    }

    /// Its words so far.
    public void words(int connection, int utterance, String text) {
        utterance(connection, utterance).text = text;
    }

    /// All of it has been sent.
    public void whole(int connection, int utterance, String text, int lengthMs) {
        var sound = utterance(connection, utterance);
        sound.text = text;
        sound.frames = lengthMs / FRAME_MS;
    }

    /// What a frame is of, null where it is nothing that was ever said.
    @Nullable Piece piece(byte[] frame) {
        if (frame.length != FRAME_BYTES) {
            return null;
        }
        int sound = digits(frame, 0);
        int number = digits(frame, DIGITS);
        return sound < 0 || sound >= sounds.size() || number < 0
                ? null
                : new Piece(sounds.get(sound), number);
    }

    private Sound utterance(int connection, int utterance) {
        return utterances.computeIfAbsent(
                connection + "." + utterance, _ -> add(Who.ASSISTANT, "", 0));
    }

    private Sound add(Who who, String text, int frames) {
        var sound = new Sound(sounds.size(), who, text, frames);
        sounds.add(sound);
        return sound;
    }

    private static int frames(String text) {
        return Math.max(10, text.length() * MS_PER_CHARACTER / FRAME_MS);
    }

    private static byte[] audio(int sound, int from, int count) {
        var audio = new byte[count * FRAME_BYTES];
        for (int i = 0; i < audio.length; i++) {
            int digit = i % FRAME_BYTES;
            int number = digit < DIGITS ? sound : from + i / FRAME_BYTES;
            audio[i] =
                    (byte)
                            (digit < 2 * DIGITS
                                    ? DIGIT | ((number >> (4 * (digit % DIGITS))) & 0xF)
                                    : digit % 8 < 4 ? 0x20 : 0xA0);
        }
        return audio;
    }

    private static int digits(byte[] frame, int at) {
        int number = 0;
        for (int i = 0; i < DIGITS; i++) {
            if ((frame[at + i] & 0xF0) != DIGIT) {
                return -1;
            }
            number |= (frame[at + i] & 0xF) << (4 * i);
        }
        return number;
    }
}
