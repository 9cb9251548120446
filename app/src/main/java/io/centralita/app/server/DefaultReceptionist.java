package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.cost.Ledger;
import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.CallSettings;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.reception.Ringing;
import io.centralita.call.text.SpokenTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/// Receives the callers of a fresh install: one tenant answers every number, as the settings have
/// it.
final class DefaultReceptionist implements Receptionist {
    static final String TENANT = "default";

    private final CallSettings calls;
    private final HouseTools tools;
    private final Ledger ledger;
    private final Ringing ringing;

    private DefaultReceptionist(
            CallSettings calls, HouseTools tools, Ledger ledger, Ringing ringing) {
        this.calls = calls;
        this.tools = tools;
        this.ledger = ledger;
        this.ringing = ringing;
    }

    static DefaultReceptionist open(
            Settings settings, SpokenTexts texts, HouseTools tools, Ledger ledger)
            throws StartFailure {
        var calls = settings.calls();
        var standard =
                CallSettings.standard(
                        calls.language(), texts.text("call.greeting", calls.language()));
        return new DefaultReceptionist(
                new CallSettings(
                        TENANT,
                        standard.language(),
                        standard.voice(),
                        standard.greeting(),
                        instructions(settings, texts, calls.language()),
                        standard.engineOptions(),
                        settings.network().toolTimeout(),
                        standard.acknowledgeAfter(),
                        calls.silenceBudget(),
                        standard.engineDeadline(),
                        calls.patience()),
                tools,
                ledger,
                calls.ringing().ringing());
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

    Reception.Welcome welcome() {
        return new Reception.Welcome(calls, tools.allowed(TENANT), ledger, ringing);
    }

    @Override
    public Reception receive(LegInfo caller) {
        return welcome();
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }
}
