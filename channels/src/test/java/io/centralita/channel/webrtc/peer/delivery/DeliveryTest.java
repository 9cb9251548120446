package io.centralita.channel.webrtc.peer.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.webrtc.peer.PeerEnd;
import io.centralita.channel.webrtc.peer.PeerListener;
import io.centralita.channel.webrtc.peer.PeerState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger stalled = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Delivery delivery =
            new Delivery(
                    "p1",
                    loop::add,
                    new Notes(),
                    stalled::incrementAndGet,
                    dropped::incrementAndGet);

    private final class Notes implements PeerListener {
        @Override
        public void state(PeerState state) {
            told.add(state.name());
        }

        @Override
        public void text(String text) {
            told.add(text);
        }

        @Override
        public void audio(byte[] frame) {
            told.add("audio " + frame[0]);
        }

        @Override
        public void closed(PeerEnd end) {
            told.add("closed " + end.word());
        }
    }

    private void runLoop() {
        for (var next = loop.poll(); next != null; next = loop.poll()) {
            next.run();
        }
    }

    @Test
    void everything_is_told_in_order_by_one_task() {
        delivery.sign(it -> it.state(PeerState.CONNECTED));
        delivery.text("one");
        delivery.audio(new byte[] {1});
        delivery.text("two");
        assertThat(loop).hasSize(1);
        assertThat(told).isEmpty();

        runLoop();
        assertThat(told).containsExactly("CONNECTED", "one", "audio 1", "two");
        delivery.text("three");
        runLoop();
        assertThat(told).endsWith("three");
    }

    @Test
    void others_on_the_loop_have_their_turn_in_between() {
        for (int i = 0; i < 100; i++) {
            delivery.text("t");
        }
        loop.remove().run();
        assertThat(told).hasSizeLessThan(100);
        assertThat(loop).hasSize(1);
        runLoop();
        assertThat(told).hasSize(100);
    }

    @Test
    void the_oldest_audio_goes_and_texts_stay() {
        delivery.text("first");
        for (int i = 0; i < Delivery.MAX_AUDIO + 3; i++) {
            delivery.audio(new byte[] {(byte) i});
        }
        runLoop();
        assertThat(told).hasSize(1 + Delivery.MAX_AUDIO).startsWith("first", "audio 3");
        assertThat(dropped).hasValue(3);
        assertThat(stalled).hasValue(0);
    }

    @Test
    void who_does_not_take_texts_has_stalled() {
        for (int i = 0; i < Delivery.MAX_TEXTS; i++) {
            delivery.text("t");
        }
        assertThat(stalled).hasValue(0);
        delivery.text("one more");
        assertThat(stalled).hasValue(1);
    }

    @Test
    void who_does_not_take_long_texts_has_stalled_too() {
        var quarter = "x".repeat(Delivery.MAX_CHARACTERS / 4);
        for (int i = 0; i < 4; i++) {
            delivery.text(quarter);
        }
        assertThat(stalled).hasValue(0);
        delivery.text("y");
        assertThat(stalled).hasValue(1);
        runLoop();
        delivery.text("room again");
        runLoop();
        assertThat(told).endsWith("room again");
    }

    @Test
    void nothing_is_told_after_the_end() {
        delivery.text("before");
        delivery.last(PeerEnd.CLOSED);
        delivery.text("after");
        delivery.audio(new byte[1]);
        delivery.last(PeerEnd.BROKEN);
        runLoop();
        assertThat(told).containsExactly("before", "closed closed");
    }

    @Test
    void what_is_cut_off_is_told_nothing_more() {
        delivery.text("before");
        delivery.cut();
        delivery.last(PeerEnd.CLOSED);
        runLoop();
        assertThat(told).isEmpty();
    }
}
