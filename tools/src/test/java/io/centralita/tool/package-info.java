/// What the tests of all tools share.
@NullMarked
package io.centralita.tool;

import org.jspecify.annotations.NullMarked;
