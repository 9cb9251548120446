package io.centralita.engine.ladder;

import io.centralita.engine.breaker.Breaker;

/// A rung and what all calls know of it.
record Step(Rung rung, Breaker breaker) {}
