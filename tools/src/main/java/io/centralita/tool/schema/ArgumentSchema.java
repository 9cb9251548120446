package io.centralita.tool.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Checks a tool's arguments against the whole of its schema (JSON Schema 2020-12 where it names no
/// other), and says what is wrong in words a model can act on. References to other documents are
/// not followed.
public final class ArgumentSchema {
    /// What a model is told at most at a time.
    private static final int MOST_ERRORS = 5;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(
                    SpecificationVersion.DRAFT_2020_12,
                    builder ->
                            builder.schemaCacheEnabled(false)
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .locale(Locale.ENGLISH)
                                                    .build()));

    private final Schema schema;

    private ArgumentSchema(Schema schema) {
        this.schema = schema;
    }

    /// The text is not a schema that can be used.
    public static final class UnusableSchema extends Exception {
        private static final long serialVersionUID = 1;

        UnusableSchema(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// @throws UnusableSchema where it is none: a regular expression that does not compile, a
    ///   reference to nowhere
    public static ArgumentSchema of(ObjectNode schema) throws UnusableSchema {
        try {
            var compiled = REGISTRY.getSchema(schema);
            compiled.initializeValidators();
            return new ArgumentSchema(compiled);
        } catch (RuntimeException e) { // the library's own, and those of what it uses
            throw new UnusableSchema(firstLine(e), e);
        }
    }

    /// What is wrong, in English; empty where nothing is.
    public Optional<String> wrongWith(ObjectNode arguments) {
        var errors = schema.validate(arguments);
        return errors.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        errors.stream()
                                .limit(MOST_ERRORS)
                                .map(ArgumentSchema::words)
                                .collect(Collectors.joining(" ")));
    }

    private static String words(Error error) {
        var place = error.getInstanceLocation().toString();
        var what = error.getMessage();
        return place.isEmpty()
                ? "The arguments are wrong: %s.".formatted(what)
                : "The argument at %s is wrong: %s.".formatted(place, what);
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getName());
    }
}
