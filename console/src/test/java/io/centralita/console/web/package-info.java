@NullMarked
package io.centralita.console.web;

import org.jspecify.annotations.NullMarked;
