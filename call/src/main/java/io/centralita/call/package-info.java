/// One caller's call: what is decided, and who carries it out.
@NullMarked
package io.centralita.call;

import org.jspecify.annotations.NullMarked;
