/// A caller's phone: what it says, which keys it presses, what it hears and when.
///
/// Pure; everything belongs to one thread but the [io.centralita.fake.asterisk.phone.Ear], at which
/// anybody may look.
@NullMarked
package io.centralita.fake.asterisk.phone;

import org.jspecify.annotations.NullMarked;
