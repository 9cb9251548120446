@NullMarked
package io.centralita.tenant.database;

import org.jspecify.annotations.NullMarked;
