package io.centralita.tenant.form;

import java.util.ArrayList;
import java.util.List;

/// All that is wrong with a document. Belongs to one reading.
final class Findings {
    /// More than anybody mends at once.
    private static final int MOST = 200;

    private final List<TenantProblem> problems = new ArrayList<>();

    void add(Item at, String key, Object... arguments) {
        if (problems.size() < MOST) {
            problems.add(new TenantProblem(at.path(), at.node().line(), key, List.of(arguments)));
        }
    }

    List<TenantProblem> problems() {
        return List.copyOf(problems);
    }
}
