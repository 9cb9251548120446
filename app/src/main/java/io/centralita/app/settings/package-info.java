/// What operators can set: every key declared once in [io.centralita.app.settings.Keys], read once
/// at the start from environment, `.env` and `centralita.yaml` (that order wins), checked as a
/// whole and turned into [io.centralita.app.settings.Settings].
///
/// Threads: none; everything here is immutable after the start.
@NullMarked
package io.centralita.app.settings;

import org.jspecify.annotations.NullMarked;
