package io.centralita.call;

import io.centralita.call.leg.Leg;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.SendDigitsTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.TransferTool;
import java.util.List;
import java.util.stream.Stream;

/// The tools of a house that make sense on a leg: those that it can carry out, bound to it.
final class LegTools {
    private LegTools() {}

    /// @param tools of the house
    static List<Tool> of(Leg leg, List<Tool> tools) {
        return tools.stream().<Tool>flatMap(tool -> on(leg, tool)).toList();
    }

    private static Stream<? extends Tool> on(Leg leg, Tool tool) {
        return switch (tool) {
            case TransferTool transfer -> transfer.within(leg.reaches()).stream();
            case SendDigitsTool _ when !leg.sendsDigits() -> Stream.of();
            case SendDigitsTool send -> Stream.of(send.to(leg::sendDigits));
            case ReadDigitsTool _ when !leg.hasKeypad() -> Stream.of();
            default -> Stream.of(tool);
        };
    }
}
