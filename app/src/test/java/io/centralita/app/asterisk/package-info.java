/// The whole switchboard at an Asterisk that is as strict as the real one, with phones that call.
@NullMarked
package io.centralita.app.asterisk;

import org.jspecify.annotations.NullMarked;
