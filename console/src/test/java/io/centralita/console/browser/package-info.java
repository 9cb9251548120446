/// What tests in a real browser need: a Chromium, a microphone made of files, screenshots, the
/// accessibility check. In the console's test-jar, so that other rooms' tests use it as well.
///
/// Threads: Playwright is not thread-safe. Everything here belongs to the test's thread.
@NullMarked
package io.centralita.console.browser;

import org.jspecify.annotations.NullMarked;
