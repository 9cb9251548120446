package io.centralita.tenant.reception;

import io.centralita.call.reception.KeyMenu;
import io.centralita.call.tool.Tool;
import io.centralita.call.tool.TransferTool;
import io.centralita.tenant.profile.KeyAction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the keys of a tenant do in one call.
final class KeyMenus {
    private static final Logger log = LoggerFactory.getLogger(KeyMenus.class);

    private KeyMenus() {}

    /// Keys that lead to nobody just now, because the tenant is closed or the house has nobody of
    /// that name, are left out.
    ///
    /// @param tools of the call: whom it can be put through to
    static KeyMenu of(Map<Character, KeyAction> keys, List<Tool> tools) {
        var actions = new HashMap<Character, KeyMenu.Action>();
        keys.forEach((key, action) -> found(action, tools).ifPresent(it -> actions.put(key, it)));
        return new KeyMenu(actions);
    }

    private static Optional<KeyMenu.Action> found(KeyAction action, List<Tool> tools) {
        return switch (action) {
            case KeyAction.Say(var text) -> Optional.of(new KeyMenu.Action.Say(text));
            case KeyAction.Transfer(var name) -> {
                var destination =
                        tools.stream()
                                .filter(TransferTool.class::isInstance)
                                .flatMap(tool -> ((TransferTool) tool).find(name).stream())
                                .findFirst();
                if (destination.isEmpty()) {
                    log.atDebug()
                            .addKeyValue("destination", name)
                            .log("a key of the menu leads to nobody in this call");
                }
                yield destination.map(KeyMenu.Action.PutThrough::new);
            }
        };
    }
}
