package slipway.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// Start of the installed program: its first frame against that of a bare JavaFX window on the same runtime with an AOT
/// cache of its own, turn by turn in fresh processes, when its own frame with all words is there, and when the workspace
/// can be used. Prints medians in milliseconds and the ratio of the first frames.
///
/// Arguments: IMAGE WORKSPACE [RUNS], where IMAGE is `target/dist/slipway` or `/opt/slipway`. Without a display both run
/// on the headless platform.
public final class ImageStartBench {
    private static final String MAIN = "slipway.bench.BareWindow";

    private ImageStartBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path image = Path.of(args[0]).toAbsolutePath();
        Path workspace = Path.of(args[1]).toAbsolutePath();
        int runs = args.length > 2 ? Integer.parseInt(args[2]) : 9;
        Path java = image.resolve("lib/runtime/bin/java");
        Path folder = Files.createTempDirectory("bare");
        String classPath = jar(folder) + File.pathSeparator + image.resolve("lib/app/slipway.jar");
        Path cache = folder.resolve("bare.aot");
        var bare = List.of(java.toString(), "--add-modules=javafx.controls", "--enable-native-access=javafx.graphics");
        run(folder, with(bare, "-XX:AOTCacheOutput=" + cache, "-cp", classPath, MAIN), false);
        if (!Files.exists(cache)) throw new IOException("no AOT cache was made for the bare window");
        var bareTimes = new ArrayList<Long>();
        var frames = new ArrayList<Long>();
        var whole = new ArrayList<Long>();
        var usable = new ArrayList<Long>();
        for (int i = 0; i <= runs; i++) {
            Times one = run(folder, with(bare, "-XX:AOTCache=" + cache, "-cp", classPath, MAIN), false);
            Times other = run(folder, List.of(image.resolve("bin/slipway").toString(), "--workspace",
                    workspace.toString()), true);
            // the first pair warms the disk cache and does not count
            if (i == 0) continue;
            bareTimes.add(one.frame);
            frames.add(other.frame);
            whole.add(other.whole - other.frame);
            usable.add(other.usable - other.frame);
            System.out.println("run " + i + ": bare " + one.frame + " ms, studio " + other.frame + " ms, its words "
                    + (other.whole - other.frame) + " ms and usable " + (other.usable - other.frame) + " ms after");
        }
        System.out.printf(
                "median of %d: bare %d ms, studio %d ms, ratio %.2f; its words %d ms and usable %d ms after%n",
                runs, median(bareTimes), median(frames), median(frames) / (double) median(bareTimes), median(whole),
                median(usable));
    }

    /// Milliseconds since the process began.
    private record Times(long frame, long whole, long usable) {}

    private static List<String> with(List<String> command, String... more) {
        var all = new ArrayList<>(command);
        all.addAll(List.of(more));
        return all;
    }

    /// An AOT cache takes classes from jars only.
    private static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("bare.jar");
        try (OutputStream file = Files.newOutputStream(jar); var out = new JarOutputStream(file)) {
            String name = MAIN.replace('.', '/') + ".class";
            out.putNextEntry(new JarEntry(name));
            try (var in = Objects.requireNonNull(ImageStartBench.class.getClassLoader().getResourceAsStream(name))) {
                in.transferTo(out);
            }
        }
        return jar;
    }

    private static Times run(Path folder, List<String> command, boolean untilUsable)
            throws IOException, InterruptedException {
        Path frame = folder.resolve("frame.txt");
        Path whole = folder.resolve("whole.txt");
        Path usable = folder.resolve("usable.txt");
        Files.deleteIfExists(frame);
        Files.deleteIfExists(whole);
        Files.deleteIfExists(usable);
        String options = "-Dslipway.firstFrame=" + frame + (untilUsable
                ? " -Dslipway.wholeFrame="
                        + whole + " -Dslipway.usable=" + usable
                : "")
                + (System.getenv("DISPLAY") == null ? " -Dglass.platform=Headless -Dprism.order=sw" : "");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(new File("/dev/null"));
        builder.environment().put("JAVA_TOOL_OPTIONS", options);
        long began = System.currentTimeMillis();
        Process process = builder.start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command + " did not end");
        }
        long first = told(frame) - began;
        return untilUsable
                ? new Times(first, told(whole) - began, told(usable) - began)
                : new Times(first, first, first);
    }

    private static long told(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).strip());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
