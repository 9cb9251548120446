package io.centralita.channel.asterisk.websocket;

/// Says in plain text what a line says in JSON, to an Asterisk that speaks plain text.
record PlainTextSocket(MediaSocket socket) implements MediaSocket {
    @Override
    public void text(byte[] command) {
        socket.text(Commands.plain(command));
    }

    @Override
    public void binary(byte[] audio) {
        socket.binary(audio);
    }

    @Override
    public void flush() {
        socket.flush();
    }

    @Override
    public boolean isFull() {
        return socket.isFull();
    }

    @Override
    public void close(int code, String reason) {
        socket.close(code, reason);
    }
}
