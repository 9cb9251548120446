package io.centralita.call;

import io.centralita.call.watch.CallView;
import org.jspecify.annotations.Nullable;

/// How things stand in a call, for those who look on.
///
/// @param hears who sounds in the caller's ear
/// @param operator who has the call in the assistant's place
record Standing(
        CallView.Phase phase,
        CallView.Turn turn,
        CallView.@Nullable Hears hears,
        @Nullable String operator) {
    static final Standing RINGING =
            new Standing(CallView.Phase.RINGING, CallView.Turn.CALLERS_TURN, null, null);

    static Standing of(
            CallView.Phase phase, Floor floor, Utterances utterances, @Nullable String operator) {
        return new Standing(
                phase,
                switch (floor.turn()) {
                    case ON_HOLD -> CallView.Turn.ON_HOLD;
                    case WITH_OPERATOR -> CallView.Turn.WITH_OPERATOR;
                    case CALLER_SPEAKS -> CallView.Turn.CALLER_SPEAKS;
                    case CALLER_WAITS -> CallView.Turn.CALLER_WAITS;
                    case CALLER_KEYS -> CallView.Turn.CALLER_KEYS;
                    case CALLERS_TURN -> CallView.Turn.CALLERS_TURN;
                },
                switch (utterances.sounds()) {
                    case null -> null;
                    case ASSISTANT, CALLER -> CallView.Hears.ASSISTANT;
                    case SWITCHBOARD -> CallView.Hears.SWITCHBOARD;
                    case OPERATOR -> CallView.Hears.OPERATOR;
                },
                operator);
    }
}
