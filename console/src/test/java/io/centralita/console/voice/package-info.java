@NullMarked
package io.centralita.console.voice;

import org.jspecify.annotations.NullMarked;
