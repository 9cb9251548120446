/// AudioSocket: the dial plan's application, the channel driver, and externalMedia over it.
///
/// ```text
///  1 byte kind │ 2 bytes length, big endian │ payload
/// ```
///
/// Pure; everything belongs to one thread.
@NullMarked
package io.centralita.fake.asterisk.audiosocket;

import org.jspecify.annotations.NullMarked;
