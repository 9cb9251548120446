/// The browser's side of a call, in a real browser, against a stand-in of the server that answers
/// offers for real and can fail in every way.
@NullMarked
package io.centralita.console.client;

import org.jspecify.annotations.NullMarked;
