@NullMarked
package io.centralita.console.glance;

import org.jspecify.annotations.NullMarked;
