package slipway.spec;

import java.nio.file.Path;

import slipway.base.Problem;

/// A [Problem] with its place in a file; line and column count from 1, 0 where the whole file is meant.
public record SpecProblem(Path file, int line, int column, Problem problem) {}
