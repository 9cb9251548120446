package io.centralita.tenant.record;

/// What is kept of calls beside their records, recordings for example, and has to go when those do.
public interface CallTraces {
    CallTraces NONE = _ -> {};

    /// The record of this call was deleted, or what is personal taken out of it: nothing else of
    /// the call is to be kept, nor anything that is still to come. Any thread; returns at once; any
    /// number of times.
    void forget(String callId);
}
