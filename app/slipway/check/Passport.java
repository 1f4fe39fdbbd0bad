package slipway.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// The outcome of one run: a target against the contracts it was held to.
///
/// @param target      what was checked as a person named it: a folder relative to the workspace, an image, an address
/// @param kind        `model`, `image` or `url`
/// @param imageDigest `sha256:…`: the registry's digest, else the image's id; null where no image ran
/// @param millis      how long it took
/// @param machine     what it ran on: `os`, `cpus`, `engine`, `slipway`
public record Passport(String target, String kind, @Nullable String imageDigest, Instant startedAt, double millis,
        Map<String, String> machine, List<ContractResult> results) {
    public Passport {
        machine = Map.copyOf(machine);
        results = List.copyOf(results);
    }

    /// Whether no rule of any contract failed.
    public boolean good() {
        return results.stream().noneMatch(result -> result.verdict() == Verdict.FAIL);
    }
}
