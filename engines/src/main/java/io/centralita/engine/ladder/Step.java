package io.centralita.engine.ladder;

/// A rung and what all calls know of it.
record Step(Rung rung, Breaker breaker) {}
