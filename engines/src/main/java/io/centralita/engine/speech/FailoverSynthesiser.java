package io.centralita.engine.speech;

import io.centralita.call.scope.Time;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import io.centralita.engine.speech.Rota.Place;
import io.centralita.engine.speech.SpeechWatcher.Role;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Several voices as one, at the rate of the first. A text whose first sample did not come is
/// spoken by the next part from its beginning. Where a part breaks off in the middle, the next goes
/// on with the clause that was cut ([CutText] says how that is found): nothing is lost, and no more
/// than the broken clause is heard again.
///
/// A call's voice is a name of the first part; the others speak with their own. Thread-safe.
public final class FailoverSynthesiser implements SpeechSynthesiser {
    private static final Logger log = LoggerFactory.getLogger(FailoverSynthesiser.class);

    private final Rota<SpeechSynthesiser> rota;
    private final Tempo[] tempos;

    /// @param parts in the order of preference, at least one; they are not closed
    /// @param coolDown how long a part that failed is left alone
    public FailoverSynthesiser(
            List<SpeechPart<SpeechSynthesiser>> parts,
            Duration coolDown,
            SpeechWatcher watcher,
            Time time) {
        rota = new Rota<>(Role.SYNTHESISER, parts, coolDown, watcher, time);
        tempos = new Tempo[parts.size()];
        for (int i = 0; i < tempos.length; i++) {
            tempos[i] = new Tempo();
        }
    }

    @Override
    public int sampleRateHz() {
        return rota.first().sampleRateHz();
    }

    @Override
    public boolean speaks(Locale language) {
        return rota.any(part -> part.speaks(language));
    }

    @Override
    public void speak(String text, Voice voice, Sink sink)
            throws SynthesisException, InterruptedException {
        var places = rota.fitting(part -> part.speaks(voice.language()));
        var why = new SynthesisException("no voice for " + voice.language().toLanguageTag());
        var rest = text;
        for (var place : places) {
            if (rota.admits(place, place.equals(places.getLast()))) {
                var relay = new Relay(sink, place.part().sampleRateHz(), sampleRateHz());
                try {
                    by(place, rest, voice, relay);
                    return;
                } catch (SynthesisException e) {
                    if (!relay.isWanted()) {
                        return;
                    }
                    why = e;
                    rest = rest(place, rest, voice, relay);
                }
            }
        }
        throw why;
    }

    private void by(Place<SpeechSynthesiser> place, String text, Voice voice, Relay relay)
            throws SynthesisException, InterruptedException {
        boolean settled = false;
        try {
            place.part().speak(text, place.index() == 0 ? voice : ownVoice(voice), relay);
            settled = true;
            rota.served(place);
            relay.end();
            if (relay.isWanted()) {
                tempos[place.index()].learn(text, relay.heard(), voice.speed());
            }
        } catch (SynthesisException e) {
            settled = true;
            failed(place, e, relay);
            throw e;
        } catch (RuntimeException e) {
            settled = true;
            var fault = new SynthesisException(place.name() + " threw", e);
            failed(place, fault, relay);
            throw fault;
        } finally {
            if (!settled) {
                rota.left(place);
            }
        }
    }

    private void failed(Place<SpeechSynthesiser> place, SynthesisException why, Relay relay)
            throws InterruptedException {
        rota.failed(place, why);
        relay.end(); // what was made is heard to its last sample
    }

    private String rest(Place<SpeechSynthesiser> place, String text, Voice voice, Relay relay) {
        if (relay.heard().isZero()) {
            return text;
        }
        var rest = CutText.rest(text, relay.heard(), tempos[place.index()].at(voice.speed()));
        log.atWarn()
                .addKeyValue("part", place.name())
                .addKeyValue("heardMs", relay.heard().toMillis())
                .addKeyValue("of", text.length())
                .addKeyValue("left", rest.length())
                .log("voice broke off in a sentence");
        return rest;
    }

    private static Voice ownVoice(Voice voice) {
        return new Voice(voice.language(), "", voice.speed());
    }
}
