package slipway.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.engine.Images;

/// Images that only exist in memory: remembers what it was asked, fails and waits as told.
public final class FakeImages implements Images {
    public final List<Local> images = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();
    /// Thrown by every call, while set.
    public volatile @Nullable Problem problem;
    /// Transfers wait here until it is open, while set.
    public volatile @Nullable CountDownLatch gate;
    /// Listing waits here until it is open, while set.
    public volatile @Nullable CountDownLatch listing;

    /// What the registry has for every name; null for nothing.
    public volatile @Nullable String remote;

    /// `sha256:` and 64 digits made of `seed`.
    public static String id(String seed) {
        String hex = Integer.toHexString(seed.hashCode());
        return "sha256:" + (hex + "9f2c41abd07e8e90").repeat(8).substring(0, 64);
    }

    public static Local image(String tag, long bytes, Duration age, boolean ours, int users) {
        return new Local(id(tag), tag.isEmpty() ? List.of() : List.of(tag), List.of(), bytes, Instant.now().minus(age),
                ours ? Map.of("slipway.version", "0.1.0") : Map.of("maintainer", "them"), users);
    }

    /// Eight images as a machine in use has them.
    public static FakeImages full() {
        var all = new FakeImages();
        String name = "registry.example.org:5000/team/iris:2";
        all.images.addAll(List.of(image("slipway/sample-server:0.1.0-3f2a91c07b", 61_200_000, Duration.ofHours(2), true,
                2),
                new Local(id(name), List.of(name, "iris:prod", "iris:2"), List.of("registry.example.org:5000/team/iris@"
                        + id("digest")), 412_000_000, Instant.now().minus(Duration.ofMinutes(12)),
                        Map.of("slipway.endpoint", "iris"), 1),
                image("slipway/churn:2025-11-oci-byoc", 1_240_000_000, Duration.ofDays(3), true, 0),
                image("python:3.12-slim", 124_000_000, Duration.ofDays(40), false, 0),
                image("postgres:16", 431_000_000, Duration.ofDays(90), false, 1),
                image("debian:bookworm-slim", 74_800_000, Duration.ofDays(21), false, -1),
                new Local(id("left"), List.of(), List.of(), 380_000_000, Instant.now().minus(Duration.ofDays(1)),
                        Map.of("slipway.version", "0.1.0"), 0),
                new Local(id("theirs"), List.of(), List.of(), 22_000_000, Instant.now().minus(Duration.ofDays(9)),
                        Map.of(), 0)));
        return all;
    }

    @Override
    public List<Local> list() throws InterruptedException {
        await(listing);
        check("list");
        return List.copyOf(images);
    }

    @Override
    public Optional<Local> find(String reference) {
        check("find " + reference);
        return images.stream().filter(image -> image.tags().contains(reference) || image.id().equals(reference))
                .findFirst();
    }

    @Override
    public List<Layer> layers(String reference) {
        check("layers " + reference);
        Instant then = Instant.now();
        return List.of(new Layer("", "ENTRYPOINT [\"/opt/server/bin/java\" \"-jar\" \"server.jar\"]", 0, then),
                new Layer("", "USER 65532:65532", 0, then),
                new Layer("", "COPY server.jar /opt/server/ # buildkit", 1_320_000, then),
                new Layer("",
                        "/bin/sh -c pip install --no-cache-dir --requirement requirements.txt && rm -rf /root/.cache",
                        212_000_000, then),
                new Layer("", "COPY lib/ /opt/server/lib/", 38_400_000, then),
                new Layer("", "/bin/sh -c #(nop) ADD file:4c1dbf in / ", 74_800_000, then));
    }

    @Override
    public Config config(String reference) {
        check("config " + reference);
        return new Config(List.of("/opt/server/bin/java", "-jar", "server.jar"), List.of(), List.of(5000, 8080),
                "65532:65532", "linux/amd64", List.of("PATH", "LANG", "MODEL_PATH", "PORT"),
                "CMD curl --fail http://localhost:5000/health");
    }

    @Override
    public Built build(Build build, Progress progress) {
        check("build " + String.join(" ", build.tags()));
        Local built = image(build.tags().getFirst(), 10_000_000, Duration.ZERO, true, 0);
        images.add(built);
        return new Built(built, 3, 1);
    }

    @Override
    public Local pull(String reference, @Nullable String platform, Progress progress) throws InterruptedException {
        transfer("pull " + reference, progress);
        Local pulled = image(reference, 10_000_000, Duration.ZERO, false, 0);
        images.add(pulled);
        return pulled;
    }

    @Override
    public String push(String reference, Progress progress) throws InterruptedException {
        transfer("push " + reference, progress);
        return id("digest");
    }

    @Override
    public void tag(String reference, String also) {
        check("tag " + also);
        images.replaceAll(image -> {
            if (!image.id().equals(reference)) return image;
            var tags = new ArrayList<>(image.tags());
            tags.add(also);
            return new Local(image.id(), tags, image.digests(), image.sizeBytes(), image.created(), image.labels(),
                    image.users());
        });
    }

    @Override
    public void remove(String reference, boolean force) {
        check("remove " + reference);
        images.removeIf(image -> image.tags().contains(reference) || image.id().equals(reference));
    }

    @Override
    public void save(List<String> references, Path tar, Progress progress) throws InterruptedException {
        transfer("save " + references + " " + tar, progress);
    }

    @Override
    public List<String> load(Path tar, Progress progress) throws InterruptedException {
        transfer("load " + tar, progress);
        return List.of();
    }

    @Override
    public Pruned prune(boolean ours) {
        check("prune " + ours);
        List<Local> gone = images.stream().filter(image -> image.tags().isEmpty() && (!ours || image.labels()
                .containsKey("slipway.version"))).toList();
        images.removeAll(gone);
        return new Pruned(gone.stream().map(Local::id).toList(), gone.stream().mapToLong(Local::sizeBytes).sum());
    }

    @Override
    public Optional<String> remoteDigest(String reference) {
        return Optional.ofNullable(remote);
    }

    @Override
    public Login login(String registry, String user, String password) {
        check("login " + registry + " " + user + " " + password.length());
        return new Login(registry, user, "/home/them/.docker/config.json", true);
    }

    private void transfer(String what, Progress progress) throws InterruptedException {
        progress.count(31_000_000, 62_000_000, Progress.Unit.BYTES);
        await(gate);
        check(what);
    }

    private static void await(@Nullable CountDownLatch latch) throws InterruptedException {
        if (latch != null) latch.await();
    }

    private void check(String what) {
        asked.add(what);
        Problem now = problem;
        if (now != null) throw new StudioException(now);
    }
}
