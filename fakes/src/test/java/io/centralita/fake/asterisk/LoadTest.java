package io.centralita.fake.asterisk;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/// Many calls at once over real sockets. How many is given by `-Dfake.calls` and `-Dfake.short`;
/// what it took is printed.
final class LoadTest {
    private static final int CALLS = Integer.getInteger("fake.calls", 20);
    private static final int SHORT = Integer.getInteger("fake.short", 60);
    private static final int PACKETS = Integer.getInteger("fake.packets", 25);
    private static final Settings MANY = Settings.DEFAULT.withSessionLimit(2_000);

    @Test
    void calls_with_rtp_at_once_all_hear_themselves() throws Exception {
        try (var gateway = new Gateway(MANY);
                var echo = DatagramChannel.open()) {
            echo.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = ((InetSocketAddress) echo.getLocalAddress()).getPort();
            Thread.ofPlatform().daemon().start(() -> echo(echo));
            var events = gateway.events();
            var phones = new ArrayList<FakePhone>();
            for (int i = 0; i < CALLS; i++) {
                phones.add(gateway.asterisk.call(Call.to("600")));
                var caller = Gateway.channel(events.next("StasisStart"));
                gateway.bridge(events, caller, "format=ulaw&external_host=127.0.0.1:" + port);
            }
            long cpu = cpuOfThreads();
            long begun = System.nanoTime();
            var heard = phones.stream().map(phone -> phone.heard().packets().size()).toList();
            for (int i = 0; i < phones.size(); i++) {
                phones.get(i).heardPackets(heard.get(i) + PACKETS).get(60, SECONDS);
            }
            long passed = System.nanoTime() - begun;
            report(CALLS + " calls with RTP", cpuOfThreads() - cpu, passed);
            phones.forEach(FakePhone::hangUp);
            sweep(gateway);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    private static void echo(DatagramChannel channel) {
        var buffer = ByteBuffer.allocateDirect(2_000);
        try {
            while (true) {
                buffer.clear();
                SocketAddress from = channel.receive(buffer);
                channel.send(buffer.flip(), from);
            }
        } catch (ClosedChannelException _) {
            // The end of the test.
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void short_calls_that_hang_up_at_random_leave_nothing() throws Exception {
        var random = new Random(1);
        try (var gateway = new Gateway(MANY);
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = gateway.events();
            long cpu = cpuOfThreads();
            long begun = System.nanoTime();
            var phones = new ArrayList<FakePhone>();
            for (int i = 0; i < SHORT; i++) {
                var length = Duration.ofMillis(random.nextInt(120));
                phones.add(gateway.asterisk.call(Call.to("600").hangingUpAt(length)));
                var caller = Gateway.channel(events.next("StasisStart"));
                var _ = tasks.submit(() -> serve(gateway, caller));
                await(phones, Math.max(0, i - 20));
            }
            await(phones, SHORT - 1);
            tasks.shutdown();
            assertThat(tasks.awaitTermination(60, SECONDS)).isTrue();
            report(SHORT + " short calls", cpuOfThreads() - cpu, System.nanoTime() - begun);
            sweep(gateway);
            assertThat(gateway.asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    private static void await(List<FakePhone> phones, int last)
            throws InterruptedException, ExecutionException, TimeoutException {
        phones.get(last).ended().get(30, SECONDS);
    }

    private static boolean serve(Gateway gateway, String caller) throws Exception {
        var bridge = "b-" + caller;
        var media = "m-" + caller;
        gateway.request("POST", "/bridges?type=mixing&bridgeId=" + bridge);
        gateway.request(
                "POST",
                "/channels/externalMedia?app="
                        + Gateway.APP
                        + "&format=ulaw&external_host=127.0.0.1:9&channelId="
                        + media);
        gateway.request(
                "POST", "/bridges/" + bridge + "/addChannel?channel=" + caller + "," + media);
        gateway.request("DELETE", "/channels/" + media);
        gateway.request("DELETE", "/bridges/" + bridge);
        return true;
    }

    private static void sweep(Gateway gateway) throws Exception {
        for (JsonNode channel : gateway.ask("GET", "/channels")) {
            gateway.request("DELETE", "/channels/" + channel.path("id").asText());
        }
        for (JsonNode bridge : gateway.ask("GET", "/bridges")) {
            gateway.request("DELETE", "/bridges/" + bridge.path("id").asText());
        }
    }

    private static long cpuOfThreads() {
        var threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (var info : threads.dumpAllThreads(false, false)) {
            var name = info.getThreadName();
            if (name.startsWith("vert.x-eventloop") || name.equals("fake-asterisk-udp")) {
                sum += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
            }
        }
        return sum;
    }

    private static void report(String what, long cpuNanos, long passedNanos) {
        System.out.printf(
                "%s: %.1f s, %.1f %% of a core%n",
                what, passedNanos / 1e9, 100.0 * cpuNanos / passedNanos);
    }
}
