package slipway.testkit.seeded.base;

import slipway.testkit.seeded.spec.BadSpec;

/// Breaks the table on purpose: `base` may use nothing.
public record BadBase(BadSpec forbidden) {}
