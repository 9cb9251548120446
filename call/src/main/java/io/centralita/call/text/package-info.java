/// What the switchboard itself says to callers, in words and as audio.
@NullMarked
package io.centralita.call.text;

import org.jspecify.annotations.NullMarked;
