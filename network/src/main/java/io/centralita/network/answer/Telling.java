package io.centralita.network.answer;

import io.centralita.network.router.Router;
import io.centralita.network.router.RouterUnavailable.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One question being answered: reads, and adds to the sentence who did not answer.
///
/// @param within how long the routers may take together
record Telling(Fleet fleet, Phrases phrases, Duration within) {
    /// Makes a sentence of what the routers gave, never called with nothing.
    @FunctionalInterface
    interface Sentence<T> {
        String of(Map<Router, T> given);
    }

    <T> Said tell(List<Router> wanted, Fleet.Read<T> read, Sentence<T> sentence)
            throws InterruptedException {
        return tell(fleet.read(wanted, within, read), sentence);
    }

    <T> Said tell(Replies<T> replies, Sentence<T> sentence) {
        if (replies.given().isEmpty()) {
            return new Said(nobody(replies), replies.asked(), 0);
        }
        var text = sentence.of(replies.given());
        if (!replies.missing().isEmpty()) {
            text += " " + partly(replies);
        }
        return new Said(text, replies.asked(), replies.given().size());
    }

    /// «3 de 4 routers respondieron; no respondió RESPALDO.»
    private String partly(Replies<?> replies) {
        var silent = phrases.list(identities(replies.silent()));
        var answered = replies.given().size();
        return replies.missing().size() == 1
                ? phrases.count("answered.silent.one", answered, replies.asked(), silent)
                : phrases.count("answered.silent.many", answered, replies.asked(), silent);
    }

    String nobody(Replies<?> replies) {
        if (replies.asked() == 0) {
            return phrases.say("nobody.configured");
        }
        if (replies.asked() == 1) {
            var silent = replies.silent().getFirst();
            return phrases.say("nobody.one", silent.identity(), why(replies, silent));
        }
        return phrases.say("nobody.many", phrases.list(identities(replies.silent())));
    }

    String why(Replies<?> replies, Router router) {
        return why(replies.missing().getOrDefault(router, Reason.FAILED));
    }

    private String why(Reason reason) {
        return switch (reason) {
            case UNREACHABLE -> phrases.say("why.unreachable");
            case TIMED_OUT -> phrases.say("why.timed-out");
            case LOGIN_REFUSED -> phrases.say("why.login-refused");
            case FAILED -> phrases.say("why.failed");
        };
    }

    static List<String> identities(List<Router> routers) {
        return routers.stream().map(Router::identity).toList();
    }
}
