package io.centralita.app.server;

import io.centralita.channel.realtime.Rights;
import io.centralita.channel.webrtc.VoiceGuard;
import io.centralita.console.voice.VoiceAccess;
import io.centralita.console.voice.VoiceVerdict;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/// Lets those call from a page whom the console lets: people who may use it, and whoever has a
/// token of a tenant's site. The console's own may do everything to their call, pages what pages
/// do.
record VoiceDoor(VoiceAccess access) implements VoiceGuard {
    @Override
    public void begin(RoutingContext request, Optional<String> tenant, Consumer<Verdict> then) {
        access.begin(request, tenant, verdict -> then.accept(of(verdict)));
    }

    @Override
    public void again(RoutingContext request, String holder, Consumer<Verdict> then) {
        access.again(request, holder, verdict -> then.accept(of(verdict)));
    }

    private static Verdict of(VoiceVerdict verdict) {
        return switch (verdict) {
            case VoiceVerdict.Admitted(var holder, var tenant, var language, var caller) ->
                    new Verdict.Admitted(holder, tenant, language, caller, rights(holder));
            case VoiceVerdict.Refused(var refusal) ->
                    new Verdict.Refused(
                            refusal.status(),
                            refusal.error(),
                            refusal.message(),
                            refusal.remedy(),
                            refusal.retryAfter());
        };
    }

    private static Rights rights(String holder) {
        return holder.equals(VoiceVerdict.CONSOLE) ? Rights.CONSOLE : Rights.PAGE;
    }
}
