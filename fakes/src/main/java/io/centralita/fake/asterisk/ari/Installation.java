package io.centralita.fake.asterisk.ari;

import java.util.List;

/// Which Asterisk this is.
///
/// @param version `22.10.1` for example
/// @param modules those that are loaded, with `.so`
public record Installation(String version, List<String> modules) {
    public static final Installation CURRENT =
            new Installation(
                    "22.10.1",
                    List.of(
                            "app_audiosocket.so",
                            "app_dial.so",
                            "app_stasis.so",
                            "bridge_simple.so",
                            "bridge_softmix.so",
                            "chan_audiosocket.so",
                            "chan_pjsip.so",
                            "chan_rtp.so",
                            "chan_websocket.so",
                            "codec_alaw.so",
                            "codec_g722.so",
                            "codec_resample.so",
                            "codec_ulaw.so",
                            "res_ari.so",
                            "res_ari_channels.so",
                            "res_ari_bridges.so",
                            "res_audiosocket.so",
                            "res_http_websocket.so",
                            "res_rtp_asterisk.so",
                            "res_stasis.so",
                            "res_stasis_recording.so",
                            "res_stasis_snoop.so",
                            "res_websocket_client.so"));

    public Installation {
        modules = List.copyOf(modules);
    }

    public Installation without(String module) {
        return new Installation(
                version, modules.stream().filter(name -> !name.equals(module)).toList());
    }

    /// Another version of the 22 series or an older one, with the modules of this.
    public Installation version(String other) {
        return new Installation(other, modules);
    }

    /// An LTS before there were media WebSockets.
    public static Installation old() {
        return CURRENT.version("20.8.1")
                .without("chan_websocket.so")
                .without("res_websocket_client.so");
    }

    boolean has(String module) {
        return modules.contains(module);
    }
}
