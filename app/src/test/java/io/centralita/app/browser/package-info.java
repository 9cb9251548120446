/// Whole calls from browsers, at the ear and at the wire.
@NullMarked
package io.centralita.app.browser;

import org.jspecify.annotations.NullMarked;
