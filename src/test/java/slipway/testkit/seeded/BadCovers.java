package slipway.testkit.seeded;

import slipway.testkit.Covers;

/// Cites a row that is not there, on a method that is no test.
public final class BadCovers {
    private BadCovers() {}

    @Covers({"A001", "A999"})
    static void notATest() {}
}
