/// Tests of the MikroTik tool against a server that misbehaves on real sockets.
@NullMarked
package io.centralita.tool.mikrotik;

import org.jspecify.annotations.NullMarked;
