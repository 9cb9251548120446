package io.centralita.engine.pipeline;

import io.centralita.call.engine.Usage;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/// Speaks 50 ms a character, in pieces of 40 ms.
final class ScriptedVoice implements SpeechSynthesiser {
    static final int MS_PER_CHARACTER = 50;
    final List<String> spoken = new CopyOnWriteArrayList<>();
    final CountDownLatch hangs = new CountDownLatch(1);
    volatile @Nullable RuntimeException bug;
    volatile boolean breaksMidway;
    volatile List<Usage> uses = List.of();
    volatile boolean hang;

    @Override
    public int sampleRateHz() {
        return 22_050;
    }

    @Override
    public boolean speaks(Locale language) {
        return true;
    }

    @Override
    public void speak(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        spoken.add(text);
        var piece = new short[882];
        int left = text.length() * MS_PER_CHARACTER * 22_050 / 1_000;
        int half = left / 2;
        uses.forEach(sink::used);
        while (left > 0) {
            if (!sink.accept(piece, 0, Math.min(left, piece.length))) {
                return;
            }
            left -= piece.length;
            var thrown = bug;
            if (thrown != null && left < half) {
                throw thrown;
            }
            if (breaksMidway && left < half) {
                throw new SynthesisException("broke off");
            }
            if (hang && left < half) {
                hangs.await();
            }
        }
    }
}
