package io.centralita.app.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.centralita.console.browser.FakeMicrophone;
import io.centralita.console.client.CallPage;
import io.centralita.media.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A person at a page with `<centralita-call>` that calls a whole server.
final class CallingPage {
    static final String QUESTION = "¿Cuántos clientes activos hay?";

    /// How the answer begins, whatever the demonstration network counts at that moment.
    static final Pattern ANSWER = Pattern.compile("^Hay \\d+ clientes activos");

    static final String HTML =
            """
            <!doctype html><html lang="es"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Una página de un cliente</title><link rel="icon" href="data:,">
            <style>body { max-width: 27rem; margin: 2rem auto; font-family: system-ui, sans-serif; background: #edf1f0; }</style>
            <script type="module" src="%s/voice/centralita-call.js"></script></head>
            <body><h1>Fibra del Norte</h1><centralita-call></centralita-call></body></html>
            """;

    private static final double PATIENCE_MS = 30_000;

    /// What a microphone hears while nobody speaks; nothing at all would be a broken one.
    private static final int ROOM_LEVEL = 30;

    private final CallPage page;

    private CallingPage(CallPage page) {
        this.page = page;
    }

    /// A page of the house's own.
    static CallingPage of(BrowserHouse house, BrowserContext person) {
        var url = house.server.url().resolve("/try.html").toString();
        person.route(
                url,
                route ->
                        route.fulfill(
                                new Route.FulfillOptions()
                                        .setContentType("text/html; charset=utf-8")
                                        .setBody(HTML.formatted(""))));
        return at(url, person);
    }

    /// A page of whoever serves it.
    static CallingPage at(String url, BrowserContext person) {
        person.setDefaultTimeout(PATIENCE_MS);
        person.addInitScript(script("ear.js"));
        return new CallingPage(CallPage.open(person, url));
    }

    private static String script(String name) {
        try (var in = CallingPage.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What they do, see and hear.
    CallPage person() {
        return page;
    }

    Page page() {
        return page.page();
    }

    /// Less patience, or more, than usual, in ms.
    CallingPage timings(Map<String, Integer> timings) {
        page.evaluate(
                "document.querySelector('centralita-call').timings = {%s}"
                        .formatted(
                                timings.entrySet().stream()
                                        .map(one -> one.getKey() + ":" + one.getValue())
                                        .collect(Collectors.joining(","))));
        return this;
    }

    /// Calls, and is put through.
    CallingPage calls() {
        page.call().is("talking");
        return this;
    }

    /// Waits for the answer among the captions.
    CallingPage isAnswered() {
        page().getByText(ANSWER).first().waitFor();
        return this;
    }

    /// Waits until the assistant's voice is heard.
    CallingPage hearsTheVoice() {
        page().waitForFunction("async () => (await spy.hear()).rms > 0.02");
        return this;
    }

    /// Of the call that is going on, or went on last, in the switchboard's reports.
    String id() {
        return (String) page.evaluate("document.querySelector('centralita-call').session.id");
    }

    /// Hangs up: nothing of it is left here or at the server, and the report says who ended it.
    JsonNode hangsUp(BrowserHouse house) throws Exception {
        var id = id();
        page.press("Colgar").is("ended").sees("Has colgado.").leavesNothing();
        house.awaitNothing(id);
        var report = house.report(id);
        assertThat(report.path("endedBy").asText()).isEqualTo("caller");
        assertThat(report.path("reason").asText()).isEqualTo("hung-up");
        return report;
    }

    /// A second of a room in which nobody speaks.
    static short[] room() {
        var chance = new Random(7);
        var samples = new short[FakeMicrophone.RATE_HZ];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) chance.nextInt(-ROOM_LEVEL, ROOM_LEVEL + 1);
        }
        return samples;
    }

    /// Words for a microphone, after a pause.
    static short[] after(Duration pause, String words) throws Exception {
        var spoken =
                new Recording(BrowserHouse.RATE_HZ, BrowserHouse.spoken(words))
                        .at(FakeMicrophone.RATE_HZ)
                        .samples();
        int before = Math.toIntExact(pause.toMillis() * FakeMicrophone.RATE_HZ / 1_000);
        var whole = new short[before + spoken.length];
        System.arraycopy(spoken, 0, whole, before, spoken.length);
        return whole;
    }
}
