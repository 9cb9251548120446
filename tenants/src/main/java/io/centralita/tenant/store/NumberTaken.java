package io.centralita.tenant.store;

import io.centralita.tenant.form.TenantProblem;
import java.util.List;

/// An active number belongs to another tenant; nothing was written.
public final class NumberTaken extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<TenantProblem> problems;

    NumberTaken(List<TenantProblem> problems) {
        super("numbers of other tenants: " + problems.size());
        this.problems = List.copyOf(problems);
    }

    /// One for each such number.
    public List<TenantProblem> problems() {
        return problems;
    }
}
