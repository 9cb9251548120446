package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.cost.Ledger;
import io.centralita.call.engine.Usage;
import io.centralita.call.handover.Briefing;
import io.centralita.call.handover.BriefingText;
import io.centralita.call.handover.BriefingWriter;
import io.centralita.call.scope.Time;
import io.centralita.call.text.SpokenTexts;
import io.centralita.engine.chat.ChatCompletionsModel;
import io.centralita.engine.phrase.PhraseVoice;
import io.centralita.engine.phrase.SynthesiserVoice;
import io.centralita.engine.pipeline.SpeechSynthesiser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a person is told of a caller, as this house can say it: in the words of its chat model,
/// where there is one, by the voice that its callers hear otherwise or by the machine's. Belongs to
/// one thread; what it makes does not.
final class HouseBriefing {
    private static final String MACHINE = "machine";

    private HouseBriefing() {}

    /// @param phrases whose voice is the house's
    /// @param machine the machine's voice, where there is one; stays the caller's to close
    /// @param ledgers by tenant
    /// @param closers gets what has to be closed
    static Briefing open(
            Settings settings,
            SpokenTexts texts,
            HousePhrases phrases,
            Optional<SpeechSynthesiser> machine,
            Function<String, Ledger> ledgers,
            Closers closers) {
        var chat = settings.chat();
        BriefingWriter writer =
                chat == null
                        ? _ -> Optional.empty()
                        : new ChatBriefing(
                                closers.add(
                                        "model of briefings",
                                        new ChatCompletionsModel(chat, Time.SYSTEM)),
                                ledgers,
                                Time.SYSTEM);
        List<Function<Consumer<Usage>, PhraseVoice>> voices = new ArrayList<>();
        phrases.voice().ifPresent(voices::add);
        machine.ifPresent(voice -> voices.add(used -> new SynthesiserVoice(voice, MACHINE, used)));
        return new SpokenBriefing(new BriefingText(texts), writer, voices, ledgers, Time.SYSTEM);
    }
}
