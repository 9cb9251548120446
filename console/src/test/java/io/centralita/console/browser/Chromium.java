package io.centralita.console.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// One Chromium with a microphone that plays a file. Two run at a time on this machine: a third
/// process waits here until one of them has closed its own.
final class Chromium implements AutoCloseable {
    /// A host name that is not this machine's to the browser, and so is no secure context over
    /// plain HTTP; it leads here all the same.
    static final String INSECURE_HOST = "insecure.test";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    /// Peers on one machine reach each other by loopback, and with addresses that can be read
    /// instead of names made up for each page.
    private static final List<String> FLAGS =
            List.of(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--use-fake-device-for-media-stream",
                    "--disable-features=WebRtcHideLocalIpsWithMdns",
                    "--allow-loopback-in-peer-connection",
                    "--mute-audio",
                    "--host-resolver-rules=MAP " + INSECURE_HOST + " 127.0.0.1");

    private static final int AT_A_TIME = 2;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final FileLock lock;
    private final Playwright playwright;
    private final Browser browser;
    private final FakeMicrophone microphone;

    private Chromium(
            FileLock lock, Playwright playwright, Browser browser, FakeMicrophone microphone) {
        this.lock = lock;
        this.playwright = playwright;
        this.browser = browser;
        this.microphone = microphone;
    }

    /// `CHROMIUM`, or the first one on the path.
    static Optional<Path> executable() {
        var named = System.getenv("CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return NAMES.stream()
                .flatMap(name -> Stream.of(path.split(":")).map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static Chromium start(Path executable) throws IOException {
        var lock = lock();
        try {
            var microphone = FakeMicrophone.create();
            var flags = new ArrayList<>(FLAGS);
            flags.add("--use-file-for-fake-audio-capture=" + microphone.file());
            var playwright =
                    Playwright.create(
                            new Playwright.CreateOptions()
                                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            var browser =
                    playwright
                            .chromium()
                            .launch(
                                    new BrowserType.LaunchOptions()
                                            .setExecutablePath(executable)
                                            .setHeadless(false)
                                            .setArgs(flags));
            return new Chromium(lock, playwright, browser, microphone);
        } catch (IOException | RuntimeException e) {
            lock.release();
            throw e;
        }
    }

    /// The place of one of those that run.
    private static FileLock lock() throws IOException {
        var file = Path.of(System.getProperty("java.io.tmpdir"), "centralita-chromium.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        while (true) {
            for (int place = 0; place < AT_A_TIME; place++) {
                var lock = channel.tryLock(place, 1, false);
                if (lock != null) {
                    return lock;
                }
            }
            LockSupport.parkNanos(PATIENCE.toNanos());
        }
    }

    Browser browser() {
        return browser;
    }

    FakeMicrophone microphone() {
        return microphone;
    }

    @Override
    public void close() {
        try {
            browser.close();
            playwright.close();
        } finally {
            unlock();
        }
    }

    private void unlock() {
        try {
            lock.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
