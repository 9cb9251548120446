package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.RequestReader;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.phone.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls that end at any moment, under an application that tidies up: nothing stays, whatever comes
/// in which order.
final class AnyMomentTest {
    private static final int CALLS = 250;
    private static final List<String> MEDIA =
            List.of(
                    "external_host=127.0.0.1:40000&format=ulaw",
                    "external_host=127.0.0.1:9092&encapsulation=audiosocket&transport=tcp"
                            + "&format=slin16&data=9a1ba360-7678-48b8-8134-382195caebdf",
                    "external_host=gateway&encapsulation=none&transport=websocket&format=slin16",
                    "encapsulation=none&transport=websocket&connection_type=server&format=ulaw");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothing_stays(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            play(random);
        }
    }

    private static void play(Random random) {
        var lab = Lab.connected();
        var phone = new Phone(Format.ULAW, true, lab.timeline, lab.stories::add, 7);
        var exten = random.nextBoolean() ? "100" : "101";
        phone.attach(lab.pbx.call(Lab.incoming("trunk", true, exten), phone));
        at(lab, random, phone::hangUp);
        at(lab, random, () -> phone.press('1', 120));
        at(lab, random, () -> phone.hold(true));
        var statuses = new ArrayList<Integer>();
        var made = new ArrayList<Answer>();
        var bridges = new ArrayList<Answer>();
        int begun = lab.events.size();
        lab.timeline.advanceMs(random.nextInt(15));
        if (lab.events.size() > begun) {
            var caller = lab.channel();
            bridges.addAll(lab.send("POST", "bridges?type=mixing", ""));
            lab.ari.handle(
                    RequestReader.read(
                                    "POST",
                                    "channels/externalMedia?app="
                                            + Lab.APP
                                            + "&"
                                            + MEDIA.get(random.nextInt(MEDIA.size())),
                                    "")
                            .orElseThrow(),
                    made::add);
            for (var what : List.of("answer", "ring", "continue")) {
                if (random.nextInt(3) == 0) {
                    at(
                            lab,
                            random,
                            () -> ask(lab, "POST", "channels/" + caller + "/" + what, statuses));
                }
            }
            for (int i = 0; i < 3; i++) {
                at(lab, random, () -> add(lab, caller, bridges, made, statuses));
            }
            if (random.nextInt(3) == 0) {
                at(lab, random, () -> ask(lab, "DELETE", "channels/" + caller, statuses));
            }
            if (random.nextInt(4) == 0) {
                at(
                        lab,
                        random,
                        () -> lab.farEnds.webSockets.forEach(socket -> socket.media.closed()));
                at(
                        lab,
                        random,
                        () -> lab.farEnds.audioSockets.forEach(socket -> socket.media.finished()));
            }
        }
        lab.timeline.advanceMs(2_000);
        made.forEach(answer -> ask(lab, "DELETE", "channels/" + Lab.id(answer), statuses));
        bridges.forEach(answer -> ask(lab, "DELETE", "bridges/" + Lab.id(answer), statuses));
        lab.timeline.advanceMs(2_000);
        assertThat(lab.pbx.leftovers().isEmpty()).as(lab.types().toString()).isTrue();
        assertThat(statuses).isSubsetOf(200, 204, 404, 409, 422, 400);
        everyStayEnds(lab);
    }

    private static void at(Lab lab, Random random, Runnable action) {
        lab.timeline.after(Duration.ofNanos(random.nextInt(60_000_000)), action);
    }

    private static void ask(Lab lab, String method, String uri, List<Integer> statuses) {
        lab.send(method, uri, "").forEach(answer -> statuses.add(answer.status()));
    }

    private static void add(
            Lab lab,
            String caller,
            List<Answer> bridges,
            List<Answer> made,
            List<Integer> statuses) {
        if (made.isEmpty()) {
            return;
        }
        ask(
                lab,
                "POST",
                "bridges/"
                        + Lab.id(bridges.getFirst())
                        + "/addChannel?channel="
                        + caller
                        + ","
                        + Lab.id(made.getFirst()),
                statuses);
    }

    private static void everyStayEnds(Lab lab) {
        var stays = new HashMap<String, Integer>();
        for (var event : lab.events) {
            var channel = event.path("channel").path("id").asText();
            switch (event.path("type").asText()) {
                case "StasisStart" -> stays.merge(channel, 1, Integer::sum);
                case "StasisEnd" -> stays.merge(channel, -1, Integer::sum);
                case "ChannelEnteredBridge" ->
                        assertThat(Objects.requireNonNullElse(stays.get(channel), 0)).isOne();
                default -> {
                    // Says nothing of it.
                }
            }
        }
        assertThat(stays.values()).allMatch(count -> count == 0);
    }
}
