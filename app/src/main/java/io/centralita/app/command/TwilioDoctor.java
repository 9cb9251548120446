package io.centralita.app.command;

import io.centralita.app.doctor.Examination;
import io.centralita.app.doctor.PublicUrlChecks;
import io.centralita.app.doctor.TwilioChecks;
import io.centralita.app.doctor.TwilioNumbers;
import io.centralita.app.server.StandIn;
import io.centralita.app.server.StartFailure;
import io.centralita.app.settings.Settings;
import io.centralita.call.scope.Time;
import io.centralita.channel.twilio.rest.RestFailure;
import io.centralita.channel.twilio.rest.TwilioRest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;

/// What the doctor does about Twilio: looks, and sends a number's calls here where that is wanted.
final class TwilioDoctor {
    private final Terminal terminal;
    private final Settings settings;
    private final boolean yes;
    private final InputStream in;

    /// @param yes nobody is asked before something is changed
    /// @param in where somebody agrees
    TwilioDoctor(Terminal terminal, Settings settings, boolean yes, InputStream in) {
        this.terminal = terminal;
        this.settings = settings;
        this.yes = yes;
        this.in = in;
    }

    /// @param way whether to look at the way from outside too: with a server of our own in place of
    ///   one that is not running
    void examine(Examination examination, boolean way) throws InterruptedException, StartFailure {
        var rest = settings.twilio().rest();
        try (var twilio = rest == null ? null : new TwilioRest(rest)) {
            var messages = terminal.messages();
            examination.run(new TwilioChecks(settings, messages, Time.SYSTEM, twilio).checks());
            if (way) {
                look(examination);
            }
        }
    }

    private void look(Examination examination) throws InterruptedException, StartFailure {
        var http = settings.http();
        var host = "0.0.0.0".equals(http.host()) ? "127.0.0.1" : http.host();
        var here = URI.create("http://" + host + ":" + http.port());
        var checks = new PublicUrlChecks(settings, terminal.messages(), here).checks();
        if (isFree(http.host(), http.port())) {
            try (var _ = StandIn.start(settings)) {
                examination.run(checks);
            }
        } else {
            examination.run(checks);
        }
    }

    private static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Sends the calls of a number here, once somebody has agreed.
    ///
    /// @return whether that is done
    boolean fix(String number) throws InterruptedException, IOException {
        var rest = settings.twilio().rest();
        if (rest == null || settings.http().publicUrl() == null) {
            return refuse("unset");
        }
        try (var twilio = new TwilioRest(rest)) {
            var wanted = number.replace(" ", "");
            var found =
                    twilio.numbers().stream().filter(one -> one.number().equals(wanted)).findAny();
            if (found.isEmpty()) {
                return refuse("unknown", number);
            }
            if (found.get().diverted()) {
                return refuse("diverted", number);
            }
            var house = TwilioNumbers.of(settings);
            terminal.say(text("now", number, house.state(found.get(), terminal.messages())));
            terminal.say(text("then", house.voiceUrl(), house.statusUrl()));
            if (!yes && !agreed()) {
                return refuse("left");
            }
            twilio.point(found.get().sid(), house.voiceUrl(), house.statusUrl());
            terminal.say(text("done", number));
            return true;
        } catch (RestFailure failure) {
            return refuse("failed", failure.reason().word());
        }
    }

    private boolean agreed() throws IOException {
        terminal.say(text("ask"));
        var answer =
                new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
        return answer != null
                && List.of(text("yes").split(" "))
                        .contains(answer.strip().toLowerCase(Locale.ROOT));
    }

    private boolean refuse(String key, Object... arguments) {
        terminal.say(text(key, arguments));
        return false;
    }

    private String text(String key, Object... arguments) {
        return terminal.messages().text("doctor.twilio.fix." + key, arguments);
    }
}
