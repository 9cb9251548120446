/// The console as people see it: the pages at `/` and what they are made of.
///
/// Threads: files are read and compressed once, by whoever makes [WebPages]; requests run on event
/// loops and only hand out what is in memory.
@NullMarked
package io.centralita.console.web;

import org.jspecify.annotations.NullMarked;
