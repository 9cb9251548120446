package io.centralita.console.browser;

import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.Locale;

/// How a person's browser is set up.
///
/// @param width of the page in CSS pixels
/// @param microphone whether the browser may listen without asking
public record Look(
        Locale language,
        ColorScheme scheme,
        int width,
        int height,
        ReducedMotion motion,
        boolean microphone) {
    /// A desk in Spain, by day.
    public static final Look DESK =
            new Look(
                    Locale.of("es"),
                    ColorScheme.LIGHT,
                    1_024,
                    768,
                    ReducedMotion.NO_PREFERENCE,
                    true);

    public Look in(Locale other) {
        return new Look(other, scheme, width, height, motion, microphone);
    }

    public Look dark() {
        return new Look(language, ColorScheme.DARK, width, height, motion, microphone);
    }

    /// The narrowest phones that are still about.
    public Look phone() {
        return new Look(language, scheme, 360, 720, motion, microphone);
    }

    public Look still() {
        return new Look(language, scheme, width, height, ReducedMotion.REDUCE, microphone);
    }

    public Look withoutMicrophone() {
        return new Look(language, scheme, width, height, motion, false);
    }
}
