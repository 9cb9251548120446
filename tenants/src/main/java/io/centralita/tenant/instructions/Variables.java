package io.centralita.tenant.instructions;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// The names a template may use. docs/tenants.md explains each.
public final class Variables {
    /// Everywhere, greetings included.
    private static final List<String> EVERYWHERE =
            List.of(
                    "company",
                    "company.name",
                    "company.description",
                    "company.phone",
                    "company.email",
                    "company.web",
                    "company.address",
                    "open",
                    "closed",
                    "next_opening",
                    "today",
                    "time",
                    "known_caller",
                    "caller",
                    "caller.name",
                    "caller.calls");

    private static final List<String> INSTRUCTIONS_ONLY =
            List.of(
                    "house",
                    "information",
                    "has_contact",
                    "has_hours",
                    "hours",
                    "day",
                    "times",
                    "assists_closed",
                    "takes_message",
                    "informs_only",
                    "has_tools",
                    "has_transfers",
                    "transfers",
                    "name",
                    "has_faqs",
                    "faqs",
                    "question",
                    "answer",
                    "context",
                    "text",
                    "abridged",
                    "caller.notes",
                    "caller.summaries",
                    "summary");

    /// The library's own, inside lists.
    private static final Set<String> OWN = Set.of(".", "this", "-first", "-last", "-index");

    private Variables() {}

    public static Set<String> ofGreetings() {
        return new TreeSet<>(EVERYWHERE);
    }

    public static Set<String> ofInstructions() {
        var all = new TreeSet<>(EVERYWHERE);
        all.addAll(INSTRUCTIONS_ONLY);
        return all;
    }

    public static boolean isOwn(String name) {
        return OWN.contains(name);
    }
}
