package io.centralita.engine.phrase;

import io.centralita.media.AudioFormat;
import io.centralita.media.Transcoder;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sentences in memory, in every format that legs use. Thread-safe: a reader sees a sentence whole
/// or not at all.
final class Sentences {
    private record Key(String text, String language, AudioFormat format) {}

    private final Set<AudioFormat> formats;
    private volatile Map<Key, byte[]> audio = Map.of();

    Sentences(Set<AudioFormat> formats) {
        this.formats = Set.copyOf(formats);
    }

    synchronized void add(String text, Locale language, byte[] said, AudioFormat format) {
        var more = new HashMap<>(audio);
        for (var each : formats) {
            more.put(key(text, language, each), convert(said, format, each));
        }
        audio = Map.copyOf(more);
    }

    Optional<byte[]> find(String text, Locale language, AudioFormat format) {
        return Optional.ofNullable(audio.get(key(text, language, format))).map(byte[]::clone);
    }

    private static Key key(String text, Locale language, AudioFormat format) {
        return new Key(text, language.getLanguage(), format);
    }

    private static byte[] convert(byte[] said, AudioFormat from, AudioFormat to) {
        var transcoder = Transcoder.between(from, to);
        var whole = new ByteArrayOutputStream();
        for (var part : List.of(transcoder.convert(said), transcoder.flush())) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
