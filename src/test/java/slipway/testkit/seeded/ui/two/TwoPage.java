package slipway.testkit.seeded.ui.two;

/// The page that another page uses.
public record TwoPage() {}
