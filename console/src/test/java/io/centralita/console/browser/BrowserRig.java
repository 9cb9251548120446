package io.centralita.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// A browser for a test class: `@RegisterExtension static final BrowserRig browser = new
/// BrowserRig();`. One Chromium serves all classes of a run, and is closed at its end; what a test
/// opened is closed after it. Where no Chromium is installed the tests are skipped, and say so.
///
/// After each test no page may have had an error that nobody caught. When a test failed, its pages
/// are found as `target/screenshots/failed-….png`.
public final class BrowserRig implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Namespace NAMESPACE = Namespace.create(BrowserRig.class);
    private static final double PATIENCE_MS = 15_000;

    private final List<BrowserContext> open = new ArrayList<>();
    private final List<BrowserContext> staying = new ArrayList<>();
    private final List<Page> visits = new ArrayList<>();
    private final List<String> uncaught = new ArrayList<>();
    private final List<String> console = new ArrayList<>();
    private @Nullable Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        var executable = Chromium.executable();
        assumeTrue(
                executable.isPresent(),
                "no Chromium; ./centralita test installs one where it may, CHROMIUM names another");
        chromium =
                context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent(
                                Chromium.class,
                                _ -> {
                                    try {
                                        return Chromium.start(executable.get());
                                    } catch (IOException e) {
                                        throw new IllegalStateException("no Chromium started", e);
                                    }
                                },
                                Chromium.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        var errors = List.copyOf(uncaught);
        if (context.getExecutionException().isPresent()) {
            var test = context.getRequiredTestMethod().getName();
            int page = 0;
            var people = new ArrayList<>(open);
            people.addAll(staying);
            for (var browsing : people) {
                for (var shown : browsing.pages()) {
                    screenshot(shown, "failed-" + test + "-" + page++);
                }
            }
            console.forEach(System.err::println);
        }
        visits.forEach(Page::close);
        visits.clear();
        open.forEach(BrowserContext::close);
        open.clear();
        uncaught.clear();
        console.clear();
        if (context.getExecutionException().isEmpty()) {
            assertThat(errors).as("errors that no page caught").isEmpty();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        staying.forEach(BrowserContext::close);
        staying.clear();
    }

    /// As [#person(Look)], who stays until all tests of the class are over.
    public BrowserContext resident(Look look) {
        var resident = person(look);
        open.remove(resident);
        staying.add(resident);
        return resident;
    }

    /// A page of a resident's, for one test.
    public Page visit(BrowserContext resident, String url) {
        var page = resident.newPage();
        visits.add(page);
        page.navigate(url);
        return page;
    }

    /// Another person's browser: cookies, permissions and pages of its own.
    public BrowserContext person(Look look) {
        var options =
                new Browser.NewContextOptions()
                        .setLocale(look.language().toLanguageTag())
                        .setColorScheme(look.scheme())
                        .setReducedMotion(look.motion())
                        .setViewportSize(look.width(), look.height());
        if (look.microphone()) {
            options.setPermissions(List.of("microphone"));
        }
        var person = started().browser().newContext(options);
        person.setDefaultTimeout(PATIENCE_MS);
        person.onWebError(error -> uncaught.add(error.error()));
        person.onConsoleMessage(line -> console.add(line.type() + ": " + line.text()));
        open.add(person);
        return person;
    }

    /// A page in a browser of its own.
    public Page open(String url, Look look) {
        var page = person(look).newPage();
        page.navigate(url);
        return page;
    }

    public FakeMicrophone microphone() {
        return started().microphone();
    }

    /// A name under which the browser reaches this machine without trusting it: no secure context.
    public static String insecureHost() {
        return Chromium.INSECURE_HOST;
    }

    /// Keeps what the page shows, from top to bottom.
    ///
    /// @param name of the file in `target/screenshots`, without its ending
    public Path screenshot(Page page, String name) {
        var file = SCREENSHOTS.resolve(name + ".png");
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(file)
                        .setFullPage(true)
                        .setAnimations(ScreenshotAnimations.DISABLED));
        return file;
    }

    /// As [#screenshot(Page, String)], one part of the page.
    public Path screenshot(Locator part, String name) {
        var file = SCREENSHOTS.resolve(name + ".png");
        part.screenshot(
                new Locator.ScreenshotOptions()
                        .setPath(file)
                        .setAnimations(ScreenshotAnimations.DISABLED));
        return file;
    }

    /// Fails where axe finds an accessibility error in the page, shadow roots included.
    public void assertAccessible(Page page) {
        var violations = new ArrayList<String>();
        for (var rule : new AxeBuilder(page).analyze().getViolations()) {
            rule.getNodes()
                    .forEach(
                            node ->
                                    violations.add(
                                            "%s (%s): %s %s"
                                                    .formatted(
                                                            rule.getId(),
                                                            rule.getImpact(),
                                                            node.getTarget(),
                                                            node.getHtml())));
        }
        assertThat(violations).as("accessibility errors by axe").isEmpty();
    }

    private Chromium started() {
        if (chromium == null) {
            throw new IllegalStateException("the rig has to be a registered, static extension");
        }
        return chromium;
    }
}
