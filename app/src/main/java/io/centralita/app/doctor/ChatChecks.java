package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.UsageKind;
import io.centralita.engine.chat.ChatSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Whether the chat model of the pipeline would serve a call: address, key, name, and whether it
/// answers in a stream and asks for tools. The answer costs a fraction of a cent where the model
/// wants a key, and has to be asked for there.
public final class ChatChecks {
    private final Settings settings;
    private final Messages messages;
    private final Map<String, String> environment;
    private final boolean answer;

    /// @param environment of this process, for hints about proxies
    /// @param answer have it answer even where that costs something
    public ChatChecks(
            Settings settings, Messages messages, Map<String, String> environment, boolean answer) {
        this.settings = settings;
        this.messages = messages;
        this.environment = Map.copyOf(environment);
        this.answer = answer;
    }

    /// Whether calls use it.
    public boolean isConfigured() {
        var calls = settings.calls();
        return calls.engine() == EngineChoice.PIPELINE
                || calls.fallback().contains(EngineChoice.PIPELINE);
    }

    public List<Check> checks() {
        var chat = settings.chat();
        if (chat == null) {
            return List.of(check("model", () -> fail("unset", "unset")));
        }
        return List.of(
                check("model", () -> known(chat)),
                check("answer", () -> answers(chat)),
                check("prices", () -> priced(chat)));
    }

    private Check check(String what, Check.Look look) {
        return new Check(messages.text("doctor.chat." + what), look);
    }

    private Finding known(ChatSettings chat) throws InterruptedException {
        var place = place(chat);
        ModelDirectory.Answer found;
        try {
            found = ModelDirectory.ask(chat);
        } catch (SSLException e) {
            return new Finding.Fail(
                    place + ": " + e.getClass().getSimpleName(), remedy("tls") + proxyHint());
        } catch (IOException e) {
            return new Finding.Fail(
                    place + ": " + e.getClass().getSimpleName(), unreachable(place));
        }
        if (found.status() == 404 && !found.code().equals("model_not_found")) {
            return new Finding.Note(messages.text("doctor.chat.untold", place));
        }
        return found.status() == 200
                ? new Finding.Pass(messages.text("doctor.chat.known", chat.model(), place))
                : new Finding.Fail(
                        place + ": HTTP " + found.status() + " " + found.code(),
                        forStatus(found.status(), place));
    }

    private Finding answers(ChatSettings chat) throws InterruptedException {
        if (!answer && !chat.apiKey().value().isEmpty()) {
            return new Finding.Note(messages.text("doctor.chat.unasked"));
        }
        var reply = ChatProbe.ask(chat, settings.calls().language());
        if (reply.failure() != null) {
            return failed(chat, reply.failure());
        }
        var toFirst = reply.toFirst();
        if (toFirst == null) {
            return fail("mute", "mute");
        }
        return reply.called()
                ? new Finding.Pass(messages.text("doctor.chat.called", toFirst.toMillis()))
                : new Finding.Fail(
                        messages.text("doctor.chat.talked", toFirst.toMillis()), remedy("tools"));
    }

    private Finding priced(ChatSettings chat) {
        if (chat.apiKey().value().isEmpty()) {
            return new Finding.Note(messages.text("doctor.chat.free"));
        }
        var prices = KnownPrices.of(settings.spending());
        if (prices.isEmpty()) {
            return new Finding.Fail(
                    messages.text("doctor.openai.no-prices"),
                    messages.text("doctor.openai.remedy.prices"));
        }
        if (KnownPrices.has(
                prices.get(), chat.model(), UsageKind.INPUT_TEXT, UsageKind.OUTPUT_TEXT)) {
            return new Finding.Pass(
                    messages.text("doctor.openai.priced", chat.model(), prices.get().currency()));
        }
        var detail = messages.text("doctor.openai.unpriced", chat.model());
        var caps = settings.spending().caps();
        return caps.perCall() == null && caps.perDay() == null
                ? new Finding.Note(detail)
                : new Finding.Fail(detail, messages.text("doctor.openai.remedy.prices"));
    }

    private Finding failed(ChatSettings chat, EngineFailure failure) {
        var place = place(chat);
        return new Finding.Fail(
                place + ": " + failure.word(),
                switch (failure) {
                    case EngineFailure.Unreachable _ -> unreachable(place);
                    case EngineFailure.RateLimited _ -> remedy("rate");
                    case EngineFailure.Rejected(var code) when code.startsWith("http-") ->
                            forStatus(Integer.parseInt(code.substring("http-".length())), place);
                    case EngineFailure.Rejected(var code) when code.equals("insufficient_quota") ->
                            remedy("rate");
                    case EngineFailure.Rejected _ -> remedy("rejected");
                    case EngineFailure.Broken _ -> remedy("garbage", place);
                });
    }

    private String forStatus(int status, String place) {
        return switch (status) {
            case 401 -> remedy("key");
            case 403 -> remedy("rights");
            case 404 -> remedy("model");
            case 429 -> remedy("rate");
            default -> status >= 500 ? remedy("server") : remedy("address", place);
        };
    }

    private String unreachable(String place) {
        return remedy("unreachable", place) + proxyHint();
    }

    /// Calls connect directly, whatever the environment says.
    private String proxyHint() {
        for (var name : List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                return " " + messages.text("doctor.openai.proxy", name);
            }
        }
        return "";
    }

    private static String place(ChatSettings chat) {
        return chat.baseUrl().getHost();
    }

    private Finding fail(String detail, String remedy) {
        return new Finding.Fail(messages.text("doctor.chat." + detail), remedy(remedy));
    }

    private String remedy(String key, @Nullable Object... arguments) {
        return messages.text("doctor.chat.remedy." + key, arguments);
    }
}
