@NullMarked
package io.centralita.tenant.memory;

import org.jspecify.annotations.NullMarked;
