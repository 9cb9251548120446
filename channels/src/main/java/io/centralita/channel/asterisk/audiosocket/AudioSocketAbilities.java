package io.centralita.channel.asterisk.audiosocket;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an Asterisk can do over AudioSocket.
///
/// @param allRates other rates than 8 kHz, each under a kind of its own
/// @param digits messages about keys
public record AudioSocketAbilities(boolean allRates, boolean digits) {
    /// Asterisk 18, and one that cannot be told.
    public static final AudioSocketAbilities LEAST = new AudioSocketAbilities(false, false);

    public static final AudioSocketAbilities ALL = new AudioSocketAbilities(true, true);

    private static final Pattern RELEASE = Pattern.compile("(\\d{2,3})\\.(\\d{1,3})\\b.*");

    /// The first minor release of each branch that has it (from the tags and change logs of
    /// Asterisk's source); all releases of later branches have.
    private static final Map<Integer, Integer> RATES_SINCE = Map.of(20, 17, 21, 12, 22, 7, 23, 1);

    private static final Map<Integer, Integer> DIGITS_SINCE = Map.of(20, 14, 21, 9, 22, 4, 23, 0);
    private static final int LAST_BRANCH = 23;

    /// @param version as Asterisk names it, `22.10.1` for example. A certified release
    ///   (`certified/20.7-cert5`) and a build of somebody's own (`GIT-…`) count as the least.
    public static AudioSocketAbilities of(String version) {
        var release = RELEASE.matcher(version);
        return release.matches()
                ? new AudioSocketAbilities(has(release, RATES_SINCE), has(release, DIGITS_SINCE))
                : LEAST;
    }

    private static boolean has(Matcher release, Map<Integer, Integer> since) {
        int branch = Integer.parseInt(release.group(1));
        int minor = Integer.parseInt(release.group(2));
        return branch > LAST_BRANCH || minor >= since.getOrDefault(branch, Integer.MAX_VALUE);
    }
}
