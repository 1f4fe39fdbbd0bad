package slipway.testkit.seeded.ui.one;

import slipway.testkit.seeded.ui.two.TwoPage;

/// A page that uses another page on purpose.
public record OnePage(TwoPage forbidden) {}
