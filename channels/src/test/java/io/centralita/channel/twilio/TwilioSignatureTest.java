package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The vectors are those of the protocol description; they were not made with this class.
final class TwilioSignatureTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final List<Map.Entry<String, String>> FORM =
            List.of(
                    Map.entry("To", "+15550002222"),
                    Map.entry("From", "+15550001111"),
                    Map.entry("CallStatus", "ringing"),
                    Map.entry("CallSid", "CA00000000000000000000000000000001"));

    private static final String VOICE = "https://voice.example.net/twilio/voice?tenant=7";
    private static final String VOICE_443 = "https://voice.example.net:443/twilio/voice?tenant=7";
    private static final String OF_VOICE = "IfiJNWOQ/R2kaMxwTmLPvFjfuAE=";
    private static final String OF_VOICE_443 = "DNuqFTh3uy+nA8onX2q/jKE5n+c=";
    private static final String MEDIA = "wss://voice.example.net/media/twilio";
    private static final String OF_MEDIA = "1aQhCc9ZTi/UGtva0QHq12Q2Emg=";

    private final TwilioSignature signature = new TwilioSignature(List.of(TOKEN));

    @ParameterizedTest
    @CsvSource({
        "https://voice.example.net/twilio/voice?tenant=7, IfiJNWOQ/R2kaMxwTmLPvFjfuAE=",
        "https://voice.example.net:443/twilio/voice?tenant=7, DNuqFTh3uy+nA8onX2q/jKE5n+c=",
    })
    void forms_sign_as_in_the_vectors(String url, String wanted) {
        assertThat(TwilioSignature.of(TOKEN, url, FORM)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://voice.example.net/media/twilio, 1aQhCc9ZTi/UGtva0QHq12Q2Emg=",
        "https://voice.example.net/twilio/status, TIYY77wZxAVigGNLd24l2CQ8J4Y=",
    })
    void bare_urls_sign_as_in_the_vectors(String url, String wanted) {
        assertThat(TwilioSignature.of(TOKEN, url, List.of())).isEqualTo(wanted);
    }

    @Test
    void default_port_may_be_written_or_not_on_either_side() {
        assertThat(signature.matches(VOICE, FORM, OF_VOICE)).isTrue();
        assertThat(signature.matches(VOICE, FORM, OF_VOICE_443)).isTrue();
        assertThat(signature.matches(VOICE_443, FORM, OF_VOICE)).isTrue();
        assertThat(signature.matches(VOICE_443, FORM, OF_VOICE_443)).isTrue();
    }

    @Test
    void port_443_is_the_default_of_wss_too() {
        String written = "wss://voice.example.net:443/media/twilio";
        assertThat(signature.matches(written, List.of(), OF_MEDIA)).isTrue();
        String ofWritten = TwilioSignature.of(TOKEN, written, List.of());
        assertThat(signature.matches(MEDIA, List.of(), ofWritten)).isTrue();
    }

    @Test
    void another_port_is_another_url() {
        String other = "https://voice.example.net:8443/twilio/voice?tenant=7";
        assertThat(signature.matches(other, FORM, OF_VOICE)).isFalse();
        assertThat(signature.matches(other, FORM, TwilioSignature.of(TOKEN, other, FORM))).isTrue();
    }

    @Test
    void user_and_escapes_of_the_url_stay_as_they_are() {
        String url = "https://user:p%40ss@voice.example.net/a%20b?c=%2B";
        String portless = TwilioSignature.of(TOKEN, url, FORM);
        String withPort = "https://user:p%40ss@voice.example.net:443/a%20b?c=%2B";
        assertThat(signature.matches(withPort, FORM, portless)).isTrue();
    }

    @Test
    void order_of_arrival_does_not_matter() {
        var reversed = new ArrayList<>(FORM);
        Collections.reverse(reversed);
        assertThat(signature.matches(VOICE, reversed, OF_VOICE)).isTrue();
    }

    @Test
    void anything_changed_is_noticed() {
        var changed = new ArrayList<>(FORM);
        changed.set(0, Map.entry("To", "+15550002223"));
        assertThat(signature.matches(VOICE, changed, OF_VOICE)).isFalse();
        assertThat(signature.matches(VOICE, FORM.subList(1, 4), OF_VOICE)).isFalse();
        assertThat(signature.matches(VOICE + "7", FORM, OF_VOICE)).isFalse();
        assertThat(signature.matches(VOICE, FORM, "")).isFalse();
        assertThat(signature.matches(VOICE, FORM, OF_VOICE + "=")).isFalse();
    }

    @Test
    void empty_parameter_counts() {
        var form = List.of(Map.entry("A", ""), Map.entry("B", "1"));
        String given = TwilioSignature.of(TOKEN, VOICE, form);
        assertThat(signature.matches(VOICE, form, given)).isTrue();
        assertThat(signature.matches(VOICE, form.subList(1, 2), given)).isFalse();
    }

    @Test
    void repeated_name_counts_with_its_different_values_in_order() {
        var form = List.of(Map.entry("A", "2"), Map.entry("A", "1"), Map.entry("A", "2"));
        String sorted = TwilioSignature.of(TOKEN, VOICE, List.of(Map.entry("A1A", "2")));
        assertThat(signature.matches(VOICE, form, sorted)).isTrue();
        String asArrived = TwilioSignature.of(TOKEN, VOICE, List.of(Map.entry("A2A1A", "2")));
        assertThat(signature.matches(VOICE, form, asArrived)).isTrue();
    }

    @Test
    void names_sort_by_bytes_with_capitals_first() {
        var form = List.of(Map.entry("a", "1"), Map.entry("B", "2"));
        String capitalsFirst = TwilioSignature.of(TOKEN, VOICE, List.of(Map.entry("B2a", "1")));
        assertThat(TwilioSignature.of(TOKEN, VOICE, form)).isEqualTo(capitalsFirst);
    }

    @Test
    void both_tokens_are_good_while_one_replaces_the_other() {
        var rotating = new TwilioSignature(List.of("newer", TOKEN));
        assertThat(rotating.matches(VOICE, FORM, OF_VOICE)).isTrue();
        assertThat(rotating.matches(VOICE, FORM, TwilioSignature.of("newer", VOICE, FORM)))
                .isTrue();
        assertThat(rotating.matches(VOICE, FORM, TwilioSignature.of("older", VOICE, FORM)))
                .isFalse();
    }
}
