@NullMarked
package io.centralita.tool.http;

import org.jspecify.annotations.NullMarked;
