package io.centralita.channel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.channel.caller.TwimlAnswer.Verb;
import io.centralita.media.Wav;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the caller takes from a switchboard, and what it objects to as Twilio would.
final class StrictnessTest {
    @Test
    void messages_with_exactly_the_right_keys_are_taken() {
        assertThat(read("{'event':'mark','streamSid':'MZ01','mark':{'name':'a'}}"))
                .isEqualTo(new ServerMessage.Mark("a"));
        assertThat(read("{'streamSid':'MZ01','event':'clear'}"))
                .isEqualTo(new ServerMessage.Clear());
        assertThat(read("{'event':'media','streamSid':'MZ01','media':{'payload':'f39/'}}"))
                .isInstanceOfSatisfying(
                        ServerMessage.Media.class,
                        media -> assertThat(media.audio()).containsExactly(0x7F, 0x7F, 0x7F));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event':'clear','streamSid':'MZ02'}",
                "{'event':'clear'}",
                "{'streamSid':'MZ01'}",
                "{'event':'stop','streamSid':'MZ01'}",
                "{'event':'clear','streamSid':'MZ01','x':1}",
                "{'event':'clear','streamSid':'MZ01','mark':{'name':'a'}}",
                "{'event':'mark','streamSid':'MZ01','mark':{}}",
                "{'event':'mark','streamSid':'MZ01','mark':{'name':1}}",
                "{'event':'media','streamSid':'MZ01','media':{'payload':'f39/','track':'x'}}",
                "{'event':'media','streamSid':'MZ01','media':{'payload':'***'}}",
                "{'event':'media','streamSid':'MZ01','media':'f39/'}",
                "{'event':'clear','streamSid':'MZ01'} {}",
                "[]",
                "clear"
            })
    void other_messages_are_invalid(String message) {
        assertThat(read(message)).isInstanceOf(ServerMessage.Invalid.class);
    }

    @Test
    void twiml_is_understood() {
        var answer =
                TwimlAnswer.read(
                        "text/xml; charset=utf-8",
                        "<?xml version='1.0'?><Response><Say language='es-MX'>a &amp; b</Say>"
                                + "<Connect><Stream url='wss://h/p'><Parameter name='n' value='v'/>"
                                + "</Stream></Connect><Hangup/></Response>");
        assertThat(answer.problems()).isEmpty();
        assertThat(answer.verbs())
                .containsExactly(
                        new Verb.Say("a & b", "es-MX"),
                        new Verb.ConnectStream("wss://h/p", Map.of("n", "v"), ""),
                        new Verb.Hangup());
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, <Response/>, 12300",
        "application/json, {}, 12300",
        "text/xml, <Response>, 12100",
        "text/xml, <Answer/>, 12100",
        "text/xml, <Response/><Response/>, 12100",
        "text/xml, <Response><Sing/></Response>, 12200",
        "text/xml, <Response>text</Response>, 12200",
        "application/xml, <Response><Connect><Room/></Connect></Response>, 12200",
    })
    void wrong_twiml_has_twilios_error_code(String contentType, String body, int code) {
        assertThat(TwimlAnswer.read(contentType, body).problems())
                .extracting(Problem::code)
                .containsExactly(code);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://voice.example.net/media, 0",
        "ws://127.0.0.1:8080/media, 0",
        "ws://[::1]:8080/media, 0",
        "ws://voice.example.net/media, 31922",
        "https://voice.example.net/media, 31922",
        "wss://voice.example.net/media?a=b, 31920",
        "wss:///media, 31923",
        "wss://a b, 31923",
    })
    void stream_urls_are_judged_as_twilio_does(String url, int code) {
        assertThat(StreamTarget.fault(url).map(Problem::code).orElse(0)).isEqualTo(code);
    }

    @Test
    void mark_returns_when_the_slot_before_it_has_sounded() {
        var buffer = new PlayoutBuffer();
        buffer.mark("at once");
        assertThat(buffer.reached()).containsExactly("at once");
        buffer.add(new byte[240]);
        buffer.mark("after 30 ms");
        buffer.add(new byte[80]);
        buffer.mark("end");
        assertThat(buffer.reached()).isEmpty();
        buffer.play(160);
        assertThat(buffer.reached()).isEmpty();
        buffer.play(160);
        assertThat(buffer.reached()).containsExactly("after 30 ms", "end");
        assertThat(buffer.mostBufferedMs()).isEqualTo(40);
        assertThat(buffer.bufferedMs()).isZero();
    }

    @Test
    void clear_returns_all_marks_and_drops_all_audio() {
        var buffer = new PlayoutBuffer();
        buffer.add(new byte[400]);
        buffer.mark("a");
        buffer.add(new byte[400]);
        buffer.mark("b");
        buffer.play(160);
        assertThat(buffer.clear()).containsExactly("a", "b");
        assertThat(buffer.reached()).isEmpty();
        assertThat(buffer.play(160)).containsOnly(0xFF);
    }

    @Test
    void recording_is_a_stereo_file() throws IOException {
        var recording = new CallRecording();
        var said = new short[160];
        var heard = new short[160];
        for (int i = 0; i < 1_000; i++) {
            said[0] = (short) i;
            heard[1] = (short) (2 * i);
            recording.add(said, heard);
        }
        assertThat(recording.lengthMs()).isEqualTo(20_000);
        assertThat(recording.caller()).hasSize(160_000);
        assertThat(recording.caller()[160 * 700]).isEqualTo((short) 700);
        assertThat(recording.assistant()[160 * 700 + 1]).isEqualTo((short) 1_400);
        var file = new ByteArrayOutputStream();
        recording.writeWav(file);
        var read = Wav.read(new ByteArrayInputStream(file.toByteArray()), 10_000_000);
        assertThat(read.samples()).hasSize(160_000);
        assertThat(read.sampleRateHz()).isEqualTo(8_000);
    }

    @Test
    void heard_spans_bridge_short_gaps() {
        var ear = new HeardAudio(CallerListener.NONE);
        var loud = new short[160];
        Arrays.fill(loud, (short) 3_000);
        var silence = new short[160];
        List<Integer> audible = List.of(1, 2, 10, 40);
        for (int slot = 0; slot < 60; slot++) {
            ear.hear(audible.contains(slot) ? loud : silence, slot * 20L);
        }
        assertThat(ear.finish())
                .containsExactly(new CallResult.Span(20, 220), new CallResult.Span(800, 820));
    }

    private static ServerMessage read(String message) {
        return ServerMessage.read(message.replace('\'', '"'), "MZ01");
    }
}
