package io.centralita.call.watch;

import io.centralita.call.record.CallReport;

/// A turn as the records show it so far.
///
/// @param number its own, from 1; later states of it have the same
/// @param over nothing is added to its length any more; its words may still come
/// @param gone it was taken back before anybody heard it
public record TurnView(int number, CallReport.Turn turn, boolean over, boolean gone) {}
