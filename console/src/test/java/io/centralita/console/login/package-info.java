@NullMarked
package io.centralita.console.login;

import org.jspecify.annotations.NullMarked;
