package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Keys.EngineChoice;
import io.centralita.app.settings.Settings;
import io.centralita.app.text.Messages;
import io.centralita.call.cost.PriceList;
import io.centralita.call.engine.EngineFailure;
import io.centralita.call.engine.Usage;
import io.centralita.call.engine.UsageKind;
import io.centralita.call.scope.Time;
import io.centralita.call.text.BundledTexts;
import io.centralita.engine.openai.Models;
import io.centralita.engine.openai.OpenAiEngine;
import io.centralita.engine.openai.OpenAiSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Whether the realtime model would serve a call. Nothing of it costs anything but the spoken
/// sentence, which has to be asked for.
public final class OpenAiChecks {
    private static final String OPENAI = "api.openai.com";
    private static final Duration LARGEST_SKEW = Duration.ofSeconds(60);
    private static final long CLOSING_S = 5;

    private final Settings settings;
    private final Messages messages;
    private final Map<String, String> environment;
    private final boolean speak;

    /// @param environment of this process, for hints about proxies
    /// @param speak have each model say one sentence, for a fraction of a cent
    public OpenAiChecks(
            Settings settings, Messages messages, Map<String, String> environment, boolean speak) {
        this.settings = settings;
        this.messages = messages;
        this.environment = Map.copyOf(environment);
        this.speak = speak;
    }

    /// Whether calls use it.
    public boolean isConfigured() {
        return uses(EngineChoice.OPENAI) || uses(EngineChoice.OPENAI_FALLBACK);
    }

    /// Of the model that is used, of the second one where that is used, and of the first one in any
    /// case where nobody uses either.
    public List<Check> checks() {
        var checks = new ArrayList<Check>();
        if (uses(EngineChoice.OPENAI) || !isConfigured()) {
            checks.addAll(checks(settings.openAi().main()));
        }
        if (uses(EngineChoice.OPENAI_FALLBACK)) {
            checks.addAll(checks(settings.openAi().fallback()));
        }
        return checks;
    }

    private boolean uses(EngineChoice engine) {
        var calls = settings.calls();
        return calls.engine() == engine || calls.fallback().contains(engine);
    }

    private List<Check> checks(OpenAiSettings model) {
        if (!settings.openAi().usable()) {
            return List.of(check("model", model, () -> fail("no-key", "key")));
        }
        return List.of(
                check("model", model, () -> known(model)),
                check("session", model, () -> session(model)),
                check("speech", model, () -> speech(model)),
                check("prices", model, () -> priced(model)));
    }

    private Check check(String what, OpenAiSettings model, Check.Look look) {
        return new Check(messages.text("doctor.openai." + what, model.name()), look);
    }

    private Finding known(OpenAiSettings settings) throws InterruptedException {
        var name = settings.options().model();
        var unfit = Models.unfit(name);
        var isName = settings.auth() == OpenAiSettings.Auth.BEARER; // Azure's are deployments
        if (isName && unfit.isPresent()) {
            return new Finding.Fail(
                    name + ": " + unfit.get().why(), remedy("model", unfit.get().instead()));
        }
        var place = ModelDirectory.address(settings).getHost();
        ModelDirectory.Answer answer;
        try {
            answer = ModelDirectory.ask(settings);
        } catch (SSLException e) {
            return new Finding.Fail(
                    place + ": " + e.getClass().getSimpleName(), remedy("tls") + proxyHint());
        } catch (IOException e) {
            return new Finding.Fail(
                    place + ": " + e.getClass().getSimpleName(), unreachable(place));
        }
        var skew = answer.date().map(date -> Duration.between(date, Instant.now()).abs());
        if (skew.isPresent() && skew.get().compareTo(LARGEST_SKEW) > 0) {
            return new Finding.Fail(
                    messages.text("doctor.openai.clock", skew.get().toSeconds()), remedy("clock"));
        }
        if (answer.status() == 404 && !place.equals(OPENAI)) {
            return new Finding.Note(messages.text("doctor.openai.untold", place));
        }
        return answer.status() == 200
                ? new Finding.Pass(messages.text("doctor.openai.known", name, place))
                : new Finding.Fail(
                        place + ": HTTP " + answer.status() + " " + answer.code(),
                        forStatus(answer.status(), place));
    }

    private Finding session(OpenAiSettings model) throws Exception {
        return withProbe(
                model,
                probe -> {
                    var failure = probe.opened();
                    return failure == null
                            ? new Finding.Pass(
                                    messages.text("doctor.openai.open", model.options().voice()))
                            : failed(model, failure);
                });
    }

    private Finding speech(OpenAiSettings model) throws Exception {
        if (!speak) {
            return new Finding.Note(messages.text("doctor.openai.unspoken"));
        }
        return withProbe(
                model,
                probe -> {
                    var failure = probe.opened();
                    return failure == null ? spoken(model, probe.speak()) : failed(model, failure);
                });
    }

    private Finding spoken(OpenAiSettings model, ModelProbe.Spoken spoken) {
        if (spoken.failure() != null) {
            return failed(model, spoken.failure());
        }
        if (spoken.toFirstAudio() == null) {
            return fail("mute", "mute");
        }
        return new Finding.Pass(
                messages.text(
                                "doctor.openai.spoke",
                                spoken.toFirstAudio().toMillis(),
                                spoken.audio().toMillis() / 1_000.0)
                        + cost(spoken.used())
                                .map(sum -> " " + messages.text("doctor.openai.cost", sum))
                                .orElse(""));
    }

    private Optional<String> cost(List<Usage> used) {
        var prices = prices();
        var sum = BigDecimal.ZERO;
        for (var usage : used) {
            var money = prices.flatMap(list -> list.cost(usage));
            if (money.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.add(money.get().amount());
        }
        var rounded = sum.setScale(4, RoundingMode.UP).toPlainString();
        return prices.map(list -> rounded + " " + list.currency());
    }

    private Finding priced(OpenAiSettings model) {
        var prices = prices();
        if (prices.isEmpty()) {
            return fail("no-prices", "prices");
        }
        var without = new ArrayList<String>();
        var speech = model.options().model();
        if (!KnownPrices.has(prices.get(), speech, UsageKind.INPUT_AUDIO, UsageKind.OUTPUT_AUDIO)) {
            without.add(speech);
        }
        var writer = model.options().transcription();
        if (!writer.isEmpty()
                && !KnownPrices.has(
                        prices.get(), writer, UsageKind.INPUT_AUDIO, UsageKind.OUTPUT_TEXT)
                && !KnownPrices.has(prices.get(), writer, UsageKind.TRANSCRIBED_MS)) {
            without.add(writer);
        }
        if (without.isEmpty()) {
            return new Finding.Pass(
                    messages.text(
                            "doctor.openai.priced",
                            writer.isEmpty() ? speech : speech + ", " + writer,
                            prices.get().currency()));
        }
        var detail = messages.text("doctor.openai.unpriced", String.join(", ", without));
        var caps = settings.spending().caps();
        return caps.perCall() == null && caps.perDay() == null
                ? new Finding.Note(detail)
                : new Finding.Fail(detail, remedy("prices"));
    }

    private Optional<PriceList> prices() {
        return KnownPrices.of(settings.spending());
    }

    @FunctionalInterface
    private interface Probing {
        Finding look(ModelProbe probe) throws InterruptedException;
    }

    private Finding withProbe(OpenAiSettings model, Probing probing) throws Exception {
        var vertx = Vertx.vertx();
        var language = settings.calls().language();
        var sentence = new BundledTexts().text("call.greeting", language);
        try (var engine = new OpenAiEngine(vertx, model, Time.SYSTEM);
                var probe = new ModelProbe(engine, language, sentence)) {
            return probing.look(probe);
        } finally {
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(CLOSING_S, TimeUnit.SECONDS);
        }
    }

    private Finding failed(OpenAiSettings model, EngineFailure failure) {
        var place = ModelDirectory.address(model).getHost();
        var detail = place + ": " + failure.word();
        return new Finding.Fail(
                detail,
                switch (failure) {
                    case EngineFailure.Unreachable _ -> unreachable(place);
                    case EngineFailure.RateLimited _ -> remedy("rate");
                    case EngineFailure.Rejected(var code) when code.startsWith("http-") ->
                            forStatus(Integer.parseInt(code.substring("http-".length())), place);
                    case EngineFailure.Rejected _ -> remedy("rejected");
                    case EngineFailure.Broken _ -> messages.text("doctor.remedy.fault");
                });
    }

    private String forStatus(int status, String place) {
        return switch (status) {
            case 401 -> remedy("key");
            case 403 -> remedy("rights");
            case 404 -> remedy("model", Models.recommended());
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

    private Finding fail(String detail, String remedy) {
        return new Finding.Fail(messages.text("doctor.openai." + detail), remedy(remedy));
    }

    private String remedy(String key, @Nullable Object... arguments) {
        return messages.text("doctor.openai.remedy." + key, arguments);
    }
}
