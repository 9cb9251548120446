package io.centralita.fake.asterisk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.fake.asterisk.ari.Ari;
import io.centralita.fake.asterisk.ari.Installation;
import io.centralita.fake.asterisk.ari.RequestReader;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.Application;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.DialPlan;
import io.centralita.fake.asterisk.pbx.Incoming;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Profile;
import io.centralita.fake.asterisk.pbx.Step;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A PBX without a network, in time that passes when the test says so, with the extensions of the
/// captures' configuration.
public final class Lab {
    public static final String APP = "openai-inbound";
    public static final String OUTBOUND_APP = "openai-outbound-ws";
    static final String ASTERISK_ID = "00:00:5e:00:53:01";
    private static final Recording SPEECH =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofMillis(5_500), 8_000));

    static final DialPlan PLAN =
            DialPlan.EMPTY
                    .with("100", new Step.NoOp(), Step.answer(), Step.stasis(APP, "${EXTEN}"))
                    .with("101", new Step.NoOp(), Step.stasis(APP, "${EXTEN}", "early"))
                    .with(
                            "102",
                            Step.answer(),
                            Step.set("TALK_DETECT(set)", "700,160"),
                            Step.stasis(APP, "${EXTEN}"))
                    .with("103", Step.answer(), Step.stasis(OUTBOUND_APP, "${EXTEN}"))
                    .with(
                            "104",
                            Step.answer(),
                            Step.stasis(
                                    APP,
                                    "${EXTEN}",
                                    "${CALLERID(num)}",
                                    "${PJSIP_HEADER(read,X-Lab-Header)}",
                                    "${CHANNEL(pjsip,call-id)}"))
                    .with(
                            "110",
                            Step.answer(),
                            Step.audioSocket("", "127.0.0.1:9092"),
                            new Step.Playback("lab/speech"))
                    .with("111", Step.answer(), Step.dial("AudioSocket/127.0.0.1:9092//c(slin)"))
                    .with("112", Step.answer(), Step.dial("AudioSocket/127.0.0.1:9092//c(slin16)"))
                    .with("119", Step.answer(), Step.audioSocket("", "127.0.0.1:9099"))
                    .with("120", Step.answer(), Step.dial("WebSocket/gateway/c(ulaw)"))
                    .with(
                            "121",
                            Step.answer(),
                            Step.set("__CALL_FROM", "${CALLERID(num)}"),
                            Step.set("_CALL_ID", "${CHANNEL(pjsip,call-id)}"),
                            Step.dial("WebSocket/gateway/c(slin16)f(json)"))
                    .with("123", Step.dial("WebSocket/gateway/c(ulaw)n"))
                    .with(
                            "125",
                            new Step.Dial("WebSocket/gateway/c(ulaw)f(json)", true),
                            new Step.Playback("lab/speech"))
                    .with("6001", Step.dial("PJSIP/6001"), Step.hangup())
                    .with("600", Step.answer(), Step.dial("Local/echo@inbound/n"))
                    .with("echo", Step.answer(), new Step.Echo())
                    .with(
                            "601",
                            Step.dial("PJSIP/6001", Duration.ofSeconds(3)),
                            Step.stasis(APP, "${EXTEN}", "${DIALSTATUS}"))
                    .with(
                            "602",
                            Step.dial("PJSIP/6001"),
                            Step.stasis(APP, "${EXTEN}", "${DIALSTATUS}"))
                    .with(
                            "short@caller",
                            Step.answer(),
                            new Step.NoOp(),
                            new Step.Playback("lab/speech"),
                            Step.wait(Duration.ofSeconds(2)),
                            Step.hangup())
                    .with(
                            "listen@caller",
                            Step.answer(),
                            new Step.NoOp(),
                            Step.wait(Duration.ofSeconds(60)));

    public final VirtualTimeline timeline = new VirtualTimeline();
    public final FarEnds farEnds = new FarEnds(timeline);
    public final Pbx pbx;
    public final List<ObjectNode> events = new ArrayList<>();
    public final List<Story> stories = new ArrayList<>();
    public final Application.Outlet outlet = events::add;
    final Ari ari;

    public Lab() {
        this(Installation.CURRENT, Duration.ofMillis(1));
    }

    public Lab(Installation installation, Duration stasisDelay) {
        var profile =
                new Profile(
                        ASTERISK_ID,
                        stasisDelay,
                        Map.of("lab/speech", SPEECH, "moh", SPEECH),
                        42,
                        installation);
        pbx = new Pbx(timeline, farEnds, PLAN, profile);
        ari = new Ari(pbx, installation, ASTERISK_ID, timeline);
    }

    /// One with an application that listens.
    public static Lab connected() {
        var lab = new Lab();
        lab.pbx.stasis().connect(APP, false, lab.outlet);
        return lab;
    }

    /// A SIP call whose phone sends at once.
    public Phone call(String exten) {
        return call(exten, Format.ULAW, true);
    }

    public Phone call(String exten, Format format, boolean sip) {
        var phone = new Phone(format, sip, timeline, stories::add, 7);
        phone.attach(pbx.call(incoming("trunk", sip, exten), phone));
        timeline.advanceMs(20);
        return phone;
    }

    static Incoming incoming(String endpoint, boolean sip, String exten) {
        return new Incoming(
                endpoint,
                sip,
                new CallerId("Sip Caller", "15550002222"),
                DialPlan.INBOUND,
                exten,
                "c6b3c0a7-6185-4ccf-9332-0e8fc6c854ac",
                Map.of("X-Lab-Header", "hello"),
                Map.of());
    }

    /// @return the answer, after 5 ms in which what follows from the request happens, too
    public Answer request(String method, String uri) {
        return request(method, uri, "");
    }

    public Answer request(String method, String uri, String body) {
        var answers = send(method, uri, body);
        timeline.advanceMs(5);
        return answers.getFirst();
    }

    /// @return the answer once there is one
    public List<Answer> send(String method, String uri, String body) {
        var answers = new ArrayList<Answer>();
        ari.handle(RequestReader.read(method, uri, body).orElseThrow(), answers::add);
        return answers;
    }

    /// The id in an answer.
    public static String id(Answer answer) {
        return Objects.requireNonNull(answer.body()).path("id").asText();
    }

    public List<String> types() {
        return events.stream().map(event -> event.path("type").asText()).toList();
    }

    /// The last event of a type.
    public JsonNode last(String type) {
        return events.stream()
                .filter(event -> event.path("type").asText().equals(type))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    /// The channel of the last StasisStart.
    public String channel() {
        return last("StasisStart").path("channel").path("id").asText();
    }

    /// A caller and a media channel in a bridge.
    ///
    /// @param media the parameters of externalMedia after `app`
    public Bridged bridge(Phone phone, String media) {
        var caller = channel();
        var bridge = id(request("POST", "bridges?type=mixing"));
        var other = id(request("POST", "channels/externalMedia?app=" + APP + "&" + media));
        request("POST", "bridges/" + bridge + "/addChannel?channel=" + caller + "," + other);
        return new Bridged(phone, caller, other, bridge);
    }

    public record Bridged(Phone phone, String caller, String media, String bridge) {}
}
