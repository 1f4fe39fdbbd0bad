package slipway.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// First frame of the studio (on the workspace given) against a bare JavaFX window: the same JVM, the same flags, turn
/// by turn, in fresh processes. Prints medians in milliseconds and their ratio.
///
/// Arguments: WORKSPACE [RUNS] [JVM-OPTION...]. Without a display both run on the headless platform.
public final class StartBench {
    private StartBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path workspace = Path.of(args[0]).toAbsolutePath();
        int runs = args.length > 1 ? Integer.parseInt(args[1]) : 9;
        List<String> extra = args.length > 2 ? List.of(args).subList(2, args.length) : List.of();
        var bare = new ArrayList<Long>();
        var studio = new ArrayList<Long>();
        for (int i = 0; i <= runs; i++) {
            long one = run(extra, "slipway.bench.BareWindow");
            long other = run(extra, "slipway.Main", "--workspace", workspace.toString());
            // the first pair warms the disk cache and does not count
            if (i == 0) continue;
            bare.add(one);
            studio.add(other);
            System.out.println("run " + i + ": bare " + one + " ms, studio " + other + " ms");
        }
        System.out.printf("median of %d: bare %d ms, studio %d ms, ratio %.2f%n", runs, median(bare), median(studio),
                median(studio) / (double) median(bare));
    }

    private static long run(List<String> extra, String... main) throws IOException, InterruptedException {
        Path told = Files.createTempFile("first-frame", ".txt");
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--module-path=" + System.getProperty("jdk.module.path"),
                "--add-modules=javafx.controls,javafx.fxml",
                "--enable-native-access=javafx.graphics,ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                "-Dslipway.firstFrame=" + told, "-cp", System.getProperty("java.class.path")));
        if (System.getenv("DISPLAY") == null) {
            command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw"));
        }
        command.addAll(1, extra);
        command.addAll(List.of(main));
        long began = System.currentTimeMillis();
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(new File("/dev/null")).start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) process.destroyForcibly();
        return Long.parseLong(Files.readString(told).strip()) - began;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
