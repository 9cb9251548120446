/// externalMedia over RTP (chan_rtp): packets, what is accepted from whom, a bad network.
///
/// Pure; everything belongs to one thread.
@NullMarked
package io.centralita.fake.asterisk.rtp;

import org.jspecify.annotations.NullMarked;
