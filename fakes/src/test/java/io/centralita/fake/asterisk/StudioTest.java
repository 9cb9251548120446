package io.centralita.fake.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import io.centralita.fake.asterisk.ari.Answer;
import io.centralita.media.Levels;
import io.centralita.media.Recording;
import io.centralita.media.Tones;
import io.centralita.media.Wav;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Recordings and playbacks.
final class StudioTest {
    private static final Recording TONE =
            new Recording(8_000, Tones.sine(440, -12, Duration.ofSeconds(1), 8_000));

    private final Lab lab = Lab.connected();

    private Answer record(String parameters) {
        return lab.request("POST", "channels/" + lab.channel() + "/record?" + parameters);
    }

    private static String message(Answer answer) {
        return Objects.requireNonNull(answer.body()).path("message").asText();
    }

    @Test
    void a_recording_is_listed_fetched_copied_and_deleted() throws Exception {
        var phone = lab.call("100");
        record("name=r&format=wav");
        phone.say(TONE);
        lab.timeline.advanceMs(1_000);
        assertThat(lab.request("POST", "recordings/live/r/stop").status()).isEqualTo(204);
        var listed = Objects.requireNonNull(lab.request("GET", "recordings/stored").body());
        assertThat(listed.toString()).isEqualTo("[{\"name\":\"r\",\"format\":\"wav\"}]");
        var file = Objects.requireNonNull(lab.request("GET", "recordings/stored/r/file").file());
        assertThat(file.type()).isEqualTo("audio/wav");
        var sound = Wav.parse(file.bytes());
        assertThat(sound.sampleRateHz()).isEqualTo(8_000);
        assertThat(sound.duration()).isBetween(Duration.ofMillis(950), Duration.ofMillis(1_050));
        assertThat(Levels.rmsDbfs(sound.samples())).isGreaterThan(-20);
        assertThat(
                        lab.request("POST", "recordings/stored/r/copy?destinationRecordingName=s")
                                .status())
                .isEqualTo(200);
        assertThat(
                        lab.request("POST", "recordings/stored/r/copy?destinationRecordingName=s")
                                .status())
                .isEqualTo(409);
        assertThat(lab.request("DELETE", "recordings/stored/r").status()).isEqualTo(204);
        assertThat(lab.request("GET", "recordings/stored/r").status()).isEqualTo(404);
        assertThat(lab.request("GET", "recordings/stored/s").status()).isEqualTo(200);
    }

    @Test
    void a_recording_ends_by_its_length_by_silence_or_by_a_key() {
        var phone = lab.call("100");
        record("name=length&format=wav&maxDurationSeconds=1");
        lab.timeline.advanceMs(1_000);
        assertThat(lab.last("RecordingFinished").path("recording").path("name").asText())
                .isEqualTo("length");
        record("name=silence&format=wav&maxSilenceSeconds=2");
        phone.say(TONE);
        lab.timeline.advanceMs(2_900);
        assertThat(lab.pbx.studio().recording("silence")).isPresent();
        lab.timeline.advanceMs(200);
        assertThat(lab.pbx.studio().recording("silence")).isEmpty();
        record("name=key&format=wav&terminateOn=%23");
        phone.press('1', 100);
        lab.timeline.advanceMs(300);
        assertThat(lab.pbx.studio().recording("key")).isPresent();
        phone.press('#', 100);
        lab.timeline.advanceMs(300);
        assertThat(lab.pbx.studio().recording("key")).isEmpty();
    }

    @Test
    void a_pause_leaves_out_and_a_cancelled_recording_is_not_kept() {
        lab.call("100");
        record("name=r&format=wav");
        lab.timeline.advanceMs(500);
        lab.request("POST", "recordings/live/r/pause");
        lab.timeline.advanceMs(500);
        lab.request("DELETE", "recordings/live/r/pause");
        lab.timeline.advanceMs(500);
        lab.request("POST", "recordings/live/r/stop");
        var kept = Objects.requireNonNull(lab.pbx.studio().stored().get("r")).sound();
        assertThat(kept.duration()).isBetween(Duration.ofMillis(950), Duration.ofMillis(1_050));
        record("name=gone&format=wav");
        lab.request("DELETE", "recordings/live/gone");
        assertThat(lab.pbx.studio().stored()).doesNotContainKey("gone");
    }

    @Test
    void an_existing_recording_is_refused_replaced_or_gone_on_with() {
        lab.call("100");
        for (var ifExists : new String[] {"fail", "append", "overwrite"}) {
            record("name=r&format=wav&ifExists=" + ifExists);
            lab.timeline.advanceMs(1_000);
            lab.request("POST", "recordings/live/r/stop");
            var kept = Objects.requireNonNull(lab.pbx.studio().stored().get("r")).sound();
            int seconds = ifExists.equals("append") ? 2 : 1;
            assertThat(kept.duration().toMillis())
                    .isBetween(seconds * 1_000L - 50, seconds * 1_000L + 50);
        }
        assertThat(message(record("name=r&format=wav")))
                .isEqualTo("Recording 'r' already exists and can not be overwritten");
    }

    @Test
    void bad_recordings_are_refused() {
        lab.call("100");
        assertThat(record("name=r&format=mp9").status()).isEqualTo(422);
        assertThat(message(record("name=r&format=wav&terminateOn=7")))
                .isEqualTo("terminateOn invalid");
        assertThat(message(record("name=r&format=wav&ifExists=maybe")))
                .isEqualTo("ifExists invalid");
        assertThat(message(record("name=../r&format=wav"))).isEqualTo("Recording name invalid");
        var bridge = Lab.id(lab.request("POST", "bridges?type=mixing"));
        var add = "bridges/" + bridge + "/addChannel?channel=" + lab.channel();
        record("name=r&format=wav");
        assertThat(lab.request("POST", add).status()).isEqualTo(409);
        lab.request("POST", "recordings/live/r/stop");
        assertThat(lab.request("POST", add).status()).isEqualTo(204);
        assertThat(record("name=s&format=wav").status()).isEqualTo(409);
    }

    @Test
    void several_media_are_played_one_after_the_other() {
        var phone = lab.call("100");
        lab.request(
                "POST",
                "channels/" + lab.channel() + "/play/p?media=digits:12,sound:lab/speech,tone:ring");
        assertThat(lab.last("PlaybackStarted").path("playback").path("next_media_uri").asText())
                .isEqualTo("sound:lab/speech");
        lab.timeline.advanceMs(600);
        assertThat(lab.last("PlaybackContinuing").path("playback").path("media_uri").asText())
                .isEqualTo("sound:lab/speech");
        lab.timeline.advanceMs(12_000);
        assertThat(lab.types()).doesNotContain("PlaybackFinished");
        lab.request("DELETE", "playbacks/p");
        assertThat(lab.last("PlaybackFinished").path("playback").path("state").asText())
                .isEqualTo("done");
        assertThat(Levels.rmsDbfs(phone.ear().heard().recording().samples())).isGreaterThan(-30);
    }

    @Test
    void a_recording_is_played_again_and_what_is_not_there_fails() {
        var phone = lab.call("100");
        record("name=r&format=wav");
        phone.say(TONE);
        lab.timeline.advanceMs(900);
        lab.request("POST", "recordings/live/r/stop");
        lab.request("POST", "channels/" + lab.channel() + "/play?media=recording:r");
        lab.timeline.advanceMs(1_000);
        assertThat(lab.last("PlaybackFinished").path("playback").path("state").asText())
                .isEqualTo("done");
        assertThat(Levels.rmsDbfs(phone.ear().heard().recording().samples())).isGreaterThan(-20);
        lab.request("POST", "channels/" + lab.channel() + "/play?media=sound:nosuch");
        assertThat(lab.last("PlaybackFinished").path("playback").path("state").asText())
                .isEqualTo("failed");
    }

    @Test
    void a_playback_is_paused_and_taken_up_again() {
        var phone = lab.call("100");
        lab.request("POST", "channels/" + lab.channel() + "/play/p?media=sound:lab/speech");
        lab.timeline.advanceMs(200);
        assertThat(lab.request("POST", "playbacks/p/control?operation=dance").status())
                .isEqualTo(400);
        lab.request("POST", "playbacks/p/control?operation=pause");
        int heard = phone.ear().heard().packets().size();
        lab.timeline.advanceMs(500);
        assertThat(phone.ear().heard().packets()).hasSize(heard);
        lab.request("POST", "playbacks/p/control?operation=unpause");
        lab.timeline.advanceMs(200);
        assertThat(phone.ear().heard().packets()).hasSizeGreaterThan(heard + 8);
        lab.request("POST", "playbacks/p/control?operation=forward");
        lab.timeline.advanceMs(2_500);
        assertThat(lab.types()).endsWith("PlaybackFinished");
        assertThat(lab.request("POST", "playbacks/p/control?operation=pause").status())
                .isEqualTo(404);
    }
}
