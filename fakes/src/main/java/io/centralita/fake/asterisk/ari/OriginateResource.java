package io.centralita.fake.asterisk.ari;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.CallerId;
import io.centralita.fake.asterisk.pbx.ChannelState;
import io.centralita.fake.asterisk.pbx.DialString;
import io.centralita.fake.asterisk.pbx.Json;
import io.centralita.fake.asterisk.pbx.Origination;
import io.centralita.fake.asterisk.pbx.Outgoings;
import io.centralita.fake.asterisk.pbx.Pbx;
import io.centralita.fake.asterisk.pbx.Place;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// `POST /channels`, `/channels/{id}`, `/channels/create`, `/channels/{id}/dial`: calls a phone, a
/// place in the dial plan, a media connection.
final class OriginateResource implements Resource {
    private static final int TIMEOUT_S = 30;

    /// `AST_MAX_PUBLIC_UNIQUEID`.
    private static final int LONGEST_ID = 149;

    private static final Answer NO_MEMORY =
            Answer.error(500, "Internal Server Error", "Allocation failed");

    private final Pbx pbx;

    OriginateResource(Pbx pbx) {
        this.pbx = pbx;
    }

    @Override
    public boolean handle(Request request, Consumer<Answer> reply) {
        var path = request.segments();
        if (!path.getFirst().equals("channels") || !request.method().equals("POST")) {
            return false;
        }
        if (path.size() == 3 && path.get(2).equals("dial")) {
            reply.accept(dial(request, path.get(1)));
        } else if (path.size() == 2 && path.get(1).equals("create")) {
            reply.accept(create(request));
        } else if (path.size() <= 2) {
            originate(request, path.size() == 2 ? path.get(1) : request.get("channelId"), reply);
        } else {
            return false;
        }
        return true;
    }

    private void originate(Request request, String id, Consumer<Answer> reply) {
        var problem = problem(request, id);
        if (problem == null && request.get("app").isEmpty() && request.get("extension").isEmpty()) {
            problem = Answer.badRequest("Application or extension must be specified");
        }
        if (problem == null
                && !request.get("originator").isEmpty()
                && pbx.channel(request.get("originator")).isEmpty()) {
            problem = Answer.badRequest("Provided originator channel was not found");
        }
        if (problem == null) {
            problem = taken(request, id);
        }
        var to = pbx.outgoings().dialString(request.get("endpoint"));
        if (problem != null || to.isEmpty()) {
            reply.accept(problem == null ? NO_MEMORY : problem);
            return;
        }
        pbx.outgoings()
                .originate(
                        origination(request, id),
                        to.get(),
                        format(request),
                        timeout(request),
                        place(request),
                        replying(to.get(), reply));
    }

    private static Outgoings.Reply replying(DialString to, Consumer<Answer> reply) {
        return to instanceof DialString.WebSocket
                ? new Made(reply)
                : new Made(answer -> reply.accept(withoutVariables(answer)));
    }

    private Answer create(Request request) {
        var id = request.get("channelId");
        var problem = problem(request, id);
        if (problem == null) {
            problem = taken(request, id);
        }
        if (problem != null) {
            return problem;
        }
        return pbx.outgoings()
                .dialString(request.get("endpoint"))
                .map(
                        to ->
                                Answer.ok(
                                        Json.of(
                                                pbx.outgoings()
                                                        .create(
                                                                origination(request, id),
                                                                to,
                                                                format(request)))))
                .orElse(NO_MEMORY);
    }

    private Answer dial(Request request, String id) {
        var channel = pbx.channel(id);
        if (channel.isEmpty()) {
            return Answer.CHANNEL_NOT_FOUND;
        }
        if (!channel.get().isInStasis()) {
            return Answer.NOT_IN_STASIS;
        }
        if (channel.get().state() != ChannelState.DOWN) {
            return Answer.conflict("Channel is not in the 'Down' state");
        }
        var timeout = Duration.ofSeconds(Math.max(0, request.number("timeout", 0)));
        var caller = pbx.channel(request.get("caller")).orElse(null);
        return pbx.outgoings().dial(channel.get(), caller, timeout)
                ? Answer.NO_CONTENT
                : Answer.conflict("Dialing a channel not created by ARI");
    }

    private static @Nullable Answer problem(Request request, String id) {
        var endpoint = request.get("endpoint");
        if (id.length() > LONGEST_ID || request.get("otherChannelId").length() > LONGEST_ID) {
            return Answer.badRequest("Uniqueid length exceeds maximum of " + LONGEST_ID);
        }
        if (endpoint.isEmpty()) {
            return Answer.badRequest("Endpoint must be specified");
        }
        if (!request.get("originator").isEmpty() && !request.get("formats").isEmpty()) {
            return Answer.badRequest("Originator and formats can't both be specified");
        }
        int slash = endpoint.indexOf('/');
        if (slash < 1 || slash == endpoint.length() - 1) {
            return Answer.badRequest("Invalid endpoint specified");
        }
        for (var format : request.list("formats")) {
            if (Format.named(format).isEmpty()) {
                return Answer.badRequest("Provided format (" + format + ") was not found");
            }
        }
        return null;
    }

    private @Nullable Answer taken(Request request, String id) {
        var other = request.get("otherChannelId");
        return pbx.channel(id).isPresent() || pbx.channel(other).isPresent()
                ? Answer.conflict("Channel with given unique ID already exists")
                : null;
    }

    private static Origination origination(Request request, String id) {
        return new Origination(
                id,
                request.get("otherChannelId"),
                request.get("app"),
                request.list("appArgs"),
                CallerId.parse(request.get("callerId")),
                request.variables());
    }

    private static Answer withoutVariables(Answer answer) {
        if (answer.body() instanceof ObjectNode body) {
            body.remove("channelvars");
        }
        return answer;
    }

    private Format format(Request request) {
        var originator = pbx.channel(request.get("originator"));
        if (originator.isPresent()) {
            return originator.get().format();
        }
        var first = request.list("formats").stream().findFirst().orElse("slin");
        return Format.named(first).orElse(Format.SLIN);
    }

    private static Place place(Request request) {
        return new Place(
                request.get("context", "default"),
                request.get("extension"),
                request.number("priority", 1),
                "",
                "");
    }

    /// -1 is for ever.
    private static Duration timeout(Request request) {
        int seconds = request.number("timeout", TIMEOUT_S);
        return Duration.ofSeconds(seconds == 0 ? TIMEOUT_S : Math.max(0, seconds));
    }
}
