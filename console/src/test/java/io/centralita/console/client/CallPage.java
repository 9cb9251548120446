package io.centralita.console.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.centralita.console.browser.BrowserRig;
import io.centralita.console.browser.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// A person at a page with `<centralita-call>`: what they do, see and hear.
public final class CallPage {
    /// What a tone may be off by: a bin of the analysis.
    private static final double BIN_HZ = 12;

    private static final double AUDIBLE_RMS = 0.02;

    private final Page page;

    private CallPage(Page page) {
        this.page = page;
    }

    static CallPage open(BrowserRig browser, StandIn server, Look look) {
        return open(browser, server.url("/test/page.html"), look);
    }

    static CallPage open(BrowserRig browser, String url, Look look) {
        return open(browser.person(look), url);
    }

    /// @param url of a page that has the element
    public static CallPage open(BrowserContext person, String url) {
        var page = person.newPage();
        page.addInitScript(script());
        page.navigate(url);
        page.waitForFunction("customElements.get('centralita-call') !== undefined");
        return new CallPage(page);
    }

    private static String script() {
        try (var in = CallPage.class.getResourceAsStream("spy.js")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Page page() {
        return page;
    }

    /// The button whose name has this in it.
    public Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
    }

    public CallPage press(String name) {
        button(name).click();
        return this;
    }

    /// With the element's own settings changed.
    public CallPage with(String attribute, String value) {
        page.locator("centralita-call")
                .evaluate(
                        "(element, [name, value]) => element.setAttribute(name, value)",
                        List.of(attribute, value));
        return this;
    }

    /// Presses the button to call, whatever it is called now.
    public CallPage call() {
        page.locator("button.call").click();
        return this;
    }

    /// Looks at the line's statistics more often than usual.
    void looksOften(StandIn server) {
        page.evaluate(
                "import('%s').then(({ Line }) => { Line.LOOKS_MS = [300, 600]; })"
                        .formatted(server.module("line.js")));
    }

    public CallPage types(String text) {
        page.getByRole(AriaRole.TEXTBOX).fill(text);
        page.keyboard().press("Enter");
        return this;
    }

    /// What was said, as it stands there.
    public List<String> captions() {
        return page.locator("li.entry:visible").allInnerTexts().stream()
                .map(text -> text.replaceAll("\\s+", " ").strip())
                .toList();
    }

    /// Waits until the page shows this somewhere.
    public CallPage sees(String text) {
        page.getByText(text).first().waitFor();
        return this;
    }

    public CallPage seesNo(String text) {
        page.getByText(text)
                .first()
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
        return this;
    }

    public CallPage is(String state) {
        page.waitForFunction(
                "state => document.querySelector('centralita-call').state === state", state);
        return this;
    }

    /// Waits until a tone of this height is heard.
    public CallPage hears(double hz) {
        page.waitForFunction(
                "async ([hz, bin, rms]) => { const heard = await spy.hear();"
                        + " return heard.rms > rms && Math.abs(heard.hz - hz) < bin; }",
                List.of(hz, BIN_HZ, AUDIBLE_RMS));
        return this;
    }

    public CallPage hearsNothing() {
        page.waitForFunction("async rms => (await spy.hear()).rms < rms / 4", AUDIBLE_RMS);
        return this;
    }

    public Object evaluate(String script) {
        return page.evaluate(script);
    }

    /// Nothing of a call runs any more.
    public void leavesNothing() {
        page.waitForFunction("spy.left().length === 0");
        assertThat(page.evaluate("spy.left()")).isEqualTo(List.of());
    }
}
