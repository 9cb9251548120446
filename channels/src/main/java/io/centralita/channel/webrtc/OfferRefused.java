package io.centralita.channel.webrtc;

import java.io.Serial;

/// An offer is not answered. Carries no addresses.
public final class OfferRefused extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String word;
    private final int status;

    /// @param status of HTTP
    /// @param word for programs, and the key of what people are told: `bad-sdp` for example
    /// @param detail for the log
    public OfferRefused(int status, String word, String detail) {
        super(detail);
        this.status = status;
        this.word = word;
    }

    public String word() {
        return word;
    }

    public int status() {
        return status;
    }
}
