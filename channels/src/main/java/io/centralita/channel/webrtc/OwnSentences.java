package io.centralita.channel.webrtc;

import io.centralita.call.leg.OutgoingAudio;
import io.centralita.call.leg.OutgoingFrame;
import io.centralita.media.AudioFormat;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switchboard's own sentences on a call whose other audio does not pass through here: each is
/// sent to the page as a whole, and counts as heard while it sounds there. Confined to the call's
/// event loop.
final class OwnSentences {
    private static final Logger log = LoggerFactory.getLogger(OwnSentences.class);

    /// The text of a sentence is told a moment after its audio may be taken.
    private static final int BEATS_TO_TEXT = 10;

    /// A page that does not listen by then is not waited for: two seconds. The call goes on.
    private static final int BEATS_TO_PAGE = 100;

    /// More is not taken at a beat: ten seconds.
    private static final int MOST_FRAMES = 500;

    private static final long FRAME_NANOS = AudioFormat.FRAME.toNanos();

    /// From here to the page's loudspeaker, about.
    private static final long WAY_NANOS = 150_000_000;

    private static final int TEXTS_KEPT = 100;

    /// What sounds at the page.
    private record Sounding(long firstSequence, int frames, long from) {}

    /// What waits to be sent there.
    private static final class Sentence {
        final long utterance;
        final long firstSequence;
        final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        int frames;
        int beats;

        Sentence(OutgoingFrame first) {
            utterance = first.utterance();
            firstSequence = first.sequence();
        }

        void add(OutgoingFrame frame) {
            audio.writeBytes(frame.audio());
            frames++;
        }
    }

    private final String callId;
    private final PageStream page;
    private final Map<Long, String> texts = new HashMap<>();
    private final ArrayDeque<Sentence> waiting = new ArrayDeque<>();
    private final ArrayDeque<Sounding> sounding = new ArrayDeque<>();
    private long silentFrom = Long.MIN_VALUE;

    OwnSentences(String callId, PageStream page) {
        this.callId = callId;
        this.page = page;
    }

    void text(long utterance, String text) {
        if (texts.size() >= TEXTS_KEPT) {
            texts.clear();
        }
        texts.put(utterance, text);
    }

    /// What is to be said goes to the page.
    void beat(OutgoingAudio source, long now) {
        take(source);
        for (var next = waiting.peek(); next != null; next = waiting.peek()) {
            next.beats++;
            boolean textThere = texts.containsKey(next.utterance) || next.beats > BEATS_TO_TEXT;
            if (page.isOpen() && textThere) {
                waiting.remove();
                send(next, now);
            } else if (!page.isOpen() && next.beats > BEATS_TO_PAGE) {
                waiting.remove();
                log.atWarn().addKeyValue("call", callId).log("page does not hear our sentence");
                sounding.add(new Sounding(next.firstSequence, next.frames, Long.MIN_VALUE));
            } else {
                return;
            }
        }
    }

    private void take(OutgoingAudio source) {
        for (int i = 0; i < MOST_FRAMES; i++) {
            var frame = source.next();
            if (frame == null) {
                return;
            }
            var last = waiting.peekLast();
            if (last == null || last.utterance != frame.utterance()) {
                last = new Sentence(frame);
                waiting.add(last);
            }
            last.add(frame);
        }
    }

    private void send(Sentence sentence, long now) {
        var text = texts.remove(sentence.utterance);
        page.say(sentence.utterance, text == null ? "" : text, sentence.audio.toByteArray());
        long from = Math.max(now + WAY_NANOS, silentFrom);
        silentFrom = from + sentence.frames * FRAME_NANOS;
        sounding.add(new Sounding(sentence.firstSequence, sentence.frames, from));
    }

    /// The last frame that was heard since this was asked last, 0 where none was.
    long heard(long now) {
        long heard = 0;
        for (var one = sounding.peek(); one != null; one = sounding.peek()) {
            long frames =
                    one.from() == Long.MIN_VALUE
                            ? one.frames()
                            : Math.clamp((now - one.from()) / FRAME_NANOS, 0, one.frames());
            if (frames > 0) {
                heard = one.firstSequence() + frames - 1;
            }
            if (frames < one.frames()) {
                break;
            }
            sounding.remove();
        }
        return heard;
    }

    /// What was taken is not to be heard.
    void clear() {
        waiting.clear();
        if (!sounding.isEmpty()) {
            page.hush();
        }
        sounding.clear();
        silentFrom = Long.MIN_VALUE;
    }
}
