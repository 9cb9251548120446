/// What everything of a call stands on: which call a thread works for, and the time it goes by.
@NullMarked
package io.centralita.call.scope;

import org.jspecify.annotations.NullMarked;
