package io.centralita.console.login;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where somebody goes once they have signed in: a page of ours, never one elsewhere.
final class NextPage {
    static final String HOME = "/";

    private static final int LONGEST = 1_000;

    private NextPage() {}

    /// The page that was asked for; the first one where it is none of ours.
    static String of(@Nullable String asked) {
        if (asked == null
                || asked.length() > LONGEST
                || !asked.startsWith("/")
                || asked.startsWith("//")
                || asked.startsWith("/login")
                // Browsers take it for a slash, or leave it out.
                || asked.chars().anyMatch(one -> one == '\\' || one < ' ' || one > '~')) {
            return HOME;
        }
        try {
            var page = new URI(asked);
            return page.getAuthority() == null && page.getScheme() == null ? asked : HOME;
        } catch (URISyntaxException _) {
            return HOME;
        }
    }
}
