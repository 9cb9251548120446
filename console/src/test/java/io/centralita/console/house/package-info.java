@NullMarked
package io.centralita.console.house;

import org.jspecify.annotations.NullMarked;
