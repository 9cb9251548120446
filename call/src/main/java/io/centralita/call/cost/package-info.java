/// What calls cost, and how much they may: a table of prices that is data, and a ledger of the day.
///
/// Threads: [io.centralita.call.cost.Ledger] is shared by all calls and thread-safe; the rest is
/// immutable.
@NullMarked
package io.centralita.call.cost;

import org.jspecify.annotations.NullMarked;
