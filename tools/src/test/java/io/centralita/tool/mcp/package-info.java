@NullMarked
package io.centralita.tool.mcp;

import org.jspecify.annotations.NullMarked;
