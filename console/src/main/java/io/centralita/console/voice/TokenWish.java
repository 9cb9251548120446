package io.centralita.console.voice;

import com.fasterxml.jackson.databind.JsonNode;
import io.centralita.console.ConsoleTexts;
import io.centralita.tenant.profile.WebOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a tenant's server wants a token to be.
///
/// @param origin of the only page it is to be good on
/// @param caller how the assistant may call them; personal
/// @param problems all that is wrong with what was asked for
record TokenWish(
        Optional<String> origin,
        Optional<Locale> language,
        Optional<String> caller,
        List<Problem> problems) {
    private static final Set<String> FIELDS = Set.of("tenant", "origin", "language", "caller");
    private static final Set<String> LANGUAGES = Set.of("es", "en");
    private static final int LONGEST_NAME = 80;

    /// @param field of the request
    /// @param message for people; never quotes what is personal
    record Problem(String field, String message) {}

    TokenWish {
        problems = List.copyOf(problems);
    }

    /// @param origins that the tenant names
    static TokenWish read(JsonNode body, List<WebOrigin> origins, ConsoleTexts words) {
        var problems = new ArrayList<Problem>();
        body.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!FIELDS.contains(name)) {
                                problems.add(new Problem(name, words.text("voice.field.unknown")));
                            }
                        });
        var origin =
                text(body, "origin")
                        .flatMap(WebOrigin::parse)
                        .filter(origins::contains)
                        .map(WebOrigin::text);
        if (origin.isEmpty() && asked(body, "origin")) {
            problems.add(new Problem("origin", words.text("voice.field.origin")));
        }
        var language = text(body, "language").filter(LANGUAGES::contains).map(Locale::of);
        if (language.isEmpty() && asked(body, "language")) {
            problems.add(new Problem("language", words.text("voice.field.language")));
        }
        var caller = text(body, "caller").map(String::strip).filter(TokenWish::isName);
        if (caller.isEmpty() && asked(body, "caller")) {
            var message = words.text("voice.field.caller", LONGEST_NAME);
            problems.add(new Problem("caller", message));
        }
        return new TokenWish(origin, language, caller, problems);
    }

    private static Optional<String> text(JsonNode body, String field) {
        return Optional.ofNullable(body.path(field).textValue());
    }

    private static boolean asked(JsonNode body, String field) {
        return body.hasNonNull(field);
    }

    /// Letters, marks, digits and what stands between names: no line of instructions for a model.
    private static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && text.matches("\\p{L}[\\p{L}\\p{M}\\p{N} .,'’-]*");
    }
}
