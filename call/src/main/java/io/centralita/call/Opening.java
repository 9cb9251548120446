package io.centralita.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.centralita.call.engine.HistoryEntry;
import io.centralita.call.leg.Leg;
import io.centralita.call.leg.Returned;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.RecordingRule;
import io.centralita.call.text.SpokenTexts;
import java.util.List;
import java.util.TreeMap;

/// How a call begins on its leg: the first sentence, what is known already, and what the assistant
/// is told of it.
record Opening(Leg leg, CallSettings settings, SpokenTexts texts) {
    /// Empty where the peer speaks first.
    String greeting() {
        if (!leg.greeted()) {
            return "";
        }
        var language = settings.language();
        var returned = leg.returned();
        if (returned.isPresent()) {
            return texts.text(returned.get().why().key(), language);
        }
        return leg.recorded() || settings.recording() == RecordingRule.ANNOUNCED
                ? texts.text("call.recorded", language) + " " + settings.greeting()
                : settings.greeting();
    }

    /// What the assistant is told of a conversation that a person had in its place.
    ///
    /// @param note theirs, empty where they have left none
    String told(String note) {
        var language = settings.language();
        return note.isBlank()
                ? texts.text("operator.told-nothing", language)
                : texts.text("operator.told", language, note.strip());
    }

    List<HistoryEntry> history() {
        return leg.returned().map(Returned::history).orElse(List.of());
    }

    /// With what the provider passed along, as data: whoever set it up is not the one who instructs
    /// the assistant.
    String instructions() {
        var parameters = leg.info().parameters();
        if (parameters.isEmpty()) {
            return settings.instructions();
        }
        var json = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(parameters).forEach(json::put);
        var told = texts.text("call.parameters", settings.language(), json.toString());
        return (settings.instructions() + "\n\n" + told).strip();
    }
}
