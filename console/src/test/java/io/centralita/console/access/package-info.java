@NullMarked
package io.centralita.console.access;

import org.jspecify.annotations.NullMarked;
