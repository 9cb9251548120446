/// Names of tools: which are meant, and which a model can be given.
@NullMarked
package io.centralita.tool.naming;

import org.jspecify.annotations.NullMarked;
