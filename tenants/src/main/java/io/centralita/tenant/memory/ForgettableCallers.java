package io.centralita.tenant.memory;

import io.centralita.call.leg.LegInfo;
import io.centralita.call.reception.Reception;
import io.centralita.call.reception.Receptionist;
import io.centralita.call.tool.Tool;
import java.util.ArrayList;

/// Gives everybody who is put through the means to be forgotten, whatever tools their tenant
/// allows.
public final class ForgettableCallers implements Receptionist {
    private final Receptionist receptionist;
    private final CallerMemories memories;

    /// @param receptionist who decides all the rest
    public ForgettableCallers(Receptionist receptionist, CallerMemories memories) {
        this.receptionist = receptionist;
        this.memories = memories;
    }

    @Override
    public Reception receive(LegInfo caller) throws InterruptedException {
        return switch (receptionist.receive(caller)) {
            case Reception.Welcome(var settings, var tools, var ledger, var ringing) -> {
                var more = new ArrayList<Tool>(tools);
                more.add(ForgetCallerTool.of(memories, settings.tenant(), caller.from()));
                yield new Reception.Welcome(settings, more, ledger, ringing);
            }
            case Reception.NumberUnknown unknown -> unknown;
        };
    }
}
