/// Calls that are prepared while they ring, through the real endpoints: webhook, status callback
/// and media stream.
@NullMarked
package io.centralita.app.warm;

import org.jspecify.annotations.NullMarked;
