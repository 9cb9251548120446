/// Whom a caller can be put through to.
@NullMarked
package io.centralita.call.transfer;

import org.jspecify.annotations.NullMarked;
