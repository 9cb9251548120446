package io.centralita.fake.asterisk;

import io.centralita.fake.asterisk.audio.Format;
import io.centralita.fake.asterisk.pbx.Timeline;
import io.centralita.fake.asterisk.phone.Heard;
import io.centralita.fake.asterisk.phone.HeardPacket;
import io.centralita.fake.asterisk.phone.Phone;
import io.centralita.fake.asterisk.phone.Story;
import io.centralita.media.Recording;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A phone in a call, in the hands of a test. Safe from any thread.
public final class FakePhone {
    private static final int KEY_MS = 120;

    private final Loop loop;
    private final Phone phone;
    private final List<Story> story = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> ringing = new CompletableFuture<>();
    private final CompletableFuture<Void> answered = new CompletableFuture<>();
    private final CompletableFuture<Story> ended = new CompletableFuture<>();
    private final List<Call.Act> acts;

    FakePhone(Loop loop, Format format, boolean sip, List<Call.Act> acts, long seed) {
        this.loop = loop;
        this.acts = acts;
        this.phone = new Phone(format, sip, loop.timeline(), this::happened, seed);
    }

    Phone phone() {
        return phone;
    }

    private void happened(Story event) {
        story.add(event);
        switch (event) {
            case Story.Rings() -> ringing.complete(null);
            case Story.Answered() -> {
                acts.forEach(this::schedule);
                answered.complete(null);
            }
            case Story.HungUp(_), Story.Rejected(_), Story.Left() -> ended.complete(event);
            case Story.Progresses(), Story.Digit(_, _), Story.Music(_), Story.Referred(_) -> {
                // In the story.
            }
        }
    }

    private void schedule(Call.Act act) {
        Timeline timeline = loop.timeline();
        timeline.after(
                act.at(),
                () -> {
                    switch (act.deed()) {
                        case Call.Deed.Say(var recording) -> phone.say(recording);
                        case Call.Deed.Press(var keys, var durationMs) ->
                                keys.chars().forEach(key -> phone.press((char) key, durationMs));
                        case Call.Deed.Hold(var on) -> phone.hold(on);
                        case Call.Deed.Send(var on) -> phone.mute(!on);
                        case Call.Deed.HangUp() -> phone.hangUp();
                    }
                });
    }

    /// When it hears 180.
    public CompletableFuture<Void> ringing() {
        return ringing.copy();
    }

    public CompletableFuture<Void> answered() {
        return answered.copy();
    }

    /// How the call came to its end.
    public CompletableFuture<Story> ended() {
        return ended.copy();
    }

    public boolean isOver() {
        return ended.isDone();
    }

    /// All that happened to it, in order.
    public List<Story> story() {
        return List.copyOf(story);
    }

    /// Keys that came from the other side.
    public String keysHeard() {
        var keys = new StringBuilder();
        story.forEach(
                event -> {
                    if (event instanceof Story.Digit(var key, _)) {
                        keys.append(key);
                    }
                });
        return keys.toString();
    }

    /// What it heard up to now.
    public Heard heard() {
        return phone.ear().heard();
    }

    /// When so many packets were heard.
    public CompletableFuture<HeardPacket> heardPackets(int number) {
        return phone.ear().packet(number);
    }

    /// The first packet that is louder than this, among those heard after a moment.
    ///
    /// @param sinceNanos 0 for the first of all; otherwise of [#nanoTime]
    public CompletableFuture<HeardPacket> hearsAbove(double dbfs, long sinceNanos) {
        return phone.ear()
                .first(
                        packet ->
                                packet.dbfs() > dbfs
                                        && (sinceNanos == 0 || packet.atNanos() - sinceNanos >= 0));
    }

    /// Now, by the clock of what was heard.
    public long nanoTime() {
        return loop.timeline().nanoTime();
    }

    /// After what it is saying.
    public void say(Recording recording) {
        loop.run(() -> phone.say(recording));
    }

    public void shutUp() {
        loop.run(phone::shutUp);
    }

    public void press(String keys) {
        loop.run(() -> keys.chars().forEach(key -> phone.press((char) key, KEY_MS)));
    }

    public void hold() {
        loop.run(() -> phone.hold(true));
    }

    public void resume() {
        loop.run(() -> phone.hold(false));
    }

    /// REFER: whoever it talks to is to go to another extension; then it hangs up itself.
    ///
    /// @return the status of SIP that it gets; other than 200 it stays in the call
    public int transfer(String exten) {
        return loop.call(() -> phone.transfer(exten));
    }

    /// Sends RTP, silence at least, or none.
    public void send(boolean on) {
        loop.run(() -> phone.mute(!on));
    }

    /// Answers a call that it got.
    public void pickUp() {
        loop.run(phone::pickUp);
    }

    public void pickUpAfter(Duration time) {
        loop.run(() -> loop.timeline().after(time, phone::pickUp));
    }

    /// Turns away a call that it got.
    ///
    /// @param cause of Q.850: 17 for busy
    public void reject(int cause) {
        loop.run(() -> phone.reject(cause));
    }

    public void hangUp() {
        loop.run(phone::hangUp);
    }
}
