/// Fakes and bases for tests; never used by production code.
package slipway.testkit;
