package io.centralita.app.bench.webrtc;

import io.centralita.fake.model.Script;
import io.centralita.fake.model.server.ModelServer;
import io.centralita.fake.model.server.Pace;
import io.centralita.fake.model.server.Settings;
import io.centralita.media.AudioFormat;
import io.centralita.media.G711;
import io.centralita.media.Pcm;
import io.centralita.media.Tones;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A model that speaks all the time, without a pause and a little faster than it is heard: the
/// strict fake of the Realtime service, with a steady tone for a voice.
final class SpeakingModel implements AutoCloseable {
    static final String KEY = "sk-bench";

    /// Enough for a caller never to run dry, little enough for nothing to pile up.
    private static final Pace PACE = new Pace(1.1);

    /// Whole periods in every 20 ms, so that pieces fit together.
    private static final int HZ = 450;

    private static final int DBFS = -18;

    /// Soft ends of the tone, left out.
    private static final Duration EDGE = Duration.ofMillis(100);

    private final Map<Piece, String> pieces = new ConcurrentHashMap<>();
    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    private final ModelServer server;

    private record Piece(AudioFormat format, int lengthMs) {}

    /// @param length of everything that it says
    SpeakingModel(Duration length) {
        var script = Script.say("Esto es lo que dice el modelo.", (int) length.toMillis());
        server =
                ModelServer.start(
                        vertx,
                        Settings.DEFAULT
                                .withKey(KEY)
                                .withBrain(_ -> script)
                                .withPace(PACE)
                                .withVoice((format, _, _, lengthMs) -> voice(format, lengthMs))
                                .forgetting());
    }

    String url() {
        return server.httpUri() + "/v1";
    }

    int openSessions() {
        return server.openSessions();
    }

    private String voice(AudioFormat format, int lengthMs) {
        return pieces.computeIfAbsent(new Piece(format, lengthMs), SpeakingModel::render);
    }

    private static String render(Piece piece) {
        int rate = piece.format().sampleRateHz();
        int edge = (int) (EDGE.toMillis() * rate / 1_000);
        var tone = Tones.sine(HZ, DBFS, EDGE.multipliedBy(2).plusMillis(piece.lengthMs()), rate);
        var middle = Arrays.copyOfRange(tone, edge, tone.length - edge);
        var audio =
                switch (piece.format().codec()) {
                    case PCM16 -> Pcm.bytes(middle);
                    case PCMU -> G711.encodeMuLaw(middle);
                    case PCMA -> G711.encodeALaw(middle);
                };
        return Base64.getEncoder().encodeToString(audio);
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
    }
}
