@NullMarked
package io.centralita.tenant.reception;

import org.jspecify.annotations.NullMarked;
