package io.centralita.channel.webrtc;

import io.centralita.call.ScriptedEngine;
import io.centralita.call.engine.Engine;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.EngineListener;
import io.centralita.call.engine.EngineSession;
import io.centralita.call.engine.OfferEngine;
import io.centralita.call.engine.SessionSettings;
import io.centralita.call.engine.SpeechOut;
import io.centralita.media.AudioFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An engine that answers offers as a test wants it; its sessions are scripted.
final class ScriptedOffers implements OfferEngine {
    static final String ANSWER = "v=0\r\ns=model\r\n";

    final ScriptedEngine engine = new ScriptedEngine("direct", AudioFormat.PCM_24K);
    final List<Taken> taken = new CopyOnWriteArrayList<>();
    volatile Optional<String> objection = Optional.empty();

    /// Why offers are refused; null where they are not.
    volatile @Nullable EngineFailure refusal;

    Taken last() {
        return taken.getLast();
    }

    @Override
    public Optional<String> objection(String tenant) {
        return objection;
    }

    @Override
    public Connection take(String offer, Runnable gone) {
        var one = new Taken(offer, gone);
        taken.add(one);
        return one;
    }

    final class Taken implements Connection, Engine {
        final String offer;
        final Runnable gone;
        final CompletableFuture<Answer> answer = new CompletableFuture<>();
        volatile boolean hears;

        Taken(String offer, Runnable gone) {
            this.offer = offer;
            this.gone = gone;
        }

        @Override
        public Engine engine() {
            return this;
        }

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public EngineSession open(
                SessionSettings settings, EngineListener listener, SpeechOut speech) {
            var session = engine.open(settings, listener, speech);
            var why = refusal;
            answer.complete(why == null ? new Answer.Given(ANSWER) : new Answer.Refused(why));
            return session;
        }

        @Override
        public CompletionStage<Answer> answer() {
            return answer;
        }

        @Override
        public void connected() {
            hears = true;
        }
    }
}
