/// Who is called, and how the caller is received: decided while the telephone rings.
@NullMarked
package io.centralita.call.reception;

import org.jspecify.annotations.NullMarked;
