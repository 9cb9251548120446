@NullMarked
package io.centralita.tool.naming;

import org.jspecify.annotations.NullMarked;
