/// Calls as the console sees them, on the real server.
@NullMarked
package io.centralita.app.live;

import org.jspecify.annotations.NullMarked;
