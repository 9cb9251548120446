package io.centralita.app.doctor;

import io.centralita.app.doctor.Check.Finding;
import io.centralita.app.settings.Settings;
import io.centralita.app.settings.Settings.Secret;
import io.centralita.app.text.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import javax.net.ssl.SSLException;

/// Whether Twilio gets through to this server: address, signature, stream. As far as that can be
/// told from here: a firewall that lets this machine out and in may still keep Twilio out.
public final class PublicUrlChecks {
    private static final String ANOTHER_TOKEN = "not the token";

    private final Settings settings;
    private final Messages messages;
    private final URI here;

    /// @param here where the server answers on this machine
    public PublicUrlChecks(Settings settings, Messages messages, URI here) {
        this.settings = settings;
        this.messages = messages;
        this.here = here;
    }

    public List<Check> checks() {
        var url = settings.http().publicUrl();
        if (url == null) {
            return List.of(check("public", () -> fail("no-url", "remedy.no-url")));
        }
        var token = settings.twilioAuthToken();
        if (token == null) {
            return List.of(
                    check("public", () -> probed(probe -> reached(probe, url))),
                    check("signature", () -> fail("no-token", "remedy.no-token")));
        }
        return List.of(
                check("public", () -> probed(probe -> reached(probe, url))),
                check("signature", () -> probed(probe -> signed(probe, url, token))),
                check("stream", () -> probed(probe -> streams(probe, url, token))));
    }

    private Check check(String what, Check.Look look) {
        return new Check(text("check." + what), look);
    }

    @FunctionalInterface
    private interface Look {
        Finding with(OutsideProbe probe) throws IOException, InterruptedException;
    }

    private Finding probed(Look look) throws InterruptedException {
        try (var probe = new OutsideProbe()) {
            return look.with(probe);
        } catch (SSLException e) {
            return new Finding.Fail(e.getClass().getSimpleName(), text("remedy.tls"));
        } catch (IOException e) {
            return new Finding.Fail(
                    e.getClass().getSimpleName(), text("remedy.not-reached", "" + here));
        }
    }

    private Finding reached(OutsideProbe probe, URI url) throws IOException, InterruptedException {
        if (url.getScheme().equals("http") && !isThisMachine(url.getHost())) {
            return new Finding.Fail(url.toString(), text("remedy.https"));
        }
        var inside = probe.instance(here);
        var outside = probe.instance(url);
        if (outside.isEmpty()) {
            return new Finding.Fail(url.toString(), text("remedy.somebody", "" + here));
        }
        return outside.equals(inside)
                ? new Finding.Pass(text("reached", url))
                : new Finding.Fail(text("another", url), text("remedy.another", "" + here));
    }

    private Finding signed(OutsideProbe probe, URI url, Secret token)
            throws IOException, InterruptedException {
        int right = probe.report(url, token.value());
        int wrong = probe.report(url, ANOTHER_TOKEN);
        if (right == 403) {
            return fail("signature-refused", "remedy.signature");
        }
        if (right != 204) {
            return new Finding.Fail(text("answers", right), text("remedy.path"));
        }
        return wrong == 403
                ? new Finding.Pass(text("signature-right"))
                : new Finding.Fail(text("wrong-accepted", wrong), text("remedy.wrong-accepted"));
    }

    private Finding streams(OutsideProbe probe, URI url, Secret token) throws InterruptedException {
        int status = probe.upgrade(url, token.value());
        return switch (status) {
            case 101 -> new Finding.Pass(text("stream-opens"));
            case 0 -> fail("stream-silent", "remedy.stream-silent");
            case 403 -> new Finding.Fail(text("answers", status), text("remedy.signature"));
            default -> new Finding.Fail(text("answers", status), text("remedy.stream"));
        };
    }

    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false; // a name
        }
    }

    private Finding fail(String detail, String remedy) {
        return new Finding.Fail(text(detail), text(remedy));
    }

    private String text(String key, Object... arguments) {
        return messages.text("doctor.twilio." + key, arguments);
    }
}
