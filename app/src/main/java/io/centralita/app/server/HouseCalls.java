package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.text.SpokenTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/// How calls are conducted where a tenant says nothing of its own: as the settings have it.
final class HouseCalls {
    private HouseCalls() {}

    static CallSettings settings(Settings settings, SpokenTexts texts) throws StartFailure {
        var calls = settings.calls();
        var standard =
                CallSettings.standard(
                        calls.language(), texts.text("call.greeting", calls.language()));
        return new CallSettings(
                standard.tenant(),
                standard.language(),
                standard.voice(),
                standard.greeting(),
                instructions(settings, texts, calls.language()),
                standard.engineOptions(),
                settings.network().toolTimeout(),
                standard.acknowledgeAfter(),
                calls.silenceBudget(),
                standard.engineDeadline(),
                calls.patience(),
                standard.keys(),
                settings.data().live().recording());
    }

    private static String instructions(Settings settings, SpokenTexts texts, Locale language)
            throws StartFailure {
        var file = settings.calls().instructions();
        if (file == null) {
            return texts.text("call.instructions", language);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new StartFailure("start.no-instructions", e, String.valueOf(file));
        }
    }
}
