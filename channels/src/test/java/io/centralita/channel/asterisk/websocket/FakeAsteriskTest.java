package io.centralita.channel.asterisk.websocket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.Loopback;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.channel.asterisk.websocket.MediaRig.Caller;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.WebSocketClientSettings;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole calls at the phone's ear, over real sockets, both kinds of connection.
final class FakeAsteriskTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final short[] TONE = Tones.sine(440, -12, SECOND, 8_000);

    /// A call in a bridge.
    private record Talk(MediaRig rig, Pbx pbx, FakePhone phone, Caller us, AudioFormat format)
            implements AutoCloseable {
        static Talk begin(MediaRig rig, Pbx pbx, List<String> codecs) throws Exception {
            var phone = pbx.asterisk.call(Call.to("600"));
            var caller = pbx.entered();
            var prepared = rig.transport.prepare(new MediaRequest("media-1", codecs));
            var made = pbx.externalMedia("media-1", prepared.wanted());
            var line = MediaRig.line(prepared.connect(made));
            assertThat(pbx.entered()).isEqualTo("media-1");
            pbx.bridge(caller, "media-1");
            var us = Caller.on(line);
            phone.answered().get(10, SECONDS);
            return new Talk(rig, pbx, phone, us, line.format());
        }

        static Talk weConnect(List<String> codecs, OptionalInt rateHz) throws Exception {
            var pbx = new Pbx(Settings.DEFAULT);
            return begin(new MediaRig(MediaRig.server(pbx.media(), rateHz)), pbx, codecs);
        }

        void say(byte[] audio) {
            us.say(audio, format.frameBytes());
        }

        @Override
        public void close() {
            pbx.close();
            rig.close();
        }
    }

    @Test
    void what_we_say_in_the_phones_own_codec_arrives_as_it_is() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            var said = G711.encodeMuLaw(TONE);
            talk.say(said);
            Loopback.awaitThat(() -> talk.us.played.contains(50L));
            var heard = new ByteArrayOutputStream();
            talk.phone.heard().packets().forEach(packet -> heard.writeBytes(packet.payload()));
            assertThat(heard.toByteArray()).isEqualTo(said);
            assertThat(talk.us.played).isSorted().last().isEqualTo(50L);
        }
    }

    @Test
    void what_the_caller_says_arrives_as_it_is() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            talk.phone.say(new Recording(8_000, TONE));
            var said = G711.encodeMuLaw(TONE);
            Loopback.awaitThat(() -> loud(talk.us) >= 50);
            var heard = new ByteArrayOutputStream();
            talk.us.heard.stream()
                    .dropWhile(frame -> !isLoud(frame))
                    .takeWhile(FakeAsteriskTest::isLoud)
                    .forEach(heard::writeBytes);
            assertThat(heard.toByteArray()).isEqualTo(said);
        }
    }

    private static boolean isLoud(byte[] muLaw) {
        return Levels.isAudible(muLaw, AudioFormat.PCMU_8K.codec());
    }

    private static long loud(Caller us) {
        return us.heard.stream().filter(FakeAsteriskTest::isLoud).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000})
    void a_tone_is_a_tone_at_every_rate(int rateHz) throws Exception {
        try (var talk = Talk.weConnect(List.of("g722"), OptionalInt.of(rateHz))) {
            assertThat(talk.format).isEqualTo(AudioFormat.pcm(rateHz));
            talk.say(Pcm.bytes(Tones.sine(440, -12, SECOND, rateHz)));
            talk.phone.say(new Recording(8_000, TONE));
            Loopback.awaitThat(() -> talk.us.played.contains(50L));
            var heard = talk.phone.heard();
            assertThat(heard.packets()).hasSize(50);
            var all = new ByteArrayOutputStream();
            heard.packets().forEach(packet -> all.writeBytes(packet.payload()));
            assertThat(purity(G711.decodeMuLaw(all.toByteArray()), 8_000)).isGreaterThan(30);
            Loopback.awaitThat(() -> talk.us.heard.size() > 60);
            var back = new ByteArrayOutputStream();
            talk.us.heard.stream()
                    .dropWhile(frame -> !Levels.isAudible(frame, talk.format.codec()))
                    .limit(40)
                    .forEach(back::writeBytes);
            assertThat(purity(Pcm.samples(back.toByteArray()), rateHz)).isGreaterThan(30);
        }
    }

    /// How much of it is 440 Hz, against all the rest, in dB; its first and last 60 ms left out.
    private static double purity(short[] samples, int rateHz) {
        double sine = 0;
        double cosine = 0;
        double all = 0;
        int from = rateHz / 16;
        int cycles = (samples.length - 2 * from) * 440 / rateHz;
        int length = cycles * rateHz / 440;
        for (int i = 0; i < length; i++) {
            double angle = 2 * Math.PI * 440 * i / rateHz;
            double sample = samples[from + i];
            sine += sample * Math.sin(angle);
            cosine += sample * Math.cos(angle);
            all += sample * sample;
        }
        double tone = 2 * (sine * sine + cosine * cosine) / length;
        return 10 * Math.log10(tone / Math.max(1, all - tone));
    }

    @Test
    void barge_in_drops_what_waits() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            talk.say(G711.encodeMuLaw(Tones.sine(440, -12, Duration.ofSeconds(5), 8_000)));
            talk.phone.heardPackets(20).get(10, SECONDS);
            talk.us.beSilent();
            talk.us.line().clear();
            talk.us.line().execute(() -> talk.us.note('c'));
            Loopback.awaitThat(() -> !talk.us.digits().isEmpty());
            long sent = talk.us.taken.get();
            talk.say(G711.encodeMuLaw(Tones.sine(880, -12, Duration.ofMillis(200), 8_000)));
            Loopback.awaitThat(() -> talk.us.played.contains(sent + 10));
            // What was under way at most, and all of what came after.
            assertThat(talk.phone.heard().packets().size()).isLessThanOrEqualTo((int) sent + 10);
            assertThat(
                            talk.us.played.stream()
                                    .filter(played -> played > sent - 4 && played <= sent))
                    .isEmpty();
        }
    }

    @Test
    void digits_and_the_callers_hang_up_come_this_way() throws Exception {
        try (var talk = Talk.weConnect(List.of("alaw"), OptionalInt.empty())) {
            talk.phone.press("1#");
            Loopback.awaitThat(() -> talk.us.digits().length() == 2);
            assertThat(talk.us.digits()).isEqualTo("1#");
            // The caller's end is seen by ARI; the media channel's end is ours to bring about.
            talk.pbx.ask("DELETE", "/channels/media-1", "");
            assertThat(talk.us.ending()).isEqualTo("caller closed");
            talk.rig.awaitNothingLeft();
        }
    }

    @Test
    void our_end_is_the_media_channels_end() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            talk.us.line().close("goodbye");
            assertThat(talk.us.ending()).isEqualTo("us goodbye");
            Loopback.awaitThat(() -> talk.pbx.asterisk.leftovers().channels().size() == 1);
            talk.rig.awaitNothingLeft();
        }
    }

    @Test
    void an_asterisk_that_is_gone_ends_the_call() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            var _ = talk.pbx.asterisk.restart(Duration.ofMillis(100));
            talk.us.ending();
            talk.rig.awaitNothingLeft();
        }
    }

    @Test
    void an_id_that_asterisk_does_not_know() throws Exception {
        try (var pbx = new Pbx(Settings.DEFAULT);
                var rig = new MediaRig(MediaRig.server(pbx.media(), OptionalInt.empty()))) {
            assertThat(failure(rig, Map.of("MEDIA_WEBSOCKET_CONNECTION_ID", "no-such")))
                    .isEqualTo("unknown-connection");
            assertThat(failure(rig, Map.of("MEDIA_WEBSOCKET_CONNECTION_ID", "../ari")))
                    .isEqualTo("no-connection-id");
            assertThat(failure(rig, Map.of())).isEqualTo("no-connection-id");
        }
        try (var rig = new MediaRig(MediaRig.server(MediaRig.NOWHERE, OptionalInt.empty()))) {
            assertThat(failure(rig, Map.of("MEDIA_WEBSOCKET_CONNECTION_ID", "id")))
                    .isEqualTo("unreachable");
            rig.awaitNothingLeft();
        }
    }

    private static String failure(MediaRig rig, Map<String, String> variables) throws Exception {
        return failure(rig, "media-1", variables);
    }

    private static String failure(MediaRig rig, String channel, Map<String, String> variables)
            throws Exception {
        var prepared = rig.transport.prepare(new MediaRequest(channel, List.of()));
        return MediaRig.failure(prepared.connect(MediaRig.channel(channel, variables)));
    }

    @Test
    void a_connection_beyond_the_session_limit_is_closed_without_a_word() throws Exception {
        try (var pbx = new Pbx(Settings.DEFAULT.withSessionLimit(1)); // its events
                var rig = new MediaRig(MediaRig.server(pbx.media(), OptionalInt.empty()))) {
            assertThat(failure(rig, Map.of("MEDIA_WEBSOCKET_CONNECTION_ID", "id")))
                    .isEqualTo("closed-unanswered");
        }
    }

    @Test
    void a_connection_that_somebody_has_is_not_taken_from_them() throws Exception {
        try (var talk = Talk.weConnect(List.of("ulaw"), OptionalInt.empty())) {
            var name = "MEDIA_WEBSOCKET_CONNECTION_ID";
            var id =
                    talk.pbx
                            .ask("GET", "/channels/media-1/variable?variable=" + name, "")
                            .path("value")
                            .asText();
            assertThat(failure(talk.rig, "media-2", Map.of(name, id)))
                    .isEqualTo("second-connection");
            talk.phone.say(new Recording(8_000, TONE));
            Loopback.awaitThat(() -> loud(talk.us) > 10);
        }
    }

    @Test
    void a_connection_that_ends_before_it_starts_is_no_audio() throws Exception {
        var there = Vertx.vertx();
        var server =
                Loopback.await(
                        there.createHttpServer(
                                        new HttpServerOptions()
                                                .addWebSocketSubProtocol(
                                                        MediaWebSockets.SUBPROTOCOL))
                                .webSocketHandler(socket -> socket.close((short) 1000))
                                .listen(0, "127.0.0.1"));
        var media = URI.create("ws://127.0.0.1:" + server.actualPort() + "/media");
        try (var rig = new MediaRig(MediaRig.server(media, OptionalInt.empty()))) {
            assertThat(failure(rig, Map.of("MEDIA_WEBSOCKET_CONNECTION_ID", "id")))
                    .isEqualTo("closed-before-start");
            rig.awaitNothingLeft();
        } finally {
            Loopback.await(there.close());
        }
    }

    @Test
    void asterisk_connects_to_us() throws Exception {
        try (var rig = new MediaRig(MediaRig.client());
                var pbx =
                        new Pbx(
                                Settings.DEFAULT.withClient(
                                        "gateway", WebSocketClientSettings.to(rig.url())))) {
            var talk = Talk.begin(rig, pbx, List.of("g722"));
            assertThat(talk.format).isEqualTo(AudioFormat.PCM_16K);
            talk.say(Pcm.bytes(Tones.sine(440, -12, SECOND, 16_000)));
            Loopback.awaitThat(() -> talk.us.played.contains(50L));
            assertThat(talk.phone.heard().packets()).hasSize(50);
        }
    }

    /// `Dial(WebSocket/gateway/c(ulaw))`, as a dial plan has it that nobody wrote for us.
    @Test
    void straight_from_a_dial_plan_that_speaks_plain_text() throws Exception {
        try (var rig = new MediaRig(MediaRig.direct());
                var pbx =
                        new Pbx(
                                Settings.DEFAULT
                                        .withClient(
                                                "gateway", WebSocketClientSettings.to(rig.url()))
                                        .withExtension(
                                                "120",
                                                Step.answer(),
                                                Step.dial("WebSocket/gateway/c(ulaw)")))) {
            var phone = pbx.asterisk.call(Call.to("120"));
            var call = rig.arrived.poll(10, SECONDS);
            assertThat(call).isNotNull();
            var us = Caller.on(call.line());
            us.say(G711.encodeMuLaw(TONE), 160);
            Loopback.awaitThat(() -> us.played.contains(50L));
            assertThat(phone.heard().packets()).hasSize(50);
            phone.press("7");
            Loopback.awaitThat(() -> us.digits().equals("7"));
            call.line().close("goodbye");
            phone.ended().get(10, SECONDS);
            rig.awaitNothingLeft();
        }
    }

    @Test
    void straight_from_the_dial_plan_and_answered_by_us() throws Exception {
        try (var rig = new MediaRig(MediaRig.direct());
                var pbx =
                        new Pbx(
                                Settings.DEFAULT
                                        .withClient(
                                                "gateway", WebSocketClientSettings.to(rig.url()))
                                        .withExtension(
                                                "121",
                                                Step.set("_CENTRALITA_FROM", "${CALLERID(num)}"),
                                                Step.set("_CENTRALITA_TO", "${EXTEN}"),
                                                Step.dial(
                                                        "WebSocket/gateway/c(slin16)f(json)n")))) {
            var phone = pbx.asterisk.call(Call.to("121").from("Ana", "+34910000000"));
            var call = rig.arrived.poll(10, SECONDS);
            assertThat(call).isNotNull();
            assertThat(call.from()).isEqualTo("+34910000000");
            assertThat(call.to()).isEqualTo("121");
            assertThat(phone.answered()).isNotDone();
            var us = Caller.on(call.line());
            us.say(Pcm.bytes(Tones.sine(440, -12, SECOND, 16_000)), 640);
            phone.answered().get(10, SECONDS);
            Loopback.awaitThat(() -> us.played.contains(50L));
            assertThat(phone.heard().packets()).hasSize(50);
            phone.hangUp();
            assertThat(us.ending()).isEqualTo("caller closed");
            rig.awaitNothingLeft();
            Loopback.awaitThat(() -> pbx.asterisk.leftovers().isEmpty());
        }
    }
}
