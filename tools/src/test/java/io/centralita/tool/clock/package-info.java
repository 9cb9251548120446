/// Tests of the clock tools, in virtual time.
@NullMarked
package io.centralita.tool.clock;

import org.jspecify.annotations.NullMarked;
