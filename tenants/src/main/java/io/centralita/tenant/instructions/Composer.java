package io.centralita.tenant.instructions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes greeting and instructions of a call: a template of the tenant's, or the program's own,
/// filled with what the tenant says, the hour and the caller.
public final class Composer {
    private static final Logger log = LoggerFactory.getLogger(Composer.class);
    private static final Pattern GAPS = Pattern.compile("\\n{3,}");

    private static final Template SPANISH = bundled("es");
    private static final Template ENGLISH = bundled("en");

    private Composer() {}

    public static Composition compose(Occasion occasion) {
        var sayings = new Sayings(occasion.language());
        var tenant = occasion.tenant();
        var selection =
                Selector.select(
                        tenant.company().information(),
                        tenant.knowledge(),
                        sayings.language(),
                        occasion.caller());
        var values = Values.ofInstructions(occasion, sayings, selection);
        var own = filled(tenant.knowledge().template(), values, tenant.id());
        var instructions =
                own.or(() -> program(sayings.language()).fill(values)).orElse(occasion.house());
        return new Composition(
                greeting(occasion, sayings),
                GAPS.matcher(instructions.strip()).replaceAll("\n\n"),
                selection,
                own.isPresent());
    }

    private static Template program(Locale language) {
        return "en".equals(language.getLanguage()) ? ENGLISH : SPANISH;
    }

    /// What the tenant says first at this hour; without any words of its own, what the program has
    /// for a tenant with a name, or the house's greeting.
    private static String greeting(Occasion occasion, Sayings sayings) {
        var manner = occasion.tenant().manner();
        var values = Values.ofGreeting(occasion, sayings);
        boolean named = !occasion.tenant().company().name().isEmpty();
        var id = occasion.tenant().id();
        if (!occasion.isOpen()) {
            return filled(manner.greetingClosed(), values, id)
                    .or(
                            () ->
                                    filled(
                                            sayings.template(
                                                    named
                                                            ? "greeting.closed.named"
                                                            : "greeting.closed"),
                                            values,
                                            id))
                    .orElse(occasion.houseGreeting());
        }
        return filled(manner.greeting(), values, id)
                .or(
                        () ->
                                named
                                        ? filled(sayings.template("greeting"), values, id)
                                        : Optional.empty())
                .orElse(occasion.houseGreeting());
    }

    /// Empty where there is no template, or none that can be used: checked when it was stored, so
    /// that only an older store or a template without end comes here.
    private static Optional<String> filled(String template, Map<String, ?> values, String tenant) {
        if (template.isEmpty()) {
            return Optional.empty();
        }
        try {
            var text = Template.compile(template).fill(values).map(String::strip);
            if (text.isEmpty()) {
                log.atWarn().addKeyValue("tenant", tenant).log("a template grows too long");
            }
            return text.filter(filled -> !filled.isEmpty());
        } catch (WrongTemplate e) {
            log.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("problem", e.getMessage())
                    .log("a template cannot be used");
            return Optional.empty();
        }
    }

    private static Template bundled(String language) {
        var name = "instructions_" + language + ".mustache";
        try (var stream = Composer.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("not in the program: " + name);
            }
            return Template.compile(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (WrongTemplate e) {
            throw new IllegalStateException("wrong in the program: " + name, e);
        }
    }
}
