package io.centralita.channel.asterisk;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/// Names what we make in Asterisk: application, process, what it is, a number
/// (`centralita-4f2c91d0.m17`). So whatever an earlier process left behind is known as such, and
/// events find their owner before a request is answered. Thread-safe.
final class Ids {
    private final String process;
    private final String own;
    private final Pattern ofApplication;
    private final AtomicLong made = new AtomicLong();

    /// @param process eight letters or digits
    Ids(String application, String process) {
        var name = application.replaceAll("[^A-Za-z0-9_-]", "_");
        this.process = process;
        own = name + "-" + process + ".";
        ofApplication = Pattern.compile(Pattern.quote(name) + "-([a-z0-9]{8})\\.([a-z])[0-9]+");
    }

    static Ids ofThisProcess(String application) {
        var process = UUID.randomUUID().toString().substring(0, 8).toLowerCase(Locale.ROOT);
        return new Ids(application, process);
    }

    /// A channel of audio.
    String media() {
        return next('m');
    }

    String bridge() {
        return next('b');
    }

    /// A channel to a person.
    String person() {
        return next('p');
    }

    /// A channel that only listens.
    String listener() {
        return next('l');
    }

    /// A recording or something that is played.
    String sound() {
        return next('s');
    }

    private String next(char what) {
        return own + what + made.incrementAndGet();
    }

    /// Whether a process of this application made it, this one or an earlier one. The other half of
    /// a Local channel (`…;2`) is Asterisk's: it may even call us.
    boolean isOfApplication(String id) {
        return ofApplication.matcher(id).matches();
    }

    String process() {
        return process;
    }

    /// The process that made it; empty where it is not of this application.
    String processOf(String id) {
        var matcher = ofApplication.matcher(id);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /// Whether this process made it.
    boolean isOwn(String id) {
        return id.startsWith(own);
    }

    /// Whether it is a channel's, and of this application.
    boolean isChannel(String id) {
        var matcher = ofApplication.matcher(id);
        return matcher.matches() && "mpl".contains(matcher.group(2));
    }

    /// Whether it is a channel to a person.
    boolean isPerson(String id) {
        var matcher = ofApplication.matcher(id);
        return matcher.matches() && matcher.group(2).equals("p");
    }
}
