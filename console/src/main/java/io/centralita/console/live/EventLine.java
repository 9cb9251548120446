package io.centralita.console.live;

/// Where the events of one page go. Any thread; returns at once.
interface EventLine {
    /// More text for it. A page that takes too little of it is cut off: it comes back and begins
    /// anew.
    ///
    /// @return false where it is gone
    boolean send(String text);

    /// Nothing follows.
    void close();
}
