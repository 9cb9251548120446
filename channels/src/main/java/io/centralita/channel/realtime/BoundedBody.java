package io.centralita.channel.realtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/// Reads the body of a request whole, whatever its type, up to a bound; what is beyond is dropped.
final class BoundedBody {
    private final int limit;
    private final Buffer body = Buffer.buffer();
    private boolean over;

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    /// @param then is given the body when it has come
    /// @param tooLarge is told once where it is larger
    static void read(
            HttpServerRequest request, int limit, Consumer<Buffer> then, Runnable tooLarge) {
        var read = new BoundedBody(limit);
        request.handler(read::take);
        request.endHandler(
                _ -> {
                    if (read.over) {
                        tooLarge.run();
                    } else {
                        then.accept(read.body);
                    }
                });
    }

    private void take(Buffer chunk) {
        over |= body.length() + chunk.length() > limit;
        if (!over) {
            body.appendBuffer(chunk);
        }
    }
}
