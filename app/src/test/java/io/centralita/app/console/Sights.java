package io.centralita.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.centralita.console.browser.BrowserRig;

/// What there is to be seen in a page.
final class Sights {
    /// Both halves of the live picture have something of their colour.
    static final String BOTH_SIDES_ARE_DRAWN =
            """
            () => {
              const canvas = document.querySelector('canvas.live-wave');
              const pen = canvas?.getContext('2d');
              const loud = (top) => {
                const { data } = pen.getImageData(0, top, canvas.width, canvas.height / 2 - 6);
                let drawn = 0;
                for (let i = 3; i < data.length; i += 4) drawn += data[i] > 200;
                return drawn > 400;
              };
              return pen && canvas.width && loud(0) && loud(canvas.height / 2 + 6);
            }""";

    /// What is shown for a moment only: the figures, and what is looked up.
    static final String REMEMBER_WHAT_PASSES =
            """
            () => {
              window.passed = new Set();
              new MutationObserver(() => {
                for (const one of document.querySelectorAll('.tool-list li.open, .figures dd, .call-row .what')) {
                  passed.add(one.textContent.replace(/\\s+/g, ' ').trim());
                }
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
            }""";

    private Sights() {}

    static void passed(Page page, String pattern) {
        page.waitForFunction(
                "pattern => [...passed].some((text) => new RegExp(pattern).test(text))", pattern);
    }

    static Page.LocatorOptions containing(String text) {
        return new Page.LocatorOptions().setHasText(text);
    }

    static void shownAs(BrowserRig browser, Page page, String name, String first) {
        page.locator(first).first().waitFor(new Locator.WaitForOptions().setTimeout(30_000));
        shown(browser, page, name);
    }

    /// Accessible, nothing sticks out to the side; leaves a picture.
    static void shown(BrowserRig browser, Page page, String name) {
        browser.screenshot(page, name);
        browser.assertAccessible(page);
        var wide =
                (Number)
                        page.evaluate(
                                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(wide.intValue()).as(name + " is too wide").isLessThanOrEqualTo(0);
    }
}
