package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.rtp.Conditions;

/// What the network is like at the moment. Belongs to the event loop.
final class Weather {
    Conditions now;

    Weather(Conditions now) {
        this.now = now;
    }
}
