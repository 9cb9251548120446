package io.centralita.channel.asterisk.ari;

import static io.centralita.channel.asterisk.ari.AriRig.failure;
import static io.centralita.channel.asterisk.ari.AriRig.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.asterisk.ari.AriFailure.Reason;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.Callee;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.pbx.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Everything that is asked of Asterisk, and each way in which it says no.
final class AriClientTest {
    private static final Settings SETTINGS =
            Settings.DEFAULT.withExtension("601", Step.stasis(Settings.APPLICATION, "early"));

    private static ExternalMedia rtp(String host) {
        return new ExternalMedia(
                "ulaw",
                host,
                "rtp",
                "udp",
                "client",
                Optional.empty(),
                Optional.empty(),
                Map.of("TENANT", "ñandú & co"));
    }

    @Test
    void who_it_is_and_what_it_can_do() throws Exception {
        try (var rig = new AriRig(SETTINGS.withInstallation(Installation.old()))) {
            assertThat(rig.ari.info().version()).isEqualTo("20.8.1");
            assertThat(rig.ari.modules())
                    .contains("chan_rtp.so", "res_ari.so")
                    .doesNotContain("chan_websocket.so");
            assertThat(rig.ari.application()).isEmpty();
            assertThat(rig.ari.channels()).isEmpty();
            assertThat(rig.ari.bridges()).isEmpty();
            assertThat(rig.ari.channel("1")).isEmpty();
            rig.listen();
            assertThat(rig.ari.application())
                    .contains(new AriApplication(Settings.APPLICATION, List.of(), List.of()));
        }
    }

    @Test
    void a_caller_rings_is_answered_meets_media_and_leaves() throws Exception {
        try (var rig = new AriRig(SETTINGS)) {
            rig.listen();
            var phone = rig.asterisk.call(Call.to("601").from("Ana", "+34910000000"));
            var caller = rig.next(AriEvent.StasisStart.class).channel();
            assertThat(caller.callerNumber()).isEqualTo("+34910000000");
            rig.ari.ring(caller.id());
            phone.ringing().get(10, TimeUnit.SECONDS);
            rig.ari.stopRinging(caller.id());
            rig.ari.progress(caller.id());
            rig.ari.answer(caller.id());
            rig.ari.answer(caller.id());
            phone.answered().get(10, TimeUnit.SECONDS);

            rig.ari.createBridge("bridge-1", "call 1");
            var media = rig.ari.externalMedia("media-1", rtp("127.0.0.1:40000"));
            assertThat(media.id()).isEqualTo("media-1");
            assertThat(media.variables()).containsKey(MediaVariables.RTP_PORT);
            assertThat(rig.ari.variable("media-1", "TENANT")).isEqualTo("ñandú & co");
            assertThat(rig.next(AriEvent.StasisStart.class).channel().id()).isEqualTo("media-1");
            rig.ari.add("bridge-1", List.of(caller.id(), "media-1"));
            assertThat(rig.ari.bridges().getFirst().name()).isEqualTo("call 1");
            assertThat(rig.ari.bridges().getFirst().channels())
                    .containsExactlyInAnyOrder(caller.id(), "media-1");
            assertThat(rig.ari.channels()).hasSize(2);
            assertThat(rig.ari.channel(caller.id()).orElseThrow().isUp()).isTrue();

            rig.ari.setVariable(caller.id(), "MOOD", "100 % + 5&é=#");
            assertThat(rig.ari.variable(caller.id(), "MOOD")).isEqualTo("100 % + 5&é=#");
            assertThat(rig.ari.variable(caller.id(), "NOT_SET")).isEmpty();
            rig.ari.dtmf(caller.id(), "1#");
            AriRig.until(() -> phone.keysHeard().equals("1#"));

            rig.ari.remove("bridge-1", "media-1");
            rig.ari.hangUp("media-1", 16);
            rig.ari.deleteBridge("bridge-1");
            rig.ari.hangUp(caller.id(), 17);
            rig.next(AriEvent.StasisEnd.class);
            phone.ended().get(10, TimeUnit.SECONDS);
            assertThat(rig.asterisk.leftovers().isEmpty()).isTrue();
        }
    }

    @Test
    void somebody_is_called_listened_to_recorded_and_let_go() throws Exception {
        try (var rig =
                new AriRig(SETTINGS.withExtension("after", Step.wait(Duration.ofSeconds(30))))) {
            rig.listen();
            rig.asterisk.register("200", Callee.answeringAfter(Duration.ZERO));
            var called =
                    rig.ari.originate(
                            new Originate(
                                    "out-1",
                                    "PJSIP/200",
                                    "handover",
                                    "\"Ana, María\" <+34600000001>",
                                    Duration.ofMillis(2_500),
                                    "",
                                    Map.of("A", "b")));
            assertThat(called.id()).isEqualTo("out-1");
            var start = rig.next(AriEvent.StasisStart.class);
            assertThat(start.channel().id()).isEqualTo("out-1");
            assertThat(start.arguments()).containsExactly("handover");
            assertThat(rig.asterisk.asked().getLast().uri())
                    .contains(
                            "timeout=3", "callerId=%22Ana%2C%20Mar%C3%ADa%22%20%3C%2B34600000001");

            rig.ari.musicOnHold("out-1", true);
            rig.ari.musicOnHold("out-1", false);
            assertThat(rig.ari.snoop("out-1", "snoop-1", "in", "none").id()).isEqualTo("snoop-1");
            rig.ari.hangUp("snoop-1", 16);
            rig.ari.recordChannel(
                    "out-1", new AriRecording("r1", "wav", Duration.ofMinutes(1), false));
            rig.ari.stopRecording("r1");
            assertThat(rig.next(AriEvent.RecordingFinished.class).recording()).isEqualTo("r1");
            rig.ari.playOnChannel("out-1", "play-1", "tone:ring");
            rig.ari.leave("out-1", new DialPlanPlace("", "after", "1"));
            rig.next(AriEvent.StasisEnd.class);
            rig.ari.hangUp("out-1", 16);
        }
    }

    @Test
    void each_no_of_the_captures_is_told_with_its_status() throws Exception {
        try (var rig = new AriRig(SETTINGS)) {
            rig.listen();
            rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            rig.ari.createBridge("b", "");
            assertThat(failure(() -> rig.ari.hangUp("nobody", 16)).isLateness()).isTrue();
            assertThat(reason(() -> rig.ari.answer("nobody")))
                    .isEqualTo(new Reason.Refused(404, "Channel not found"));
            assertThat(reason(() -> rig.ari.variable("nobody", "X")))
                    .isEqualTo(new Reason.Refused(404, "Channel not found"));
            assertThat(reason(() -> rig.ari.add("nowhere", List.of(caller))))
                    .isEqualTo(new Reason.Refused(404, "Bridge not found"));
            assertThat(reason(() -> rig.ari.deleteBridge("nowhere")))
                    .isEqualTo(new Reason.Refused(404, "Bridge not found"));
            assertThat(reason(() -> rig.ari.add("b", List.of("nobody"))))
                    .isEqualTo(new Reason.Refused(404, "Channel not found"));
            assertThat(reason(() -> rig.ari.remove("b", caller)))
                    .isEqualTo(new Reason.Refused(422, "Channel not in this bridge"));
            assertThat(reason(() -> rig.ari.createBridge("b", "")))
                    .isEqualTo(new Reason.Refused(409, "Bridge with id 'b' already exists"));
            assertThat(reason(() -> rig.ari.externalMedia(caller, rtp("127.0.0.1:40000"))))
                    .isInstanceOfSatisfying(
                            Reason.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(500));
            assertThat(reason(() -> rig.ari.externalMedia("m", rtp("127.0.0.1"))))
                    .isInstanceOfSatisfying(
                            Reason.Refused.class,
                            refused -> assertThat(refused.status()).isEqualTo(400));

            rig.ari.leave(caller, DialPlanPlace.NEXT);
            rig.next(AriEvent.StasisEnd.class);
            assertThat(failure(() -> rig.ari.add("b", List.of(caller))).isLateness()).isTrue();
            assertThat(rig.counted.of("request refused")).isEqualTo(2);
            assertThat(failure(() -> rig.ari.answer(caller)).isLateness()).isTrue();
            assertThat(rig.counted.of("request late")).isGreaterThan(5);
        }
    }

    /// Both were asked for in one request (capture 05).
    @Test
    void before_its_stasis_start_a_media_channel_cannot_be_added_nor_anybody_with_it()
            throws Exception {
        try (var rig = new AriRig(SETTINGS.withStasisDelay(Duration.ofMillis(700)))) {
            rig.listen();
            rig.asterisk.call(Call.to("600"));
            var caller = rig.next(AriEvent.StasisStart.class).channel().id();
            rig.ari.createBridge("b", "");
            rig.ari.externalMedia("m", rtp("127.0.0.1:40000"));
            assertThat(reason(() -> rig.ari.add("b", List.of(caller, "m"))))
                    .isEqualTo(new Reason.Refused(422, "Channel not in Stasis application"));
            assertThat(rig.ari.bridges().getFirst().channels()).isEmpty();
            rig.next(AriEvent.StasisStart.class);
            rig.ari.add("b", List.of(caller, "m"));
            rig.next(AriEvent.EnteredBridge.class);
        }
    }

    @Test
    void wrong_credentials_are_a_refusal() throws Exception {
        try (var rig = new AriRig(SETTINGS)) {
            var wrong =
                    new AriSettings(
                            rig.settings.url(),
                            "asterisk", // in another case
                            "find-me-4711",
                            "x",
                            AriSettings.Events.CONNECT,
                            AriRig.QUICK);
            try (var stranger = rig.client(wrong)) {
                assertThat(reason(stranger::info))
                        .isEqualTo(new Reason.Refused(401, "Authentication required"));
            }
        }
    }
}
