package io.centralita.app.bench.asterisk;

import io.centralita.app.bench.Result.Row;
import io.centralita.app.server.ServerWatcher;
import io.centralita.app.server.StartFailure;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.phone.HeardPacket;
import io.centralita.fake.model.Script;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// Calls in which the assistant speaks, while the connection of Asterisk's events is away for some
/// time: whether they go on, and whether it is noticed who hangs up meanwhile.
final class EventsCut {
    private static final int CALLS = 10;

    /// In the middle of the cut, and as many just before its end.
    private static final int LEAVING = 2;

    /// The last ones leave so long before events are back.
    private static final Duration LAST_MOMENT = Duration.ofMillis(300);

    /// More than a busy machine's hiccup: audio that stops is missing until events are back.
    private static final Duration MOST_GAP = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Duration length;

    EventsCut(Vertx vertx, Duration length) {
        this.vertx = vertx;
        this.length = length;
    }

    /// What became of the calls over one way of audio.
    ///
    /// @param noticed of those who hung up, by the switchboard
    /// @param noticedAfter the longest time until then
    /// @param gapAtPhones the longest without a packet, of those who stayed
    /// @param gapAtModel the longest without audio of theirs
    /// @param wentOn of those who stayed, until they hung up when it was over
    /// @param left in Asterisk, and open here
    record Measured(
            int calls,
            int hungUp,
            int noticed,
            Duration noticedAfter,
            Duration gapAtPhones,
            Duration gapAtModel,
            int wentOn,
            int left) {
        boolean good() {
            return noticed == hungUp
                    && wentOn == calls - hungUp
                    && left == 0
                    && gapAtPhones.compareTo(MOST_GAP) < 0
                    && gapAtModel.compareTo(MOST_GAP) < 0;
        }
    }

    /// @param transport as the setting has it
    Measured measure(String transport) throws StartFailure, InterruptedException, IOException {
        var ear = new GapEar();
        // Heard from before the cut until after it.
        var speech = Script.say("Un momento.", (int) length.plusSeconds(20).toMillis());
        try (var house = BenchHouse.open(vertx, transport, ServerWatcher.NOBODY, speech, ear)) {
            house.awaitEvents();
            var phones = new ArrayList<FakePhone>();
            for (int i = 0; i < CALLS; i++) {
                phones.add(house.asterisk.call(Call.to(RandomCalls.ANSWERED).from("+3460" + i)));
            }
            Waiting.until(() -> phones.stream().allMatch(EventsCut::hears));
            Waiting.until(() -> house.server.liveCalls() == CALLS && ear.connections() == CALLS);
            return cut(house, phones, ear);
        }
    }

    private static boolean hears(FakePhone phone) {
        return phone.heard().firstAboveNanos(AsteriskBench.AUDIBLE_DBFS).isPresent();
    }

    private Measured cut(BenchHouse house, List<FakePhone> phones, GapEar ear)
            throws InterruptedException {
        ear.begin();
        long since = phones.getFirst().nanoTime();
        house.asterisk.loseEvents(length);
        sleepUntil(since + length.dividedBy(2).toNanos());
        var first = hangUp(house, phones.subList(0, LEAVING));
        sleepUntil(since + length.minus(LAST_MOMENT).toNanos());
        var stay = phones.subList(2 * LEAVING, CALLS);
        var gapAtPhones = gap(stay, since, System.nanoTime());
        var gapAtModel = ear.longest(CALLS - 2 * LEAVING);
        var last = hangUp(house, phones.subList(LEAVING, 2 * LEAVING));
        house.awaitEvents();
        int noticed = CALLS - house.server.liveCalls();
        int wentOn = (int) stay.stream().filter(phone -> !phone.isOver()).count();
        wentOn = Math.min(wentOn, house.server.liveCalls());
        stay.forEach(FakePhone::hangUp);
        Waiting.until(() -> house.server.liveCalls() == 0 && house.asterisk.leftovers().isEmpty());
        var left = house.asterisk.leftovers();
        return new Measured(
                CALLS,
                2 * LEAVING,
                Math.min(noticed, 2 * LEAVING),
                first.compareTo(last) > 0 ? first : last,
                gapAtPhones,
                gapAtModel,
                wentOn,
                left.channels().size() + left.bridges().size() + house.server.liveCalls());
    }

    /// @return until the switchboard knew
    private static Duration hangUp(BenchHouse house, List<FakePhone> phones)
            throws InterruptedException {
        int live = house.server.liveCalls();
        long hungUp = System.nanoTime();
        phones.forEach(FakePhone::hangUp);
        Waiting.until(() -> house.server.liveCalls() <= live - phones.size());
        return Duration.ofNanos(System.nanoTime() - hungUp);
    }

    /// @param since by the phones' clock, which is the system's
    private static Duration gap(List<FakePhone> phones, long since, long until) {
        return phones.stream()
                .map(phone -> silence(phone.heard().packets(), since, until))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    private static Duration silence(List<HeardPacket> packets, long since, long until) {
        long longest = 0;
        long last = since;
        for (var packet : packets) {
            if (packet.atNanos() - since > 0 && packet.atNanos() - until < 0) {
                longest = Math.max(longest, packet.atNanos() - last);
                last = packet.atNanos();
            }
        }
        return Duration.ofNanos(Math.max(longest, until - last));
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        Thread.sleep(Duration.ofNanos(Math.max(0, nanos - System.nanoTime())));
    }

    /// @param measured one for each way of audio
    static Stream<Row> rows(Duration length, List<Measured> measured) {
        var cut = "events cut " + length.toSeconds() + " s: ";
        return Stream.of(
                row(
                        measured,
                        cut + "calls at work, of them hung up meanwhile",
                        one -> one.calls() + ", " + one.hungUp()),
                row(
                        measured,
                        cut + "longest gap at a phone that stays",
                        one -> one.gapAtPhones().toMillis() + " ms"),
                row(
                        measured,
                        cut + "longest gap in what the model hears of it",
                        one -> one.gapAtModel().toMillis() + " ms"),
                row(
                        measured,
                        cut + "hung up and noticed, the longest time until then",
                        one ->
                                "%d of %d, %.1f s"
                                        .formatted(
                                                one.noticed(),
                                                one.hungUp(),
                                                one.noticedAfter().toMillis() / 1e3)),
                row(
                        measured,
                        cut + "calls that went on after it, to their own end",
                        one -> one.wentOn() + " of " + (one.calls() - one.hungUp())),
                row(measured, cut + "left: channels, bridges, calls", one -> "" + one.left()));
    }

    private static Row row(
            List<Measured> measured, String what, Function<Measured, String> figure) {
        return new Row(what, measured.stream().map(figure).toList());
    }
}
