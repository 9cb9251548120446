@NullMarked
package io.centralita.tenant.form;

import org.jspecify.annotations.NullMarked;
