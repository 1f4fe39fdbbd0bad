package slipway.check;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import slipway.base.Tasks;
import slipway.check.Seeds.Seed;
import slipway.contract.Contracts;
import slipway.contract.Profile;
import slipway.contract.Profiles;
import slipway.engine.Images;
import slipway.testkit.FakeImages;

/// An image as an engine tells of it, for what no machine of ours can make: 20 GB, another processor.
final class ToldImage {
    private ToldImage() {}

    static ContractResult judge(Seed seed, Profiles profiles, Tasks tasks) throws InterruptedException {
        Profile profile = profiles.byId(seed.contract()).orElseThrow();
        long bytes = Long.parseLong(seed.values().getOrDefault("bytes", "200000000"));
        String platform = seed.values().getOrDefault("platform", "linux/amd64");
        var image = new Images.Local(FakeImages.id("told"), List.of("told:1"), List.of(), bytes, Instant.EPOCH,
                Map.of(), 0);
        var config = new Images.Config(List.of("python3", "server.py"), List.of(), List.of(5000), "65532", platform,
                List.of(), null);
        var subject = new Subject(CheckTarget.image("told:1"), image, config, null, null, null);
        return new ContractRun(new Bench(subject, profile, Contracts.of(profile), tasks), () -> {}).run(null, null);
    }
}
