package io.centralita.app.doctor;

import io.centralita.app.text.Messages;
import java.util.Set;

/// Twilio's error codes that a switchboard meets, in the operator's words ("Error and Warning
/// Dictionary", read 2026-11-25, and protocols/twilio.md §9).
final class TwilioErrors {
    static final Set<Integer> KNOWN =
            Set.of(
                    11_100, 11_200, 11_205, 11_210, 11_215, 11_220, 11_235, 11_236, 11_237, 12_100,
                    12_200, 12_300, 13_227, 15_003, 15_004, 20_003, 20_404, 20_429, 21_220, 31_901,
                    31_902, 31_920, 31_921, 31_922, 31_923, 31_924, 31_941, 31_950, 31_951, 64_101,
                    64_102);

    private TwilioErrors() {}

    /// What happened and what to do about it.
    static String explained(int code, Messages messages) {
        return KNOWN.contains(code)
                ? messages.text("twilio.error." + code)
                : messages.text("twilio.error.other", Integer.toString(code));
    }
}
