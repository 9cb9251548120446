package io.centralita.channel.asterisk.audiosocket;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.Loopback;
import io.centralita.channel.asterisk.media.MediaRequest;
import io.centralita.fake.asterisk.Call;
import io.centralita.fake.asterisk.FakePhone;
import io.centralita.fake.asterisk.Settings;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.audio.Samples;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.AudioFormat;
import io.centralita.media.Levels;
import io.centralita.media.Pcm;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Calls of the fake Asterisk, at the phone's ear and at ours.
final class EarTest {
    private static final int HZ = 440;
    private static final double DBFS = -12;

    private static short[] tone(int rateHz, int milliseconds) {
        return Tones.sine(HZ, DBFS, Duration.ofMillis(milliseconds), rateHz);
    }

    private static Recording said(int milliseconds) {
        return new Recording(8_000, tone(8_000, milliseconds));
    }

    /// What a phone heard, packet by packet, whenever they came.
    private static short[] samples(FakePhone phone, Format format) {
        var decoder = new Samples(format);
        var all = new ByteArrayOutputStream();
        phone.heard()
                .packets()
                .forEach(it -> all.writeBytes(Pcm.bytes(decoder.decode(it.payload()))));
        return Pcm.samples(all.toByteArray());
    }

    /// 440 Hz and nothing else: as loud as it was, and what is not it at least so much weaker. It
    /// is enough where that is so for an eighth of a second, 55 periods: a beat that comes late on
    /// a busy machine moves the rest of the tone, but no wrong rate or codec leaves it so anywhere.
    private static void assertPure(short[] samples, int rateHz, double restDb) {
        int from = 0;
        while (Math.abs(samples[from]) < 500) {
            from++;
        }
        int length = rateHz / 8;
        var purest = Arrays.copyOfRange(samples, from, from + length);
        for (int at = from; at + length <= samples.length; at += rateHz / 50) {
            var part = Arrays.copyOfRange(samples, at, at + length);
            if (restDb(part, rateHz) < restDb(purest, rateHz)) {
                purest = part;
            }
        }
        assertThat(restDb(purest, rateHz)).isLessThan(restDb);
        assertThat(Levels.rmsDbfs(purest)).isBetween(DBFS - 1, DBFS + 1);
    }

    /// What is not the tone, against it.
    private static double restDb(short[] part, int rateHz) {
        double sine = 0;
        double cosine = 0;
        for (int i = 0; i < part.length; i++) {
            double angle = 2 * Math.PI * HZ * i / rateHz;
            sine += part[i] * Math.sin(angle) * 2 / part.length;
            cosine += part[i] * Math.cos(angle) * 2 / part.length;
        }
        double rest = 0;
        for (int i = 0; i < part.length; i++) {
            double angle = 2 * Math.PI * HZ * i / rateHz;
            double ideal = sine * Math.sin(angle) + cosine * Math.cos(angle);
            rest += (part[i] - ideal) * (part[i] - ideal) / part.length;
        }
        return 10 * Math.log10(rest / ((sine * sine + cosine * cosine) / 2));
    }

    /// A call by ARI, media and all.
    private static final class AriCall {
        final FakePhone phone;
        final Talk talk;
        final String caller;
        final String media;
        final String bridge;

        AriCall(Rig rig, Pbx pbx, Call call, boolean echo) throws Exception {
            phone = pbx.asterisk.call(call);
            caller = pbx.start();
            var prepared = rig.transport.prepare(new MediaRequest("m", List.of()));
            var channel = pbx.media(prepared.wanted());
            media = channel.id();
            assertThat(pbx.start()).isEqualTo(media);
            var line = prepared.connect(channel).toCompletableFuture().get(20, SECONDS);
            talk = new Talk(line, echo);
            talk.await();
            bridge = pbx.bridge(caller, channel);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000, ULAW", "16000, ULAW", "24000, ULAW", "16000, SLIN16", "24000, G722"})
    void by_ari_a_tone_comes_back_as_it_was_said(int rateHz, Format phone) throws Exception {
        try (var rig = new Rig(settings -> settings.with(AudioFormat.pcm(rateHz)));
                var pbx = new Pbx(rig, Settings.DEFAULT)) {
            var call = new AriCall(rig, pbx, Call.to("600").speaks(phone), true);
            assertThat(call.talk.line.format()).isEqualTo(AudioFormat.pcm(rateHz));
            call.phone.say(said(1_200));
            call.phone.hearsAbove(-20, 0).get(20, SECONDS);
            int began = call.phone.heard().packets().size();
            call.phone.heardPackets(began + 75).get(20, SECONDS);
            assertPure(call.talk.heard(), rateHz, -25);
            assertPure(samples(call.phone, phone), phone.rateHz(), -20);
            call.phone.hangUp();
            pbx.ask("DELETE", "/channels/" + call.media);
            pbx.ask("DELETE", "/bridges/" + call.bridge);
            assertThat(call.talk.ending()).isEqualTo("caller fin");
            assertThat(pbx.asterisk.leftovers().isEmpty()).isTrue();
            rig.awaitNothingLeft();
            assertThat(rig.counted.all()).isEmpty();
        }
    }

    /// Who comes without ARI is opened by the transport's own thread.
    private static Rig direct(LinkedBlockingQueue<Talk> talks, boolean echo) {
        return new Rig(
                settings -> settings.with(new Strangers(true, List.of())),
                AudioSocketAbilities.ALL,
                call -> talks.add(new Talk(call.line(), echo)));
    }

    private static Settings plan(Rig rig) {
        var here = "127.0.0.1:" + rig.port;
        return Settings.DEFAULT
                .withExtension(
                        "110",
                        Step.answer(),
                        Step.audioSocket("${ID}", here),
                        Step.wait(Duration.ofMillis(10)),
                        Step.hangup())
                .withExtension(
                        "111", Step.answer(), Step.dial("AudioSocket/" + here + "/${ID}/c(slin)"))
                .withExtension(
                        "112", Step.answer(), Step.dial("AudioSocket/" + here + "/${ID}/c(slin16)"))
                .withExtension(
                        "113", Step.answer(), Step.dial("AudioSocket/" + here + "/${ID}/c(slin24)"))
                .withExtension(
                        "114", Step.answer(), Step.dial("AudioSocket/" + here + "/${ID}/c(slin48)"))
                .withExtension(
                        "115",
                        Step.answer(),
                        Step.dial("AudioSocket/" + here + "/${ID}/c(slin192)"));
    }

    private static Call to(String exten) {
        return Call.to(exten).withVariable("ID", UUID.randomUUID().toString());
    }

    private static Talk talk(LinkedBlockingQueue<Talk> talks) throws InterruptedException {
        var talk = talks.poll(20, SECONDS);
        assertThat(talk).isNotNull();
        return talk;
    }

    @ParameterizedTest
    @CsvSource({"110, 8000", "111, 8000", "112, 16000", "113, 24000", "114, 24000", "115, 24000"})
    void from_the_dial_plan_a_tone_comes_back_as_it_was_said(String exten, int rateHz)
            throws Exception {
        var talks = new LinkedBlockingQueue<Talk>();
        try (var rig = direct(talks, false);
                var pbx = new Pbx(rig, plan(rig))) {
            var phone = pbx.asterisk.call(to(exten).speaking(said(1_200)));
            var talk = talk(talks);
            assertThat(talk.line.format()).isEqualTo(AudioFormat.pcm(rateHz));
            talk.say(tone(rateHz, 1_200));
            phone.hearsAbove(-20, 0).get(20, SECONDS);
            phone.heardPackets(phone.heard().packets().size() + 75).get(20, SECONDS);
            Loopback.awaitThat(() -> talk.frames() > 80);
            assertPure(talk.heard(), rateHz, -25);
            assertPure(samples(phone, Format.ULAW), 8_000, -20);
            phone.press("12#");
            Loopback.awaitThat(() -> talk.digits().equals("12#"));
            phone.hangUp();
            assertThat(talk.ending()).isEqualTo("caller fin");
            assertThat(pbx.asterisk.leftovers().isEmpty()).isTrue();
            rig.awaitNothingLeft();
        }
    }

    /// 60 ms at the phone are three packets; what was under way is one.
    @Test
    void after_an_interruption_the_phone_hears_no_more_than_what_was_under_way() throws Exception {
        try (var rig = new Rig(settings -> settings);
                var pbx = new Pbx(rig, Settings.DEFAULT)) {
            var call = new AriCall(rig, pbx, Call.to("600"), false);
            call.talk.say(tone(16_000, 4_000));
            call.phone.hearsAbove(-20, 0).get(20, SECONDS);
            call.phone.heardPackets(call.phone.heard().packets().size() + 10).get(20, SECONDS);
            int before = loud(call.phone);
            call.talk.beSilent();
            long taken = call.talk.taken();
            int at = call.phone.heard().packets().size();
            call.phone.heardPackets(at + 20).get(20, SECONDS);
            // One frame at another rate may end in the packet after its own.
            assertThat((long) loud(call.phone)).isLessThanOrEqualTo(taken + 1);
            assertThat(loud(call.phone) - before).isBetween(0, 3);
            assertThat(call.talk.taken()).isEqualTo(taken);
            assertThat(call.talk.played()).isBetween(taken - 4, taken);
            call.talk.say(tone(16_000, 200));
            Loopback.awaitThat(() -> call.talk.played() == taken + 10);
            call.talk.line.close("goodbye");
            assertThat(call.talk.ending()).isEqualTo("us goodbye");
        }
    }

    private static int loud(FakePhone phone) {
        var decoder = new Samples(Format.ULAW);
        return (int)
                phone.heard().packets().stream()
                        .filter(it -> Levels.rmsDbfs(decoder.decode(it.payload())) > -30)
                        .count();
    }

    /// The application would end the call after two seconds in which nobody says anything.
    @Test
    void two_who_say_nothing_stay_connected() throws Exception {
        var talks = new LinkedBlockingQueue<Talk>();
        try (var rig = direct(talks, false);
                var pbx = new Pbx(rig, plan(rig))) {
            var phone = pbx.asterisk.call(to("110").sendingNothing());
            var talk = talk(talks);
            assertThat(talk.line.format()).isEqualTo(AudioFormat.PCM_8K);
            phone.heardPackets(125).get(20, SECONDS);
            assertThat(phone.isOver()).isFalse();
            talk.line.close("goodbye");
            assertThat(phone.ended().get(20, SECONDS)).isInstanceOf(Story.HungUp.class);
            rig.awaitNothingLeft();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"110", "112"})
    void our_end_lets_the_dial_plan_go_on_or_ends_the_call(String exten) throws Exception {
        var talks = new LinkedBlockingQueue<Talk>();
        try (var rig = direct(talks, false);
                var pbx = new Pbx(rig, plan(rig))) {
            var phone = pbx.asterisk.call(to(exten));
            var talk = talk(talks);
            phone.heardPackets(5).get(20, SECONDS);
            talk.line.close("goodbye");
            assertThat(phone.ended().get(20, SECONDS)).isInstanceOf(Story.HungUp.class);
            assertThat(talk.ending()).isEqualTo("us goodbye");
            assertThat(pbx.asterisk.leftovers().isEmpty()).isTrue();
            rig.awaitNothingLeft();
        }
    }

    /// A hundred calls that end at any moment from either side, half of them before anything was
    /// said.
    @Test
    void whoever_hangs_up_whenever_nothing_is_left() throws Exception {
        var talks = new LinkedBlockingQueue<Talk>();
        var random = new Random(6);
        try (var rig = direct(talks, true);
                var pbx = new Pbx(rig, plan(rig))) {
            var phones = new ArrayList<FakePhone>();
            for (int i = 0; i < 100; i++) {
                var call = to("11" + random.nextInt(4)).speaking(said(400));
                boolean callerEnds = random.nextBoolean();
                var phone =
                        pbx.asterisk.call(
                                callerEnds
                                        ? call.hangingUpAt(Duration.ofMillis(random.nextInt(150)))
                                        : call);
                phones.add(phone);
                if (!callerEnds) {
                    var talk = talk(talks);
                    LockSupport.parkNanos(random.nextInt(40) * 1_000_000L);
                    talk.line.close("goodbye");
                }
            }
            for (var phone : phones) {
                // A talk may have been closed for a caller who was going anyway.
                Loopback.awaitThat(
                        () -> {
                            talks.forEach(talk -> talk.line.close("goodbye"));
                            return phone.isOver();
                        });
            }
            assertThat(pbx.asterisk.leftovers().isEmpty()).isTrue();
            talks.forEach(talk -> assertThat(talk.afterTheEnd()).isZero());
            rig.awaitNothingLeft();
        }
    }

    /// By ARI, with the media channel in any state when the caller goes or we do.
    @Test
    void by_ari_too_whoever_hangs_up_whenever_nothing_is_left() throws Exception {
        var random = new Random(7);
        try (var rig = new Rig(settings -> settings);
                var pbx = new Pbx(rig, Settings.DEFAULT)) {
            for (int i = 0; i < 40; i++) {
                var phone = pbx.asterisk.call(Call.to("600").speaking(said(400)));
                var caller = pbx.start();
                int callerGoes = random.nextInt(8);
                goAt(0, callerGoes, phone);
                var prepared = rig.transport.prepare(new MediaRequest("m", List.of()));
                goAt(1, callerGoes, phone);
                var media = pbx.media(prepared.wanted());
                goAt(2, callerGoes, phone);
                assertThat(pbx.start()).isEqualTo(media.id());
                var line = prepared.connect(media).toCompletableFuture().get(20, SECONDS);
                goAt(3, callerGoes, phone);
                var talk = new Talk(line, true);
                if (callerGoes > 3) {
                    var bridge = pbx.bridge(caller, media);
                    phone.heardPackets(1 + random.nextInt(10)).get(20, SECONDS);
                    goAt(4, callerGoes, phone);
                    pbx.ask("DELETE", "/bridges/" + bridge);
                }
                if (random.nextBoolean()) {
                    prepared.close();
                } else {
                    line.close("goodbye");
                }
                assertThat(talk.ending()).startsWith("us ");
                prepared.close();
                phone.hangUp();
                assertThat(talk.afterTheEnd()).isZero();
            }
            rig.awaitNothingLeft();
            Loopback.awaitThat(() -> pbx.asterisk.leftovers().isEmpty());
        }
    }

    private static void goAt(int moment, int chosen, FakePhone phone) {
        if (moment == chosen) {
            phone.hangUp();
        }
    }
}
