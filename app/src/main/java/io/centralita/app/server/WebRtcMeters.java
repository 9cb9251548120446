package io.centralita.app.server;

import io.centralita.channel.webrtc.WebRtcChannel;
import io.centralita.channel.webrtc.peer.PeerCounts;
import io.centralita.channel.webrtc.peer.Peers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/// How things stand with browsers' calls, as metrics. Names are public: docs/browser.md lists them.
record WebRtcMeters(MeterRegistry registry) {
    void watch(WebRtcChannel channel, Peers peers) {
        Gauge.builder("centralita.webrtc.calls", channel, WebRtcChannel::openCalls)
                .strongReference(true)
                .register(registry);
        Gauge.builder("centralita.webrtc.connections", peers, of -> of.counts().open())
                .strongReference(true)
                .register(registry);
        count("made", peers, PeerCounts::opened);
        count("failed", peers, PeerCounts::failed);
        count("recycled", peers, PeerCounts::recycled);
        count("audio.dropped", peers, PeerCounts::audioDropped);
        count("texts.dropped", peers, PeerCounts::textsDropped);
    }

    private void count(String name, Peers peers, ToDoubleFunction<PeerCounts> of) {
        FunctionCounter.builder(
                        "centralita.webrtc." + name, peers, one -> of.applyAsDouble(one.counts()))
                .register(registry);
    }
}
