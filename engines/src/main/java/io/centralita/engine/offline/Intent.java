package io.centralita.engine.offline;

/// What a caller may want that needs no network. In the order in which they are tried.
enum Intent {
    CANCEL("cancel"),
    FORGET("forget"),
    KEEP_NOTHING("keep-nothing"),
    GOODBYE("goodbye"),
    REPEAT("repeat"),
    STILL_THERE("still-there"),
    HELP("help"),
    SLOW_TIME("slow-time"),
    TIME("time"),
    THANKS("thanks"),
    NO("no"),
    YES("yes"),
    GREETING("greeting");

    private final String key;

    Intent(String key) {
        this.key = key;
    }

    /// Its key in the resources.
    String key() {
        return key;
    }
}
