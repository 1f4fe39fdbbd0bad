package slipway.compare;

import java.util.Set;

/// What is let pass. Numbers `a` and `b` are close when `|a-b| <= max(relative * max(|a|, |b|), absolute)`, the rule of
/// Python’s `math.isclose` (PEP 485), which treats both sides alike.
///
/// @param ignored   fields that do not count: names (`id`), or JSON pointers with `*` for any index or name
///                  (`/choices/*/created`)
/// @param unordered arrays whose order does not count, named in the same ways; `*` alone: all
public record Tolerance(double absolute, double relative, Set<String> ignored, Set<String> unordered) {
    /// Every difference counts but the last digits of a floating point sum.
    public static final Tolerance STRICT = new Tolerance(1e-9, 1e-6, Set.of(), Set.of());

    public Tolerance {
        if (!(absolute >= 0) || !(relative >= 0)) throw new IllegalArgumentException("a tolerance below 0");
        ignored = Set.copyOf(ignored);
        unordered = Set.copyOf(unordered);
    }

    boolean close(double a, double b) {
        if (Double.compare(a, b) == 0 || a == b) return true;
        if (Double.isNaN(a) || Double.isNaN(b) || Double.isInfinite(a) || Double.isInfinite(b)) return false;
        return Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute);
    }
}
