package io.centralita.fake.asterisk.pbx;

import java.util.Arrays;

/// What Asterisk learned, and in which release of each branch: protocols/asterisk.md §1 and
/// asterisk-measured.md.
public enum Feature {
    /// externalMedia over RTP.
    EXTERNAL_MEDIA("16.6"),
    /// Application, channel driver, externalMedia.
    AUDIO_SOCKET("18.0"),
    /// Before, the format `slin` of externalMedia over RTP was µ-law.
    REAL_SLIN("20.6 21.1 22.0"),
    /// Requests over the events WebSocket.
    REST_OVER_WEBSOCKET("20.14 21.9 22.4"),
    /// ARI connections that Asterisk makes.
    OUTBOUND_WEBSOCKET("20.15 21.10 22.5"),
    /// Keys as messages.
    AUDIO_SOCKET_KEYS("20.14 21.9 22.4"),
    /// Before, all is sent under the kind of 8 kHz, and only that is taken.
    AUDIO_SOCKET_RATES("20.17 21.12 22.7 23.1"),
    /// chan_websocket.
    MEDIA_WEBSOCKET("20.16 21.11 22.6"),
    /// JSON, marks, externalMedia's `transport_data`; before, a ping of the other side hangs up.
    MEDIA_WEBSOCKET_MARKS("20.18 22.8 23.2"),
    /// The direction; before, an empty queue is silence for the phone.
    MEDIA_WEBSOCKET_DIRECTION("20.19 22.9 23.3"),
    /// `tech_cause` in events of hanging up.
    TECH_CAUSE("20.17 21.12 22.7 23.1");

    private static final int NEWEST_BRANCH = 23;
    private final String since;

    /// @param since a release of each branch, oldest first; in branches that are older than the
    ///   first it is unknown, in those between two that are not named too
    Feature(String since) {
        this.since = since;
    }

    /// @param version `22.10.1` for example
    public boolean isKnownTo(String version) {
        var given = Release.parse(version);
        var known = Arrays.stream(since.split(" ", -1)).map(Release::parse).toList();
        for (var release : known) {
            if (release.branch() == given.branch()) {
                return given.number() >= release.number();
            }
        }
        return given.branch() > known.getLast().branch()
                && (given.branch() >= NEWEST_BRANCH || known.size() == 1);
    }

    private record Release(int branch, int number) {
        static Release parse(String version) {
            var parts = version.split("\\.", -1);
            return new Release(digits(parts[0]), parts.length < 2 ? 0 : digits(parts[1]));
        }

        private static int digits(String text) {
            var leading = text.replaceAll("\\D.*", "");
            return leading.isEmpty() ? 0 : Integer.parseInt(leading);
        }
    }
}
