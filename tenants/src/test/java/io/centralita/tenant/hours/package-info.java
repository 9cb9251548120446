@NullMarked
package io.centralita.tenant.hours;

import org.jspecify.annotations.NullMarked;
