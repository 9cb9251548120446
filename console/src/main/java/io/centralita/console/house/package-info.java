/// What stands behind the calls, shown to those who run the house: the network that is asked, what
/// assistants can look up, what the switchboard says, its settings, the doctor's checks. What there
/// is the application tells by [io.centralita.console.house.House].
///
/// Threads: routes on event loops, everything asked of the house on virtual threads.
@NullMarked
package io.centralita.console.house;

import org.jspecify.annotations.NullMarked;
