@NullMarked
package io.centralita.console.live;

import org.jspecify.annotations.NullMarked;
