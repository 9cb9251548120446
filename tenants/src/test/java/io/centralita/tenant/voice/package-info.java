@NullMarked
package io.centralita.tenant.voice;

import org.jspecify.annotations.NullMarked;
