/// The example of docs/tools.md, compiled and tried.
@NullMarked
package io.centralita.tool.example;

import org.jspecify.annotations.NullMarked;
