package io.centralita.fake.asterisk.pbx;

import io.centralita.fake.asterisk.audio.Frame;
import java.util.Map;

/// What a [Technology] tells the PBX.
public interface Line {
    /// It can be done, or is being tried; the request that asked for it can be answered.
    ///
    /// @param variables that the channel gets
    void prepared(Map<String, String> variables);

    /// The far end is called; until then nobody hears of it.
    default void dialling() {}

    /// It cannot be done, which was known at once.
    void refused();

    /// The far end rings.
    default void ringing() {}

    /// The far end is there.
    void opened();

    /// The far end did not come about.
    ///
    /// @param cause of Q.850
    void failed(int cause);

    void audio(Frame frame);

    void digit(char digit, int durationMs);

    default void hold(boolean on) {}

    /// The far end asks for whoever it talks to to be sent elsewhere: REFER.
    ///
    /// @param exten of its context
    /// @return the status of SIP
    default int transfer(String exten) {
        return 501;
    }

    void ended(Ending ending);

    /// A write that blocked no longer does.
    default void flows() {}
}
