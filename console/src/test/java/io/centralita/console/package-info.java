/// Tests of the console over real HTTP.
@NullMarked
package io.centralita.console;

import org.jspecify.annotations.NullMarked;
