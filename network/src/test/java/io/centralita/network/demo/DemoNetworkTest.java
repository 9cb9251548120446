package io.centralita.network.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.network.router.Client;
import io.centralita.network.router.Router;
import io.centralita.network.router.RouterUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class DemoNetworkTest {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final long YEAR = 365L * 86_400;
    private static final long START = Instant.parse("2026-11-21T00:00:00Z").getEpochSecond();

    private static DemoNetwork at(long epochSecond) {
        return new DemoNetwork(
                DemoNetwork.SEED, InstantSource.fixed(Instant.ofEpochSecond(epochSecond)), _ -> {});
    }

    private static Router router(DemoNetwork network, String name) {
        return network.routers().stream()
                .filter(r -> r.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    @Property(tries = 30)
    void the_same_instant_reads_the_same(@ForAll @LongRange(max = YEAR) long offset)
            throws Exception {
        var first = at(START + offset);
        var second = at(START + offset);
        for (var router : first.routers().subList(0, 5)) {
            assertThat(first.clients(router, WITHIN)).isEqualTo(second.clients(router, WITHIN));
            assertThat(first.interfaces(router, WITHIN))
                    .isEqualTo(second.interfaces(router, WITHIN));
            assertThat(first.resource(router, WITHIN)).isEqualTo(second.resource(router, WITHIN));
        }
    }

    @Property(tries = 50)
    void the_concentrator_has_about_221_clients_and_nobody_twice(
            @ForAll @LongRange(max = YEAR) long offset) throws Exception {
        var network = at(START + offset);
        var clients = network.clients(router(network, "router-146"), WITHIN);
        assertThat(clients.stream().filter(Client::active).count()).isBetween(216L, 226L);
        assertThat(clients.stream().filter(c -> c.problem() != null).count()).isEqualTo(4);
        var names = new HashSet<String>();
        assertThat(clients).allMatch(client -> names.add(client.name()));
    }

    @Property(tries = 30)
    void clients_stand_still_for_ten_minutes(@ForAll @LongRange(max = 50_000) long step)
            throws Exception {
        var start = START / 600 * 600 + step * 600;
        var early = at(start);
        var late = at(start + 599);
        for (var router : early.routers().subList(0, 5)) {
            assertThat(early.clients(router, WITHIN)).isEqualTo(late.clients(router, WITHIN));
        }
    }

    @Test
    void traffic_changes_every_second_and_counters_agree_with_it() throws Exception {
        var network = at(START);
        var wan = network.interfaces(router(network, "router-146"), WITHIN).getFirst();
        var next = at(START + 1).interfaces(router(network, "router-146"), WITHIN).getFirst();
        assertThat(next.rxBitsPerSecond()).isNotEqualTo(wan.rxBitsPerSecond());
        var grown = (next.rxBytes() - wan.rxBytes()) * 8;
        assertThat(grown)
                .isBetween(
                        Math.round(wan.rxBitsPerSecond() * 0.9),
                        Math.round(wan.rxBitsPerSecond() * 1.1));
    }

    @Test
    void the_down_router_is_unreachable_and_the_slow_one_takes_its_time() throws Exception {
        var waited = new ArrayList<Duration>();
        var network =
                new DemoNetwork(
                        DemoNetwork.SEED,
                        InstantSource.fixed(Instant.ofEpochSecond(START)),
                        waited::add);
        assertThatThrownBy(() -> network.resource(router(network, "router-7"), WITHIN))
                .isInstanceOfSatisfying(
                        RouterUnavailable.class,
                        e ->
                                assertThat(e.reason())
                                        .isEqualTo(RouterUnavailable.Reason.UNREACHABLE));
        assertThat(waited.getFirst()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        network.resource(router(network, "router-310"), WITHIN);
        assertThat(waited.getLast()).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(3));
        assertThatThrownBy(
                        () -> network.resource(router(network, "router-310"), Duration.ofMillis(5)))
                .isInstanceOfSatisfying(
                        RouterUnavailable.class,
                        e -> assertThat(e.reason()).isEqualTo(RouterUnavailable.Reason.TIMED_OUT));
    }

    @Property(tries = 100)
    void the_busy_router_takes_about_1200_milliseconds_and_the_others_a_fraction_of_it(
            @ForAll @LongRange(max = YEAR) long offset) throws Exception {
        var waited = new ArrayList<Duration>();
        var network =
                new DemoNetwork(
                        DemoNetwork.SEED,
                        InstantSource.fixed(Instant.ofEpochSecond(START + offset)),
                        waited::add);
        network.gateways(router(network, "router-146"), WITHIN);
        network.gateways(router(network, "router-147"), WITHIN);
        assertThat(waited.getFirst()).isBetween(Duration.ofMillis(1_150), Duration.ofMillis(1_300));
        assertThat(waited.getLast()).isBetween(Duration.ofMillis(150), Duration.ofMillis(400));
    }

    @Test
    void uptime_rates_and_percentages_stay_in_their_ranges_over_a_year() throws Exception {
        for (long second = 0; second < YEAR; second += 86_400 + 3_601) {
            var network = at(START + second);
            for (var router : network.routers().subList(0, 5)) {
                assertThat(network.resource(router, WITHIN).uptime()).isPositive();
                assertThat(network.interfaces(router, WITHIN))
                        .allMatch(p -> p.rxBitsPerSecond() >= 0 && p.rxBytes() >= 0);
            }
        }
    }
}
