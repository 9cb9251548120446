@NullMarked
package io.centralita.tenant.instructions;

import org.jspecify.annotations.NullMarked;
