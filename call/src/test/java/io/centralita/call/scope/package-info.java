@NullMarked
package io.centralita.call.scope;

import org.jspecify.annotations.NullMarked;
