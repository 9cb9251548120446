/// What remains of a call: its report, and the port to where reports are kept.
@NullMarked
package io.centralita.call.record;

import org.jspecify.annotations.NullMarked;
