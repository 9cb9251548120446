package io.centralita.console.house;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the application tells of itself to those who run it. May block; for virtual threads.
public interface House {
    /// Every setting there is, in the groups of the reference.
    List<SettingGroup> settings(Locale language);

    /// What an assistant can look up at this moment.
    ///
    /// @param tenant empty for all there is
    List<ToolEntry> tools(Optional<String> tenant);

    /// The engines that a call from the console may wish for, by name; the first serves all others.
    List<String> engines();

    /// How calls get here.
    List<Line> lines();

    /// What the switchboard says by itself.
    List<Prompt> prompts(Locale language);

    /// A wording as a WAV file, where there is audio of it.
    ///
    /// @param wording its place among those of the key, 0 or more
    Optional<byte[]> promptAudio(String key, int wording, Locale language);

    /// The doctor's checks, one after the other; takes seconds.
    ///
    /// @param found is told each outcome at once
    void examine(Locale language, Consumer<Outcome> found) throws InterruptedException;

    record SettingGroup(String title, List<SettingEntry> settings) {
        public SettingGroup {
            settings = List.copyOf(settings);
        }
    }

    /// @param what it is for
    /// @param value as the program uses it; null where there is none, and always for a secret
    /// @param origin `environment`, `.env`, `centralita.yaml`; null for a standard value
    record SettingEntry(
            String name,
            String what,
            boolean secret,
            @Nullable String value,
            @Nullable String origin) {
        public SettingEntry {
            if (secret && value != null) {
                throw new IllegalArgumentException("a secret is never shown: " + name);
            }
        }
    }

    /// @param parameters JSON Schema of its arguments
    /// @param confirmed the caller has to agree first
    record ToolEntry(String name, String description, JsonNode parameters, boolean confirmed) {}

    /// A channel by which calls come.
    ///
    /// @param channel `twilio`, `asterisk`, `webrtc`, `realtime`
    /// @param on whether it is set up
    /// @param dialled whether callers dial a number: where not, they are the tenant's whose page it
    ///   is, or the tenant's `default`
    /// @param address what the other end has to be given: a webhook, a name of an application;
    ///   empty where there is nothing to give
    record Line(String channel, boolean on, boolean dialled, String address) {}

    /// @param texts its wordings, which take turns
    record Prompt(String key, List<Wording> texts) {
        public Prompt {
            texts = List.copyOf(texts);
        }
    }

    /// @param audio whether it can be heard now
    record Wording(String text, boolean audio) {}

    /// @param status `PASS`, `FAIL`, `NOTE`
    /// @param remedy what to do; null where nothing is
    record Outcome(String name, String status, String detail, @Nullable String remedy, long ms) {
        public Outcome(
                String name, String status, String detail, Optional<String> remedy, Duration took) {
            this(name, status, detail, remedy.orElse(null), took.toMillis());
        }
    }
}
