package io.centralita.channel.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.Signals;
import io.centralita.channel.asterisk.AsteriskSettings.DialPlan;
import io.centralita.channel.asterisk.AsteriskSettings.Recording;
import io.centralita.channel.asterisk.AsteriskSettings.Transport;
import io.centralita.channel.asterisk.AsteriskSettings.Unserved;
import io.centralita.fake.asterisk.Asked;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.WebSocketClientSettings;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.media.AudioFormat;
import io.centralita.media.Pcm;
import io.centralita.media.Transcoder;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/// What Asterisk does that a tame one would not (asterisk-measured.md): calls are served all the
/// same.
final class HarshAsteriskTest {
    private static final String UNANSWERED = "700";
    private static final io.centralita.media.Recording TONE =
            new io.centralita.media.Recording(8_000, Signals.tone(440, 400));

    /// In the leg's own format.
    private static final ScriptedLegs.Behaviour GREETING =
            new ScriptedLegs.Behaviour() {
                @Override
                public void opened(ScriptedLegs.Call call) {
                    var format = call.leg().format();
                    var said =
                            Transcoder.between(AudioFormat.PCM_8K, format)
                                    .convert(Pcm.bytes(TONE.samples()));
                    for (int from = 0; from < said.length; from += format.frameBytes()) {
                        call.say(Arrays.copyOfRange(said, from, from + format.frameBytes()));
                    }
                }
            };

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /// Speaks once the switchboard has the caller: what is said earlier is lost.
    private static void assertHeard(SocketRig rig, FakePhone phone) {
        assertHeard(rig, 1, phone);
    }

    /// @param calls that were served by then
    private static void assertHeard(SocketRig rig, int calls, FakePhone phone) {
        CallsRig.await(() -> rig.intake.legs.calls().size() == calls);
        phone.say(TONE);
        get(phone.hearsAbove(-30, 0));
    }

    private static long asked(SocketRig rig, String what) {
        return rig.asterisk.asked().stream()
                .map(Asked::what)
                .filter(one -> one.contains(what))
                .count();
    }

    /// `addChannel` before the StasisStart of the media channel is a 422, and nobody is added.
    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void nobody_is_added_before_their_stasis_start(Transport kind) {
        var settings = Settings.DEFAULT.withStasisDelay(Duration.ofMillis(400));
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), settings)) {
            var phone = rig.asterisk.call(Call.to("600"));
            assertHeard(rig, phone);
            assertThat(asked(rig, "addChannel")).as("no second try").isEqualTo(1);
            phone.hangUp();
            rig.awaitTidy();
        }
    }

    /// The 204 of `addChannel` may be here before ChannelEnteredBridge, that of DELETE before
    /// StasisEnd.
    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void events_may_be_later_than_answers(Transport kind) {
        var settings =
                Settings.DEFAULT
                        .withEventDelay(Duration.ofMillis(150))
                        .withExtension(
                                UNANSWERED, Step.stasis(Settings.APPLICATION), Step.hangup());
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), settings)) {
            var phone = rig.asterisk.call(Call.to(UNANSWERED));
            assertHeard(rig, phone);
            rig.intake.legs.only().hangUp();
            get(phone.ended());
            rig.awaitTidy();
        }
    }

    /// A media WebSocket counts as a session. Nobody connects then, and the channel would stay
    /// `Down` for ever.
    @Test
    void beyond_the_session_limit_audio_goes_another_way_and_no_channel_stays_down() {
        var settings = Settings.DEFAULT.withSessionLimit(2); // events, and one for requests
        try (var rig = auto(settings)) {
            var phone = rig.asterisk.call(Call.to("600"));
            assertHeard(rig, phone);
            assertThat(rig.asterisk.refusedConnections()).isPositive();
            assertThat(rig.lines("websocket")).isZero();
            assertThat(rig.lines("audiosocket")).isEqualTo(1);
            assertThat(rig.asterisk.leftovers().channels()).as("caller and AudioSocket").hasSize(2);
            phone.hangUp();
            rig.awaitTidy();
        }
    }

    /// By ARI a connection that Asterisk cannot make is a 200, and then a ChannelDestroyed of cause
    /// 3 without a StasisStart.
    @Test
    void media_websocket_that_asterisk_cannot_open_is_followed_by_another_way() throws IOException {
        int nobody;
        try (var free = new ServerSocket(0)) {
            nobody = free.getLocalPort();
        }
        var gateway =
                new WebSocketClientSettings(
                        URI.create("ws://127.0.0.1:" + nobody + "/media"),
                        "mediauser",
                        "mediapass",
                        2,
                        Duration.ofMillis(50));
        try (var rig = auto(Settings.DEFAULT.withClient("gateway", gateway))) {
            var phone = rig.asterisk.call(Call.to("600"));
            assertHeard(rig, phone);
            assertThat(rig.lines("audiosocket")).isEqualTo(1);
            assertThat(rig.asterisk.leftovers().channels()).hasSize(2);
            phone.hangUp();
            rig.awaitTidy();
        }
    }

    private static SocketRig auto(Settings settings) {
        return new SocketRig(
                Transport.AUTO,
                new ScriptedIntake(ScriptedLegs.echo(), true),
                settings,
                Recording.OFF,
                DialPlan.DEFAULT);
    }

    /// After a pause of more than fifteen seconds no connection for requests is there any more.
    @Test
    void after_an_idle_time_the_next_caller_is_served() {
        try (var rig = new SocketRig(Transport.RTP, ScriptedLegs.echo(), Settings.DEFAULT)) {
            for (int calls = 1; calls <= 3; calls++) {
                rig.asterisk.closeIdleConnections();
                var phone = rig.asterisk.call(Call.to("600"));
                assertHeard(rig, calls, phone);
                rig.asterisk.closeIdleConnections();
                phone.hangUp();
                rig.awaitTidy();
            }
        }
    }

    /// What a phone speaks is asked for in the same codec where it can be carried both ways: slin16
    /// and wider are one way over RTP.
    @ParameterizedTest
    @CsvSource({
        "RTP, ULAW, ulaw",
        "RTP, ALAW, alaw",
        "RTP, G722, g722",
        "RTP, SLIN16, ulaw",
        "AUDIOSOCKET, ULAW, slin",
        "AUDIOSOCKET, G722, slin16",
        "WEBSOCKET, ALAW, alaw"
    })
    void audio_is_asked_for_in_what_the_phone_speaks(Transport kind, Format phone, String format) {
        try (var rig = new SocketRig(kind, ScriptedLegs.echo(), Settings.DEFAULT)) {
            var caller = rig.asterisk.call(Call.to("600").speaks(phone));
            assertHeard(rig, caller);
            var media =
                    rig.asterisk.asked().stream()
                            .map(Asked::uri)
                            .filter(uri -> uri.contains("externalMedia"))
                            .toList();
            assertThat(media)
                    .singleElement()
                    .asString()
                    .matches(".*[?&]format=" + format + "(&.*)?");
            caller.hangUp();
            rig.awaitTidy();
        }
    }

    /// Arguments of Stasis(), variables and headers; SIP's Call-ID; nothing is null.
    @Test
    void what_the_dial_plan_knows_goes_into_the_call() {
        var settings =
                Settings.DEFAULT.withExtension(
                        "800",
                        Step.set("CUSTOMER", "77, «ñ» & co."),
                        Step.stasis(
                                Settings.APPLICATION,
                                "${EXTEN}",
                                "tier=gold",
                                "from=${CALLERID(num)}"));
        var dialPlan =
                new DialPlan(
                        Unserved.DIAL_PLAN,
                        List.of(
                                "CUSTOMER",
                                "PJSIP_HEADER(read,X-Line)",
                                "CHANNEL(pjsip,call-id)",
                                "NOT_THERE"),
                        "");
        try (var rig =
                new SocketRig(
                        Transport.RTP,
                        new ScriptedIntake(ScriptedLegs.echo(), true),
                        settings,
                        Recording.OFF,
                        dialPlan)) {
            var phone =
                    rig.asterisk.call(
                            Call.to("800")
                                    .from("", "+34600000001")
                                    .withCallId("sip-1@phone")
                                    .withHeader("X-Line", "2"));
            CallsRig.await(() -> !rig.intake.received.isEmpty());
            var info = rig.intake.received.getFirst();
            assertThat(info.to()).isEqualTo("800");
            assertThat(info.from()).isEqualTo("+34600000001");
            assertThat(info.parameters())
                    .containsEntry("tier", "gold")
                    .containsEntry("CUSTOMER", "77, «ñ» & co.")
                    .containsEntry("PJSIP_HEADER_read_X-Line", "2")
                    .containsEntry("CHANNEL_pjsip_call-id", "sip-1@phone")
                    .containsEntry("sip_call_id", "sip-1@phone")
                    .doesNotContainKeys("NOT_THERE", "caller_name", "from");
            phone.hangUp();
            rig.awaitTidy();
        }
    }

    /// Whoever is silent from the first moment on, hangs up without a word.
    @ParameterizedTest
    @EnumSource(value = Transport.class, mode = Mode.EXCLUDE, names = "AUTO")
    void a_phone_that_sends_nothing_is_spoken_to(Transport kind) {
        try (var rig = new SocketRig(kind, GREETING, Settings.DEFAULT)) {
            var phone = rig.asterisk.call(Call.to("600").sendingNothing());
            get(phone.hearsAbove(-30, 0));
            phone.hangUp();
            assertThat(rig.intake.legs.only().ending()).startsWith("caller");
            rig.awaitTidy();
        }
    }
}
