package io.centralita.engine.speech;

import io.centralita.engine.speech.SpeechFault.Blame;
import io.centralita.media.Pcm;
import io.centralita.media.Resampler;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Makes samples of one rate out of an answer of `/audio/speech`, piece by piece: of headerless
/// PCM, which is what is asked for, and of WAV, which some servers send whatever is asked for. What
/// would need a decoder is refused by name. Confined to one thread.
final class SpeechReader {
    private static final short[] NOTHING = {};

    /// Enough to tell the formats apart.
    private static final int TAG = 4;

    private static final Pattern RATE = Pattern.compile("(?:^|[;,\\s])rate=([0-9]{4,5})(?![0-9])");

    private final String host;
    private final String type;
    private final int headerlessRateHz;
    private final int toHz;
    private final boolean lengthKnown;
    private byte[] held = {};
    private @Nullable WavHead head;
    private boolean begun;
    private Resampler resampler;
    private long dataLeft = Long.MAX_VALUE;

    /// @param contentType of the answer; empty where it has none
    /// @param headerlessRateHz where the content type does not say
    /// @param lengthKnown whether the server knew the length when it began, so that the length in a
    ///   WAV header can be believed
    SpeechReader(
            String contentType, int headerlessRateHz, int toHz, boolean lengthKnown, String host)
            throws SpeechFault {
        this.host = host;
        this.type = contentType.toLowerCase(Locale.ROOT);
        this.headerlessRateHz = rate(type, headerlessRateHz);
        this.toHz = toHz;
        this.lengthKnown = lengthKnown;
        resampler = new Resampler(toHz, toHz);
        requireAudio();
    }

    private static int rate(String type, int standard) {
        var said = RATE.matcher(type);
        if (said.find()) {
            int hz = Integer.parseInt(said.group(1));
            return hz >= 8_000 && hz <= 48_000 ? hz : standard;
        }
        return standard;
    }

    /// The type as far as it names a format.
    private void requireAudio() throws SpeechFault {
        var plain = type.split(";", 2)[0].strip();
        switch (plain) {
            case "",
                    "audio/pcm",
                    "audio/x-pcm",
                    "audio/raw",
                    "audio/wav",
                    "audio/x-wav",
                    "audio/wave",
                    "audio/vnd.wave",
                    "application/octet-stream",
                    "binary/octet-stream" -> {}
            default -> throw unfit(plain.length() > 60 ? "another type" : plain);
        }
    }

    private SpeechFault unfit(String what) {
        return SpeechFault.unusable(host, Blame.SERVER, "speech as " + what + ", pcm is needed");
    }

    /// The samples that these bytes complete.
    short[] read(ByteBuffer piece) throws SpeechFault {
        hold(piece);
        if (!begun && !begin()) {
            return NOTHING;
        }
        return samples();
    }

    /// The samples that were held back for those that follow.
    short[] end() throws SpeechFault {
        if (!begun && held.length >= 2) {
            throw SpeechFault.unusable(host, Blame.SERVER, "speech that ends in its header");
        }
        return resampler.flush();
    }

    private void hold(ByteBuffer piece) {
        int had = held.length;
        held = Arrays.copyOf(held, had + piece.remaining());
        piece.get(held, had, held.length - had);
    }

    /// Finds out what it is.
    ///
    /// @return false while there is too little of it
    private boolean begin() throws SpeechFault {
        if (held.length < TAG) {
            return false;
        }
        if (WavHead.begins(held)) {
            var found = WavHead.read(held, host);
            if (found == null) {
                return false;
            }
            head = found;
            held = Arrays.copyOfRange(held, found.dataAt(), held.length);
            dataLeft = lengthKnown && found.dataLength() > 0 ? found.dataLength() : Long.MAX_VALUE;
            resampler = resampler(found.sampleRateHz());
        } else {
            refuseEncoded();
            resampler = resampler(headerlessRateHz);
        }
        begun = true;
        return true;
    }

    private Resampler resampler(int fromHz) throws SpeechFault {
        try {
            return new Resampler(fromHz, toHz);
        } catch (IllegalArgumentException _) {
            throw unfit("samples at " + fromHz + " Hz");
        }
    }

    /// Files whose server did not say what they are.
    private void refuseEncoded() throws SpeechFault {
        var tag = new String(held, 0, TAG, StandardCharsets.ISO_8859_1);
        if (tag.startsWith("ID3") || (!type.contains("pcm") && isMpegFrame())) {
            throw unfit("mp3");
        }
        if (tag.equals("OggS")) {
            throw unfit("ogg");
        }
        if (tag.equals("fLaC")) {
            throw unfit("flac");
        }
    }

    /// ISO/IEC 11172-3 §2.4.1.3: a sync word and no reserved value behind it. As samples it would
    /// be a voice that begins at -1 000.
    private boolean isMpegFrame() {
        int second = held[1] & 0xFF;
        int third = held[2] & 0xFF;
        return (held[0] & 0xFF) == 0xFF
                && (second & 0xE0) == 0xE0
                && (second & 0x18) != 0x08
                && (second & 0x06) != 0
                && (third & 0xF0) != 0xF0
                && (third & 0x0C) != 0x0C;
    }

    /// Whole samples of what is held; an odd byte waits for the rest of its sample.
    private short[] samples() {
        int channels = head == null ? 1 : head.channels();
        int frame = 2 * channels;
        int usable = (int) Math.min(held.length, dataLeft) / frame * frame;
        var pcm = Pcm.samples(Arrays.copyOf(held, usable));
        held = dataLeft == usable ? new byte[0] : Arrays.copyOfRange(held, usable, held.length);
        dataLeft -= dataLeft == Long.MAX_VALUE ? 0 : usable;
        return resampler.process(channels == 1 ? pcm : mixed(pcm));
    }

    private static short[] mixed(short[] both) {
        var mono = new short[both.length / 2];
        for (int i = 0; i < mono.length; i++) {
            mono[i] = (short) ((both[2 * i] + both[2 * i + 1]) / 2);
        }
        return mono;
    }
}
