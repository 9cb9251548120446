package io.centralita.app.server;

import io.centralita.console.live.CallRecordings;
import io.centralita.tenant.recording.Recorder;
import io.centralita.tenant.recording.RecordingFiles;
import java.io.IOException;
import java.util.Optional;

/// Our recordings, as the console shows them.
record KeptSound(RecordingFiles files, Recorder recorder) implements CallRecordings {
    private static final int WAV_HEADER = 44;

    @Override
    public Optional<Recorded> find(String call) throws IOException {
        return files.find(call).map(this::shown);
    }

    private Recorded shown(RecordingFiles.Found found) {
        var note = found.note();
        double samples = Math.max(0, found.bytes() - WAV_HEADER) / 4.0;
        return new Recorded(
                found.file(),
                found.bytes(),
                note.offsetMs(),
                samples / note.sampleRate(),
                note.sampleRate(),
                !recorder.isRecording(note.call()),
                note.announced(),
                note.lost(),
                new Levels(note.stepMs(), note.caller(), note.assistant()));
    }

    /// One that is still being written ends there.
    @Override
    public boolean delete(String call) throws IOException {
        boolean there = files.find(call).isPresent();
        recorder.forget(call);
        return there;
    }
}
