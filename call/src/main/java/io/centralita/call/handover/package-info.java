/// What a person hears who is to take a caller over, before they are connected.
@NullMarked
package io.centralita.call.handover;

import org.jspecify.annotations.NullMarked;
