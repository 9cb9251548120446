/// HTTP for people and operators: health, metrics, call reports; and who may see them.
///
/// Threads: routes run on Vert.x event loops, which never wait here. Whatever may block — checks,
/// the scrape, the records — runs on virtual threads, in bounded number.
@NullMarked
package io.centralita.console;

import org.jspecify.annotations.NullMarked;
