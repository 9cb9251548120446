package io.centralita.call;

import io.centralita.call.text.SpokenTexts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The sentences the switchboard itself may have to say, each with the key of its texts.
public enum Phrase implements Saying {
    /// A tool is being asked (A1).
    LOOKING_UP("guard.looking-up"),
    /// The engine is being opened (A6).
    CONNECTING("guard.connecting"),
    /// A tool is still running (A6).
    STILL_LOOKING_UP("guard.still-looking-up"),
    /// The same, to somebody who has waited longer.
    STILL_HERE_LOOKING_UP("guard.still-here-looking-up"),
    /// The engine takes its time (A6).
    ONE_MOMENT("guard.one-moment"),
    /// The same, to somebody who has waited longer.
    STILL_HERE("guard.still-here"),
    /// It takes too long; the caller may say something else.
    LONG_WAIT("guard.long-wait"),
    /// Nothing came of it, the call ends.
    NO_ANSWER("guard.no-answer"),
    /// Nobody has said anything for a while (A7).
    ARE_YOU_THERE("idle.are-you-there"),
    /// Something is heard, and no words.
    CANNOT_HEAR_YOU("idle.cannot-hear-you"),
    /// Nobody said anything to the end.
    NOBODY_THERE("idle.nobody-there"),
    /// The call has a minute left.
    NEARLY_OVER("call.nearly-over"),
    /// The call has lasted as long as it may.
    TIME_IS_UP("call.time-is-up"),
    /// The assistant's own goodbye did not come.
    GOODBYE("call.goodbye"),
    /// The caller is put through to a person.
    TRANSFERRING("call.transferring"),
    /// Somebody of the house listens.
    SOMEBODY_LISTENS("operator.listens"),
    /// A person had the call, and the assistant has it again.
    HANDED_BACK("operator.handed-back"),
    /// The same, because the person's connection was lost.
    OPERATOR_LOST("operator.lost"),
    /// Another engine has taken over.
    TAKEN_OVER("engine.taken-over"),
    /// Another engine has taken over, and what the caller said last is lost.
    TAKEN_OVER_SAY_AGAIN("engine.taken-over-say-again"),
    /// The engine is lost and the call cannot go on.
    TECHNICAL_PROBLEM("call.technical-problem"),
    /// The call, or the day, has cost what it may.
    LIMIT_REACHED("call.limit-reached"),
    /// The switchboard shuts down.
    CLOSING_DOWN("call.closing-down");

    private final String key;

    Phrase(String key) {
        this.key = key;
    }

    @Override
    public String key() {
        return key;
    }

    /// Every wording of every sentence in a language, for those who make audio of them.
    public static List<String> sentences(SpokenTexts texts, Locale language) {
        return Arrays.stream(values())
                .flatMap(phrase -> texts.variants(phrase.key(), language).stream())
                .distinct()
                .toList();
    }
}
