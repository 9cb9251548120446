/// Tests of the operator's checks.
@NullMarked
package io.centralita.tool.mikrotik.check;

import org.jspecify.annotations.NullMarked;
