package io.centralita.app.server;

import io.centralita.app.settings.Keys;
import io.centralita.app.settings.Kind;
import io.centralita.app.settings.Reading;
import io.centralita.app.settings.Setting;
import io.centralita.app.text.Messages;
import io.centralita.console.house.House.SettingEntry;
import io.centralita.console.house.House.SettingGroup;
import io.centralita.tenant.database.DatabaseSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The settings as the console shows them: secrets never, not even those inside an address.
final class ShownSettings {
    private ShownSettings() {}

    static List<SettingGroup> of(Reading reading, Locale language) {
        var messages = Messages.in(language);
        return Keys.GROUPS.stream()
                .map(
                        group ->
                                new SettingGroup(
                                        messages.setting(group.title()),
                                        group.settings().stream()
                                                .map(setting -> entry(setting, reading, messages))
                                                .toList()))
                .toList();
    }

    private static SettingEntry entry(Setting<?> setting, Reading reading, Messages messages) {
        return new SettingEntry(
                setting.name(),
                messages.setting(setting.name()),
                setting.secret(),
                setting.secret() ? null : value(setting, reading),
                reading.origins().get(setting));
    }

    private static @Nullable String value(Setting<?> setting, Reading reading) {
        var value = reading.find(setting);
        if (value.isEmpty()) {
            return null;
        }
        if (value.get() instanceof DatabaseSettings database) {
            return database.place();
        }
        if (setting.kind() instanceof Kind.Choice<?> choice) {
            return choice.word(value.get());
        }
        return value.get() instanceof Duration time
                ? time.toMillis() + " ms"
                : String.valueOf(value.get());
    }
}
