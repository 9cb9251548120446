package io.centralita.channel.webrtc.peer.onvoid;

import dev.onvoid.webrtc.internal.NativeObject;
import dev.onvoid.webrtc.internal.RefCountedObject;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/// A reference that the library counts for an object that we were given for good
/// (`createPeerConnection`, `createDataChannel`, `onDataChannel`, `addTrack`, `createAudioTrack`).
/// Never for those that are only lent: transceivers, receivers and their tracks.
final class Handle extends RefCountedObject {
    private static final Field NATIVE = nativeHandle();

    private Handle(long address) {
        write(address);
    }

    private static Field nativeHandle() {
        try {
            var field = NativeObject.class.getDeclaredField("nativeHandle");
            field.setAccessible(true);
            return field;
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private void write(long address) {
        try {
            NATIVE.setLong(this, address);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /// To be read while the object is alive: `RTCPeerConnection.close` forgets it.
    ///
    /// @return the handle, or null where there is no object or it is closed
    static @Nullable Handle of(@Nullable NativeObject object) {
        if (object == null) {
            return null;
        }
        try {
            long address = NATIVE.getLong(object);
            return address == 0 ? null : new Handle(address);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
