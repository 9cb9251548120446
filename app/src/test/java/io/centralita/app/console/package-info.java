/// The console's pages against a whole server, in a real browser.
@NullMarked
package io.centralita.app.console;

import org.jspecify.annotations.NullMarked;
