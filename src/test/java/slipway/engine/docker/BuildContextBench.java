package slipway.engine.docker;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.build.FolderContext;
import slipway.engine.Images;
import slipway.testkit.Shell;
import slipway.testkit.TestDocker;

/// How long a build takes whose context is 500 MB of random bytes, ours against `docker build` with the same (classic)
/// builder, turn by turn in one run.
///
/// Run `slipway.engine.docker.BuildContextBench [megabytes] [rounds]` with the class path of the tests where a Docker
/// engine answers. It prints the median seconds of each and their ratio.
public final class BuildContextBench {
    private static final int SMALL_FILES = 500;

    private BuildContextBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int megabytes = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("context");
        try (var tasks = new Tasks(); DockerLink link = DockerLink.find(tasks, ContextChoice.NONE)) {
            link.settled(Duration.ofSeconds(6));
            fill(folder, megabytes);
            var ours = new ArrayList<Double>();
            var theirs = new ArrayList<Double>();
            for (int i = 0; i <= rounds; i++) {
                double our = ours(link, folder);
                double their = theirs(folder);
                // the first warms up
                if (i == 0) continue;
                ours.add(our);
                theirs.add(their);
            }
            System.out.printf("%d MB: ours %.2f s, docker build %.2f s (ratio %.2f)%n", megabytes, middle(ours),
                    middle(theirs), middle(ours) / middle(theirs));
        } finally {
            Shell.run("rm", "-rf", folder.toString());
            TestDocker.removeMine();
        }
    }

    private static void fill(Path folder, int megabytes) throws IOException {
        var random = new Random(1);
        byte[] block = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(folder.resolve("weights.bin"))) {
            for (int i = 0; i < megabytes; i++) {
                random.nextBytes(block);
                out.write(block);
            }
        }
        for (int i = 0; i < SMALL_FILES; i++)
            Files.writeString(Files.createDirectories(folder.resolve("code/" + i % 20)).resolve(i + ".py"), "x = " + i);
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\nLABEL slipway.bench=context\n");
    }

    private static double ours(DockerLink link, Path folder) throws InterruptedException {
        long begin = System.nanoTime();
        new DockerImages(link).build(new Images.Build(FolderContext.of(folder, "Dockerfile"), "Dockerfile",
                List.of(TestDocker.prefix() + ":ours"), Map.of(), Map.of(), null, null, true, Images.Builder.AUTO,
                line -> {}), Progress.NONE);
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double theirs(Path folder) {
        long begin = System.nanoTime();
        Shell.Said said = TestDocker.docker("build", "--no-cache", "-q", "-t", TestDocker.prefix() + ":theirs",
                folder.toString());
        if (!said.ok()) throw new IllegalStateException(said.text());
        return (System.nanoTime() - begin) / 1e9;
    }

    private static double middle(List<Double> all) {
        return all.stream().sorted().toList().get(all.size() / 2);
    }
}
