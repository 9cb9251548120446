@NullMarked
package io.centralita.tenant.recording;

import org.jspecify.annotations.NullMarked;
