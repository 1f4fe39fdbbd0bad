package slipway.engine.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.testkit.Shell;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertTrue;

/// Images of one file from nothing, at the shared engine, and the engine’s images as the studio sees them; all that was
/// made goes with it.
record ScratchImages(Path folder, DockerLink link, DockerImages images) implements AutoCloseable {
    static ScratchImages open(Path folder, RegistryLogin logins) throws InterruptedException {
        DockerLink link = DockerLink.open(new DockerAddress(TestDocker.host(), "test", null));
        return new ScratchImages(folder, link, new DockerImages(link, () -> logins, container -> {}));
    }

    /// Makes an image with one file of `bytes` that no gzip makes smaller, and answers its id.
    String make(String reference, int bytes, String... changes) {
        try {
            Path root = Files.createTempDirectory(folder, "image");
            var content = new byte[bytes];
            new Random().nextBytes(content);
            try (OutputStream out = Files.newOutputStream(root.resolve("weights"))) {
                out.write(content);
            }
            Path tar = folder.resolve(root.getFileName() + ".tar");
            Shell.ok("tar -C " + root + " -cf " + tar + " .");
            var words = new java.util.ArrayList<>(List.of("import"));
            for (String change : changes)
                words.addAll(List.of("-c", change));
            words.addAll(List.of(tar.toString(), reference));
            Shell.Said said = TestDocker.docker(words.toArray(String[]::new));
            assertTrue(said.ok(), said.text());
            Files.delete(tar);
            return said.text().lines().toList().getLast();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs `body` and interrupts it at the first byte that it tells of; what it ended with, or null.
    static Throwable cancelled(Tasks.Body body) throws InterruptedException {
        var outcome = new AtomicReference<Throwable>();
        var worker = new AtomicReference<Thread>();
        Thread thread = Thread.ofPlatform().unstarted(() -> {
            try {
                body.run(new Progress(report -> {
                    if (report.done() > 0) worker.get().interrupt();
                }));
            } catch (Throwable e) {
                outcome.set(e);
            }
        });
        worker.set(thread);
        thread.start();
        thread.join(60_000);
        return outcome.get();
    }

    @Override
    public void close() {
        link.close();
        Shell.run("sh", "-c", "docker -H %s images -aq --filter 'reference=*/%s/*' | xargs -r docker -H %s rmi -f"
                .formatted(TestDocker.host(), TestDocker.prefix(), TestDocker.host()));
        TestDocker.removeMine();
    }
}
