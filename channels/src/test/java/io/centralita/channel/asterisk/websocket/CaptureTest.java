package io.centralita.channel.asterisk.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.centralita.channel.ChannelMetrics;
import io.centralita.channel.asterisk.websocket.MediaEvent.Digit;
import io.centralita.channel.asterisk.websocket.MediaEvent.Failed;
import io.centralita.channel.asterisk.websocket.MediaEvent.MarkProcessed;
import io.centralita.channel.asterisk.websocket.MediaEvent.Start;
import io.centralita.channel.asterisk.websocket.MediaEvent.Status;
import io.centralita.channel.asterisk.websocket.MediaEvent.Xoff;
import io.centralita.channel.asterisk.websocket.MediaEvent.Xon;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a real Asterisk 22.10.1 said, read by us.
final class CaptureTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<MediaEvent> said(String capture) throws Exception {
        var events = new MediaEvents();
        var said = new ArrayList<MediaEvent>();
        var path = "/asterisk/websocket/" + capture + ".jsonl";
        try (var in = Objects.requireNonNull(CaptureTest.class.getResourceAsStream(path))) {
            for (var text : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                var line = JSON.readTree(text);
                if (line.path("dir").asText().equals("in") && line.has("text")) {
                    var message = line.path("text").asText().getBytes(UTF_8);
                    said.add(events.read(message, message.length));
                }
            }
        }
        return said;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "burst-3s-marks-slin16-json",
                "flush-slin16-json",
                "xoff-xon-overflow-slin16-json",
                "slin16-json-dtmf",
                "slin24-json-echo",
                "text-commands-json",
                "externalmedia-variables",
                "externalmedia-server",
                "variables-in-media-start",
                "dial-goes-on-after-hangup-command",
                "ulaw-dtmf",
                "flush",
                "burst-3s-marks",
                "xoff-xon-overflow",
                "text-commands"
            })
    void every_capture_starts_as_we_expect_it_to(String capture) throws Exception {
        var said = said(capture);
        assertThat(said.getFirst()).isInstanceOf(Start.class);
        var start = (Start) said.getFirst();
        var format = MediaFormat.labelled(start.format()).orElseThrow();
        assertThat(Reception.isAsAgreed(start, format)).isTrue();
    }

    @Test
    void marks_come_in_order_and_those_that_were_flushed_do_not() throws Exception {
        assertThat(said("burst-3s-marks-slin16-json"))
                .filteredOn(MarkProcessed.class::isInstance)
                .containsExactly(new MarkProcessed("middle"), new MarkProcessed("end"));
        assertThat(said("flush-slin16-json"))
                .filteredOn(MarkProcessed.class::isInstance)
                .containsExactly(new MarkProcessed("after-flush"), new MarkProcessed("second"));
    }

    @Test
    void the_queues_length_is_told_before_and_after_a_flush() throws Exception {
        assertThat(said("flush-slin16-json"))
                .filteredOn(Status.class::isInstance)
                .containsExactly(new Status(99, 800), new Status(0, 800));
        assertThat(said("xoff-xon-overflow-slin16-json"))
                .filteredOn(event -> event instanceof Xoff || event instanceof Xon)
                .containsExactly(new Xoff(), new Xon());
    }

    @Test
    void digits_come_at_the_end_of_their_keys() throws Exception {
        assertThat(said("slin16-json-dtmf"))
                .filteredOn(Digit.class::isInstance)
                .containsExactly(new Digit('1'), new Digit('#'));
    }

    @Test
    void our_own_channel_id_and_the_variables_of_the_dial_plan_are_told() throws Exception {
        var ours = (Start) said("externalmedia-variables").getFirst();
        assertThat(ours.channelId()).isEqualTo("media-1795219516.368");
        assertThat(ours.variables()).containsEntry("CALL_FROM", "+15550001111");
        var passed =
                PassedVariables.of(
                        ((Start) said("variables-in-media-start").getFirst()).variables(),
                        ChannelMetrics.NONE);
        assertThat(passed.parameters())
                .containsOnlyKeys("CALL_ID", "CALL_FROM")
                .containsEntry("CALL_FROM", "15550002222");
        assertThat(passed.answered()).isTrue();
    }

    @Test
    void plain_text_says_the_same() throws Exception {
        assertThat(said("flush"))
                .filteredOn(MarkProcessed.class::isInstance)
                .containsExactly(new MarkProcessed("after-flush"), new MarkProcessed("second"));
        assertThat(said("flush"))
                .filteredOn(Status.class::isInstance)
                .containsExactly(new Status(99, 800), new Status(0, 800));
        assertThat(said("burst-3s-marks"))
                .filteredOn(MarkProcessed.class::isInstance)
                .containsExactly(new MarkProcessed("middle"), new MarkProcessed("end"));
        assertThat(said("xoff-xon-overflow"))
                .filteredOn(event -> event instanceof Xoff || event instanceof Xon)
                .containsExactly(new Xoff(), new Xon());
        assertThat(said("ulaw-dtmf"))
                .filteredOn(Digit.class::isInstance)
                .containsExactly(new Digit('1'), new Digit('#'));
        assertThat(said("text-commands"))
                .filteredOn(Failed.class::isInstance)
                .containsExactly(new Failed("SET_MEDIA_DIRECTION only supports JSON format."));
    }
}
