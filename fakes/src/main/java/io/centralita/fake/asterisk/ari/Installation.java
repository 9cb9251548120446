package io.centralita.fake.asterisk.ari;

import io.centralita.fake.asterisk.pbx.Abilities;
import io.centralita.fake.asterisk.pbx.Feature;
import java.util.List;

/// Which Asterisk this is.
///
/// @param version `22.10.1` for example
/// @param modules those that are loaded, with `.so`
public record Installation(String version, List<String> modules) implements Abilities {
    public static final Installation CURRENT =
            new Installation(
                    "22.10.1",
                    List.of(
                            "app_audiosocket.so",
                            "app_dial.so",
                            "app_echo.so",
                            "app_playback.so",
                            "app_stasis.so",
                            "bridge_holding.so",
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
                            "format_pcm.so",
                            "format_sln.so",
                            "format_wav.so",
                            "func_callerid.so",
                            "func_channel.so",
                            "func_uuid.so",
                            "res_ari.so",
                            "res_ari_applications.so",
                            "res_ari_asterisk.so",
                            "res_ari_bridges.so",
                            "res_ari_channels.so",
                            "res_ari_endpoints.so",
                            "res_ari_events.so",
                            "res_ari_model.so",
                            "res_ari_playbacks.so",
                            "res_ari_recordings.so",
                            "res_audiosocket.so",
                            "res_http_websocket.so",
                            "res_musiconhold.so",
                            "res_pjsip.so",
                            "res_pjsip_refer.so",
                            "res_pjsip_session.so",
                            "res_rtp_asterisk.so",
                            "res_stasis.so",
                            "res_stasis_answer.so",
                            "res_stasis_playback.so",
                            "res_stasis_recording.so",
                            "res_stasis_snoop.so",
                            "res_timing_timerfd.so",
                            "res_websocket_client.so"));

    public Installation {
        modules = List.copyOf(modules);
    }

    public Installation without(String module) {
        return new Installation(
                version, modules.stream().filter(name -> !name.equals(module)).toList());
    }

    /// Another version, with the modules that it can have of these. What it does not know it
    /// refuses: [Feature].
    public Installation version(String other) {
        return new Installation(
                other, modules.stream().filter(name -> isPartOf(name, other)).toList());
    }

    private static boolean isPartOf(String module, String version) {
        return switch (module) {
            case "chan_websocket.so" -> Feature.MEDIA_WEBSOCKET.isKnownTo(version);
            case "res_websocket_client.so" -> Feature.OUTBOUND_WEBSOCKET.isKnownTo(version);
            case "app_audiosocket.so", "chan_audiosocket.so", "res_audiosocket.so" ->
                    Feature.AUDIO_SOCKET.isKnownTo(version);
            default -> true;
        };
    }

    /// An LTS before there were media WebSockets.
    public static Installation old() {
        return CURRENT.version("20.8.1");
    }

    @Override
    public boolean has(String module) {
        return modules.contains(module);
    }

    @Override
    public boolean knows(Feature feature) {
        return feature.isKnownTo(version);
    }
}
