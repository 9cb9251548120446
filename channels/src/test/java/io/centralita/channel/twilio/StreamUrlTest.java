package io.centralita.channel.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.centralita.channel.Loopback;
import io.centralita.channel.ScriptedLegs;
import io.centralita.channel.ScriptedLegs.Behaviour;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Streams that come to one process of several.
final class StreamUrlTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @ValueSource(strings = {"wss://node-1.example.net/a", "https://node-1.example.net/a/"})
    void a_stream_is_signed_for_the_address_it_was_told(String own) {
        var settings = settings().withStreamUrl(Optional.of(URI.create(own)));
        try (var loopback = new Loopback(settings, new ScriptedLegs(new Behaviour() {}))) {
            assertThat(upgrade(loopback, "wss://node-1.example.net/a/api/twilio/stream"))
                    .isEqualTo(101);
            assertThat(upgrade(loopback, "wss://voice.example.net/api/twilio/stream"))
                    .isEqualTo(403);
        }
    }

    @Test
    void what_is_no_address_is_refused() {
        for (var wrong : List.of("ftp://node-1.example.net", "wss://node-1.example.net/?a=b")) {
            assertThatThrownBy(() -> settings().withStreamUrl(Optional.of(URI.create(wrong))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static TwilioSettings settings() {
        return new TwilioSettings(
                Optional.of(URI.create("https://voice.example.net")),
                List.of(TOKEN),
                Loopback.SPANISH,
                TwilioSettings.Limits.DEFAULT);
    }

    private static int upgrade(Loopback loopback, String signedFor) {
        var options = RawStream.options(loopback);
        options.addHeader("x-twilio-signature", TwilioSignature.of(TOKEN, signedFor, List.of()));
        return Loopback.await(
                loopback.webSockets()
                        .connect(options)
                        .map(_ -> 101)
                        .otherwise(failure -> ((UpgradeRejectedException) failure).getStatus()));
    }
}
