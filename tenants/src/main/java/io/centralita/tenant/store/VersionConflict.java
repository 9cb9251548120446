package io.centralita.tenant.store;

/// Somebody else has changed the tenant since it was read; nothing was written.
public final class VersionConflict extends Exception {
    private static final long serialVersionUID = 1L;

    private final String tenant;
    private final long current;

    VersionConflict(String tenant, long current) {
        super("tenant " + tenant + " is at version " + current);
        this.tenant = tenant;
        this.current = current;
    }

    public String tenant() {
        return tenant;
    }

    /// 0 where there is no such tenant.
    public long current() {
        return current;
    }
}
