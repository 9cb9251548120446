@NullMarked
package io.centralita.call.watch;

import org.jspecify.annotations.NullMarked;
