/// Tests of call records on real files.
@NullMarked
package io.centralita.tenant.record;

import org.jspecify.annotations.NullMarked;
