package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.SpeechSettings.Choice;
import io.centralita.app.settings.SpeechSettings.Server;
import io.centralita.app.text.Messages;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.speech.SpeechFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether the servers that hear and speak in the engine `pipeline` would serve a call. Nothing of
/// it costs anything but the spoken sentence, which has to be asked for.
public final class SpeechChecks {
    private static final String HEARING = "STT";
    private static final String SPEAKING = "TTS";

    private final Settings settings;
    private final Messages messages;
    private final boolean speak;

    /// @param speak have one sentence spoken, and written down
    public SpeechChecks(Settings settings, Messages messages, boolean speak) {
        this.settings = settings;
        this.messages = messages;
        this.speak = speak;
    }

    /// Whether calls use servers for it.
    public boolean isConfigured() {
        var calls = settings.calls();
        return settings.speech().usesServers()
                && (calls.engine() == EngineChoice.PIPELINE
                        || calls.fallback().contains(EngineChoice.PIPELINE));
    }

    /// Of those that are used; a note where none is.
    public List<Check> checks() {
        var speech = settings.speech();
        var checks = new ArrayList<Check>();
        if (speech.recogniser().order().contains(Choice.OPENAI)) {
            var server = speech.recogniser().server();
            var model = speech.recogniser().model();
            checks.add(check("known", HEARING, () -> known(HEARING, server, model)));
        }
        if (speech.synthesiser().order().contains(Choice.OPENAI)) {
            var server = speech.synthesiser().server();
            var model = speech.synthesiser().options().model();
            checks.add(check("known", SPEAKING, () -> known(SPEAKING, server, model)));
        }
        if (checks.isEmpty()) {
            checks.add(check("known", HEARING + ", " + SPEAKING, () -> note("doctor.speech.none")));
        } else {
            checks.add(
                    new Check(
                            messages.text("doctor.speech.sentence"),
                            () -> speak ? spoken() : note("doctor.speech.unspoken")));
        }
        return checks;
    }

    private Check check(String what, String which, Check.Look look) {
        return new Check(messages.text("doctor.speech." + what, which), look);
    }

    private Finding note(String key) {
        return new Finding.Note(messages.text(key));
    }

    private Finding known(String which, Server server, String model) throws InterruptedException {
        var host = server.baseUrl().getHost();
        ModelDirectory.Answer answer;
        try {
            answer =
                    ModelDirectory.ask(
                            ModelDirectory.address(server.baseUrl(), model),
                            server.apiKey(),
                            server.auth());
        } catch (IOException e) {
            return new Finding.Fail(
                    host + ": " + e.getClass().getSimpleName(), remedy("unreachable", which, host));
        }
        return switch (answer.status()) {
            case 200 -> new Finding.Pass(messages.text("doctor.openai.known", model, host));
            // A server of one's own that has no list of models shows below what it can do.
            case 404, 405, 501 ->
                    answer.code().isEmpty()
                            ? new Finding.Note(messages.text("doctor.openai.untold", host))
                            : refused(which, host, answer.status(), answer.code());
            default -> refused(which, host, answer.status(), answer.code());
        };
    }

    private Finding refused(String which, String host, int status, String code) {
        return new Finding.Fail(
                host + ": HTTP " + status + (code.isEmpty() ? "" : " " + code),
                forStatus(which, status, host));
    }

    private Finding spoken() throws Exception {
        var language = settings.calls().language();
        var sentence = new BundledTexts().text("call.greeting", language);
        try (var probe = new SpeechProbe(settings)) {
            SpeechProbe.Spoken spoken;
            try {
                spoken = probe.speak(sentence);
            } catch (SpeechProbe.Failure e) {
                return failed(SPEAKING, e);
            }
            var said =
                    messages.text(
                            "doctor.openai.spoke",
                            spoken.toFirstAudio().toMillis(),
                            spoken.audio().toMillis() / 1_000.0);
            if (!probe.hears()) {
                return new Finding.Pass(said);
            }
            try {
                var heard = probe.hear(spoken);
                return heard.text().isBlank()
                        ? new Finding.Fail(
                                said + " " + messages.text("doctor.speech.deaf"),
                                remedy("deaf", HEARING))
                        : new Finding.Pass(
                                said
                                        + " "
                                        + messages.text(
                                                "doctor.speech.heard",
                                                heard.took().toMillis(),
                                                heard.text()));
            } catch (SpeechProbe.Failure e) {
                return failed(HEARING, e);
            }
        }
    }

    private Finding failed(String which, SpeechProbe.Failure failure) {
        var detail = which + ": " + failure.getMessage();
        if (!(failure.getCause() instanceof SpeechFault fault)) {
            return new Finding.Fail(detail, messages.text("doctor.remedy.fault"));
        }
        var host = (which.equals(HEARING) ? hearing() : speaking()).baseUrl().getHost();
        return new Finding.Fail(
                detail,
                switch (fault.failure()) {
                    case EngineFailure.Unreachable _ -> remedy("unreachable", which, host);
                    case EngineFailure.RateLimited _ -> remedy("rate", which);
                    case EngineFailure.Rejected(var code) when code.startsWith("http-") ->
                            forStatus(which, status(code), host);
                    case EngineFailure.Rejected _ -> remedy("unusable", which);
                    case EngineFailure.Broken _ -> messages.text("doctor.remedy.fault");
                });
    }

    private Server hearing() {
        return settings.speech().recogniser().server();
    }

    private Server speaking() {
        return settings.speech().synthesiser().server();
    }

    /// `http-404:model_not_found`
    private static int status(String code) {
        return Integer.parseInt(code.substring("http-".length()).split(":", 2)[0]);
    }

    private String forStatus(String which, int status, String host) {
        return switch (status) {
            case 401, 403 -> remedy("key", which);
            case 404 -> remedy("model", which, host);
            case 429 -> remedy("rate", which);
            default ->
                    status >= 500 ? remedy("unreachable", which, host) : remedy("rejected", which);
        };
    }

    private String remedy(String key, @Nullable Object... arguments) {
        return messages.text("doctor.speech.remedy." + key, arguments);
    }
}
