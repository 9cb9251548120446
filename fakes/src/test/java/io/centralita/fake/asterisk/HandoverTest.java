package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.phone.Phone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A caller that is handed over to a human by an application that tidies up, while everybody does
/// what he likes at any moment: nothing stays.
final class HandoverTest {
    private static final int CALLS = 250;
    private static final List<String> ENDPOINTS =
            List.of("PJSIP/6001", "Local/6001@inbound", "Local/echo@inbound", "Local/601@inbound");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothing_stays(long seed) {
        var dice = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            new Episode(dice).play();
        }
    }

    /// One call.
    private static final class Episode {
        private final Random random;
        private final Lab lab = Lab.connected();
        private final List<Integer> statuses = new ArrayList<>();

        Episode(Random random) {
            this.random = random;
        }

        void play() {
            var caller = new Phone(Format.ULAW, true, lab.timeline, lab.stories::add, 7);
            caller.attach(lab.pbx.call(Lab.incoming("trunk", true, "100"), caller));
            lab.timeline.advanceMs(20);
            var id = lab.channel();
            ask("POST", "bridges?type=mixing&bridgeId=b");
            ask("POST", "bridges/b/addChannel?channel=" + id);
            var endpoint = ENDPOINTS.get(random.nextInt(ENDPOINTS.size()));
            if (random.nextBoolean()) {
                ask("POST", "channels/create?channelId=h&endpoint=" + endpoint + "&app=" + Lab.APP);
                sometime(() -> ask("POST", "channels/h/dial?timeout=1"));
            } else {
                ask("POST", "channels/h?timeout=1&endpoint=" + endpoint + "&app=" + Lab.APP);
            }
            sometime(caller::hangUp);
            sometime(() -> caller.transfer("echo"));
            sometime(() -> lab.farEnds.phones.forEach(Phone::pickUp));
            sometime(() -> lab.farEnds.phones.forEach(phone -> phone.reject(17)));
            sometime(() -> lab.farEnds.phones.forEach(Phone::hangUp));
            sometime(() -> lab.farEnds.phones.forEach(phone -> phone.transfer("100")));
            sometime(() -> ask("DELETE", "channels/h"));
            sometime(() -> ask("DELETE", "channels/" + id));
            sometime(() -> ask("POST", "bridges/b/addChannel?channel=" + id + ",h"));
            sometime(() -> ask("POST", "channels/h/snoop/s?spy=both&whisper=out&app=" + Lab.APP));
            sometime(() -> ask("POST", "channels/h/play?media=sound:lab/speech"));
            sometime(() -> ask("POST", "bridges/b/record?name=r&format=wav"));
            sometime(() -> ask("POST", "channels/" + id + "/continue?extension=602"));
            lab.timeline.advanceMs(1_500);
            tidyUp(caller);
            lab.timeline.advanceMs(5_000);
            assertThat(lab.pbx.leftovers().isEmpty())
                    .as(lab.pbx.leftovers() + " " + lab.types())
                    .isTrue();
            assertThat(statuses).isSubsetOf(200, 201, 204, 400, 404, 409, 412, 422);
        }

        /// Phones hang up; the application lets go of what it made and of what it was given. The
        /// rest, halves of Local channels and what the dial plan dialled, has to go by itself.
        private void tidyUp(Phone caller) {
            caller.hangUp();
            lab.farEnds.phones.forEach(Phone::hangUp);
            lab.timeline.advanceMs(20);
            ask("DELETE", "channels/h");
            lab.events.stream()
                    .filter(event -> event.path("type").asText().equals("StasisStart"))
                    .map(event -> event.path("channel").path("id").asText())
                    .toList()
                    .forEach(channel -> ask("DELETE", "channels/" + channel));
            ask("DELETE", "bridges/b");
        }

        /// In three of four calls, at any moment.
        private void sometime(Runnable action) {
            if (random.nextInt(4) > 0) {
                lab.timeline.after(Duration.ofNanos(random.nextInt(200_000_000)), action);
            }
        }

        private void ask(String method, String uri) {
            lab.send(method, uri, "").forEach(answer -> statuses.add(answer.status()));
        }
    }
}
