@NullMarked
package io.centralita.tenant.store;

import org.jspecify.annotations.NullMarked;
