package io.centralita.network.answer;

import io.centralita.network.question.Question;
import io.centralita.network.question.Question.ActiveClients;
import io.centralita.network.question.Question.ActiveGateways;
import io.centralita.network.question.Question.ClientsWithProblems;
import io.centralita.network.question.Question.Declined;
import io.centralita.network.question.Question.FreeInterfaces;
import io.centralita.network.question.Question.Help;
import io.centralita.network.question.Question.InterfaceStatus;
import io.centralita.network.question.Question.InterfaceTraffic;
import io.centralita.network.question.Question.RouterList;
import io.centralita.network.question.Question.RouterStatus;
import io.centralita.network.question.Question.TopTraffic;
import io.centralita.network.question.Question.TotalTraffic;
import io.centralita.network.question.Question.UnknownRouter;
import io.centralita.network.question.Question.WhichRouter;
import io.centralita.network.question.Understood;
import java.time.Duration;

/// Answers typed questions in words.
public final class Responder {
    private final Fleet fleet;

    public Responder(Fleet fleet) {
        this.fleet = fleet;
    }

    /// @param within how long the routers may take, more than zero
    public Said answer(Understood understood, Duration within) throws InterruptedException {
        var phrases = new Phrases(understood.language());
        return answer(understood.question(), phrases, new Telling(fleet, phrases, within));
    }

    private Said answer(Question question, Phrases phrases, Telling telling)
            throws InterruptedException {
        return switch (question) {
            case ActiveClients q -> new ClientAnswers(telling, phrases).active(q);
            case ClientsWithProblems q -> new ClientAnswers(telling, phrases).problems(q);
            case RouterStatus q -> new RouterAnswers(telling, phrases).status(q);
            case RouterList() -> new RouterAnswers(telling, phrases).list(fleet.routers());
            case InterfaceTraffic q -> new TrafficAnswers(telling, phrases).of(q);
            case TopTraffic q -> new TrafficAnswers(telling, phrases).top(q);
            case TotalTraffic q -> new TrafficAnswers(telling, phrases).total(q);
            case FreeInterfaces q -> new InterfaceAnswers(telling, phrases).free(q);
            case InterfaceStatus q -> new InterfaceAnswers(telling, phrases).status(q);
            case ActiveGateways q -> new GatewayAnswers(telling, phrases).active(q);
            case Help() -> Said.without(phrases.say("help"));
            case Declined(var why) -> Said.without(declined(why, phrases));
            case WhichRouter(var candidates) ->
                    Said.without(
                            phrases.say(
                                    "which-router", phrases.list(Telling.identities(candidates))));
            case UnknownRouter(var name, var _) ->
                    Said.without(
                            phrases.say(
                                    "unknown-router",
                                    name,
                                    phrases.list(Telling.identities(fleet.routers()), 8, ", ")));
        };
    }

    private static String declined(Declined.Why why, Phrases phrases) {
        return switch (why) {
            case ACTION -> phrases.say("declined.action");
            case SECRET -> phrases.say("declined.secret");
            case OUT_OF_DOMAIN -> phrases.say("declined.out");
            case NOT_UNDERSTOOD -> phrases.say("declined.not-understood");
        };
    }
}
