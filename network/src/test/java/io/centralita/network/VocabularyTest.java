package io.centralita.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.network.demo.DemoNetwork;
import io.centralita.network.router.Router;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class VocabularyTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @Test
    void all_routers_are_asked_at_once_and_one_that_does_not_answer_adds_nothing()
            throws Exception {
        var routers = new DemoNetwork(CLOCK).routers();
        // Nobody goes on before all have come.
        var all = new CyclicBarrier(routers.size());
        var network = new DemoNetwork(1, CLOCK, _ -> await(all));
        var names = Vocabulary.read(network, Duration.ofSeconds(1));
        assertThat(names.routers())
                .containsExactlyElementsOf(routers.stream().map(Router::name).toList());
        assertThat(names.identities()).hasSameSizeAs(routers);
        assertThat(names.interfaces()).contains("ether1").isSorted().doesNotHaveDuplicates();
    }

    private static void await(CyclicBarrier all) throws InterruptedException {
        try {
            all.await();
        } catch (BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
