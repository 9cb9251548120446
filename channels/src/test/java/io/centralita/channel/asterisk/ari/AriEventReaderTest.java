package io.centralita.channel.asterisk.ari;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.asterisk.ari.AriEventReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Events as a real Asterisk wrote them, and worse ones.
final class AriEventReaderTest {
    private static final Path CAPTURES =
            Path.of("..", "fakes", "src", "test", "resources", "asterisk", "ari");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AriEventReader reader = new AriEventReader("openai-inbound");

    @Test
    void every_event_of_every_capture_is_read() throws IOException {
        var events = captured();
        assertThat(events).hasSize(1_161);
        var kinds =
                events.stream()
                        .map(AriEventReaderTest::readByItsApplication)
                        .collect(
                                Collectors.groupingBy(
                                        AriEventReaderTest::kind,
                                        TreeMap::new,
                                        Collectors.counting()));
        assertThat(kinds)
                .containsEntry("StasisStart", 78L)
                .containsEntry("StasisEnd", 77L)
                .containsEntry("HangupRequest", 73L)
                .containsEntry("Destroyed", 37L)
                .containsEntry("StateChanged", 36L)
                .containsEntry("Dtmf", 5L)
                .containsEntry("Held", 1L)
                .containsEntry("Unheld", 1L)
                .containsEntry("VariableSet", 563L)
                .containsEntry("EnteredBridge", 66L)
                .containsEntry("LeftBridge", 65L)
                .containsEntry("Dialled", 72L)
                .containsEntry("BridgeDestroyed", 30L)
                .containsEntry("PlaybackFinished", 2L)
                .containsEntry("RecordingFinished", 1L)
                .containsEntry("Replaced", 1L)
                .containsEntry("Registered", 2L)
                .containsEntry("NotNeeded", 34L + 4 + 3)
                .containsEntry("Response", 10L)
                .hasSize(19);
    }

    @Test
    void what_matters_of_a_caller_is_read() {
        var reading =
                reader.read(
                        """
                        {"args":["100","x"],"type":"StasisStart","channel":{"id":"1795216305.35",
                         "name":"PJSIP/trunk-00000000","state":"Up",
                         "protocol_id":"c6b3c0a7-6185-4ccf-9332-0e8fc6c854ac",
                         "caller":{"name":"Sip Caller","number":"15550002222"},
                         "connected":{"name":"","number":""},"accountcode":"",
                         "dialplan":{"context":"inbound","exten":"100","priority":3},
                         "language":"en","channelvars":{"TENANT":"7"}},"new-thing":[{}]}
                        """);
        assertThat(reading).isInstanceOf(Reading.Event.class);
        var start = (AriEvent.StasisStart) ((Reading.Event) reading).event();
        assertThat(start.arguments()).containsExactly("100", "x");
        var channel = start.channel();
        assertThat(channel.id()).isEqualTo("1795216305.35");
        assertThat(channel.isUp()).isTrue();
        assertThat(channel.protocolId()).isEqualTo("c6b3c0a7-6185-4ccf-9332-0e8fc6c854ac");
        assertThat(channel.callerName()).isEqualTo("Sip Caller");
        assertThat(channel.callerNumber()).isEqualTo("15550002222");
        assertThat(channel.context()).isEqualTo("inbound");
        assertThat(channel.extension()).isEqualTo("100");
        assertThat(channel.language()).isEqualTo("en");
        assertThat(channel.variables()).containsEntry("TENANT", "7");
    }

    @Test
    void a_hang_up_by_sip_has_no_cause_and_a_transfer_has_a_target() {
        assertThat(event("{'type':'ChannelHangupRequest','channel':{'id':'c'}}"))
                .isInstanceOfSatisfying(
                        AriEvent.HangupRequest.class,
                        request -> assertThat(request.cause()).isZero());
        assertThat(
                        event(
                                "{'type':'ChannelTransfer','state':'channel_progress',"
                                        + "'refer_to':{'requested_destination':{'destination':'200'}},"
                                        + "'referred_by':{'source_channel':{'id':'c'}}}"))
                .isInstanceOfSatisfying(
                        AriEvent.Transferred.class,
                        transfer -> {
                            assertThat(transfer.target()).isEqualTo("200");
                            assertThat(transfer.channel().id()).isEqualTo("c");
                        });
        assertThat(
                        event(
                                "{'type':'RecordingFailed','recording':{'name':'r','cause':'disk"
                                        + " full'}}"))
                .isEqualTo(new AriEvent.RecordingFailed("r", "disk full"));
        assertThat(event("{'type':'PlaybackFinished','playback':{'id':'p','state':'failed'}}"))
                .isEqualTo(new AriEvent.PlaybackFinished("p", true));
    }

    @Test
    void what_nobody_understands_is_told_apart_and_never_fatal() {
        var broken =
                List.of(
                        "",
                        "hello",
                        "[]",
                        "null",
                        "7",
                        "{}",
                        "{\"type\":7}{\"type\":8}",
                        "{\"type\":\"StasisStart\"}",
                        "{\"type\":\"StasisStart\",\"channel\":{\"id\":\"\"}}",
                        "{\"type\":\"StasisStart\",\"channel\":\"c\"}",
                        "{\"type\":\"StasisStart\",\"channel\":{\"id\":\"c\"",
                        "{\"type\":\"ChannelDtmfReceived\",\"digit\":\"12\",\"channel\":{\"id\":\"c\"}}",
                        "{\"type\":\"ChannelDtmfReceived\",\"channel\":{\"id\":\"c\"}}",
                        "{\"type\":\"ChannelLeftBridge\",\"channel\":{\"id\":\"c\"}}",
                        "{\"type\":\"BridgeDestroyed\",\"bridge\":{}}",
                        "[".repeat(100_000));
        assertThat(broken)
                .allSatisfy(text -> assertThat(reader.read(text)).isEqualTo(new Reading.Broken()));
        assertThat(reader.read("{\"type\":\"SomethingOf2030\",\"channel\":{\"id\":\"c\"}}"))
                .isEqualTo(new Reading.Unknown("SomethingOf2030"));
        assertThat(reader.read("{\"type\":\"ChannelVarset\",\"variable\":\"G\",\"value\":\"1\"}"))
                .isEqualTo(new Reading.NotNeeded());
        assertThat(
                        reader.read(
                                "{\"type\":\"StasisEnd\",\"application\":\"another\","
                                        + "\"channel\":{\"id\":\"c\"}}"))
                .isEqualTo(new Reading.NotNeeded());
        assertThat(reader.read("{\"type\":\"ApplicationReplaced\",\"application\":\"another\"}"))
                .isEqualTo(new Reading.NotNeeded());
    }

    private static Reading readByItsApplication(JsonNode event) {
        return new AriEventReader(event.path("application").asText()).read(event.toString());
    }

    private AriEvent event(String text) {
        return ((Reading.Event) reader.read(text.replace('\'', '"'))).event();
    }

    private static String kind(Reading reading) {
        return reading instanceof Reading.Event(var event)
                ? event.getClass().getSimpleName()
                : reading.getClass().getSimpleName();
    }

    private static List<JsonNode> captured() throws IOException {
        var events = new ArrayList<JsonNode>();
        try (var files = Files.list(CAPTURES)) {
            for (var file : files.sorted().toList()) {
                for (var line : Files.readAllLines(file)) {
                    var event = JSON.readTree(line).path("event");
                    if (event.isObject()) {
                        events.add(event);
                    }
                }
            }
        }
        return events;
    }
}
