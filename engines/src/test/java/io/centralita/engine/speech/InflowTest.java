package io.centralita.engine.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InflowTest {
    private final Inflow inflow = new Inflow(100);
    private final Source source = new Source();

    private static final class Source implements Subscription {
        private long asked;
        private boolean cancelled;

        @Override
        public void request(long n) {
            asked += n;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private void deliver(int bytes) {
        inflow.onNext(List.of(ByteBuffer.allocate(bytes)));
    }

    @Test
    void beyond_the_limit_no_more_is_asked_for_until_some_of_it_is_taken() throws Exception {
        inflow.onSubscribe(source);
        assertThat(source.asked).isEqualTo(1);
        deliver(60);
        assertThat(source.asked).isEqualTo(2);
        deliver(60);
        assertThat(source.asked).isEqualTo(2);

        assertThat(inflow.next(0)).isInstanceOf(Inflow.Found.Piece.class);
        assertThat(source.asked).isEqualTo(3);
    }

    @Test
    void what_came_before_a_break_is_given_first() throws Exception {
        inflow.onSubscribe(source);
        deliver(1);
        inflow.onError(new IOException("reset"));
        assertThat(inflow.next(0)).isInstanceOf(Inflow.Found.Piece.class);
        assertThatThrownBy(() -> inflow.next(0)).isInstanceOf(IOException.class);
    }

    @Test
    void nothing_and_the_end_are_told_apart() throws Exception {
        inflow.onSubscribe(source);
        assertThat(inflow.next(0)).isEqualTo(new Inflow.Found.Nothing());
        inflow.onComplete();
        assertThat(inflow.next(0)).isEqualTo(new Inflow.Found.End());
    }

    @Test
    void given_up_before_it_began_it_gives_up_the_source_as_soon_as_there_is_one() {
        inflow.cancel();
        inflow.onSubscribe(source);
        assertThat(source.cancelled).isTrue();
        assertThat(source.asked).isZero();
    }

    @Test
    void given_up_it_wakes_who_waits() throws Exception {
        inflow.onSubscribe(source);
        var told = new CompletableFuture<Throwable>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                told.complete(new AssertionError(inflow.next(Long.MAX_VALUE)));
                            } catch (IOException | InterruptedException e) {
                                told.complete(e);
                            }
                        });
        inflow.cancel();
        assertThat(told.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        assertThat(source.cancelled).isTrue();
    }
}
