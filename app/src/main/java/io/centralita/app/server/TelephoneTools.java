package io.centralita.app.server;

import io.centralita.app.settings.Settings;
import io.centralita.call.tool.ReadDigitsTool;
import io.centralita.call.tool.SendDigitsTool;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.TransferTool;
import java.util.ArrayList;
import java.util.List;

/// Tools of the house that act on the telephone. Each leg has those that it can carry out.
final class TelephoneTools {
    private TelephoneTools() {}

    static List<Tool> of(Settings settings) {
        var tools = new ArrayList<Tool>();
        var destinations = settings.calls().destinations();
        if (!destinations.isEmpty()) {
            tools.add(new TransferTool(destinations));
        }
        tools.add(new ReadDigitsTool());
        if (settings.asterisk().isOn()) {
            tools.add(new SendDigitsTool());
        }
        return tools;
    }
}
