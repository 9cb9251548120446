/// The answering service over HTTP: `POST /query`, `GET /health`.
///
/// Threads: Vert.x event loops take requests and write replies and never block; each question is
/// answered on a virtual thread of its own, at most as many at once as the settings allow.
@NullMarked
package io.centralita.network.service;

import org.jspecify.annotations.NullMarked;
