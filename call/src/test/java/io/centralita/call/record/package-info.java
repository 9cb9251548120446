@NullMarked
package io.centralita.call.record;

import org.jspecify.annotations.NullMarked;
