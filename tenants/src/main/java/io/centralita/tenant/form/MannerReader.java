package io.centralita.tenant.form;

import io.centralita.tenant.form.TenantProblem.Right;
import io.centralita.tenant.instructions.Variables;
import io.centralita.tenant.profile.Manner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `language`, `voice`, `greeting` and `engine`.
final class MannerReader {
    private static final int LONGEST_GREETING = 600;
    private static final int LONGEST_VALUE = 500;
    private static final int MOST_OPTIONS = 50;
    private static final Pattern OPTION = Pattern.compile("[a-zA-Z][a-zA-Z0-9._-]{0,63}");
    private static final Pattern CONFIDENTIAL =
            Pattern.compile("(?i).*(?:secret|password|token|api[._-]?key|credential).*");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([^}]*)}");
    private static final Set<String> COUNTED_IN_TOKENS = Set.of("max_output_tokens", "max_tokens");

    private final Findings findings;

    MannerReader(Findings findings) {
        this.findings = findings;
    }

    /// @param secrets names that the tenant has
    Manner read(Part tenant, Set<String> secrets) {
        var language = tenant.value("language", Checks::language, Right.of("language"));
        var greeting = tenant.part("greeting", List.of("open", "closed"));
        return new Manner(
                language.orElse(null),
                tenant.text("voice", 100),
                greeting.map(part -> greeting(part, "open")).orElse(""),
                greeting.map(part -> greeting(part, "closed")).orElse(""),
                engine(tenant, secrets));
    }

    private String greeting(Part part, String name) {
        var text = part.text(name, LONGEST_GREETING);
        part.find(name)
                .ifPresent(at -> Checks.template(findings, at, text, Variables.ofGreetings()));
        return text;
    }

    private Map<String, String> engine(Part tenant, Set<String> secrets) {
        var options = new LinkedHashMap<String, String>();
        tenant.entries("engine", MOST_OPTIONS)
                .forEach(
                        (name, item) -> {
                            if (isRight(name, item, secrets)) {
                                options.put(name, item.text());
                            }
                        });
        return options;
    }

    private boolean isRight(String name, Item item, Set<String> secrets) {
        if (!OPTION.matcher(name).matches() || !item.isValue()) {
            findings.add(item, "option");
            return false;
        }
        var text = item.text();
        if (text.length() > LONGEST_VALUE) {
            findings.add(item, "long", LONGEST_VALUE, text.length());
            return false;
        }
        var references = REFERENCE.matcher(text).results().map(found -> found.group(1)).toList();
        if (references.isEmpty()
                && CONFIDENTIAL.matcher(name).matches()
                && !COUNTED_IN_TOKENS.contains(name)) {
            findings.add(item, "secret.literal");
            return false;
        }
        for (var reference : references) {
            if (!secrets.contains(reference)) {
                findings.add(item, "secret.unknown", reference);
                return false;
            }
        }
        return true;
    }
}
