@NullMarked
package io.centralita.tenant.number;

import org.jspecify.annotations.NullMarked;
