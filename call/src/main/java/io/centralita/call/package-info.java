/// One caller's call, and the ports to everything around it.
@NullMarked
package io.centralita.call;

import org.jspecify.annotations.NullMarked;
