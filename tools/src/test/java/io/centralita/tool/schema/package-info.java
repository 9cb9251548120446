@NullMarked
package io.centralita.tool.schema;

import org.jspecify.annotations.NullMarked;
