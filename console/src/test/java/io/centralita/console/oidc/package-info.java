@NullMarked
package io.centralita.console.oidc;

import org.jspecify.annotations.NullMarked;
