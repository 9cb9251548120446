package io.centralita.fake.speech;

/// What is to be said.
///
/// @param number of the request at its endpoint, from 1
public record SpokenRequest(int number, String input, String voice, double speed) {}
