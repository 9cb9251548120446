package io.centralita.console.oidc;

/// Nobody was signed in. The message is for the log: it holds no secret and no token.
public final class OidcFailure extends Exception {
    private static final long serialVersionUID = 1;

    /// What a person is told.
    public enum Why {
        /// The provider cannot be reached, or fails.
        UNAVAILABLE,
        /// The provider, or the settings, are not right: what it says of itself, its answers, the
        /// client's secret.
        MISCONFIGURED,
        /// The provider did not let them in, or they did not want to.
        DECLINED,
        /// They came back too late, twice, in another browser, or from nowhere.
        STALE,
        /// What the provider vouches with is not to be believed.
        UNTRUSTED,
        /// They are who they are, and may not.
        NOT_ALLOWED
    }

    private final Why why;

    OidcFailure(Why why, String message) {
        super(message);
        this.why = why;
    }

    OidcFailure(Why why, String message, Throwable cause) {
        super(message, cause);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
