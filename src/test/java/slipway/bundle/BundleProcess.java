package slipway.bundle;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import slipway.base.Progress;
import slipway.base.Tasks;

/// A bundle written or opened in a JVM of its own, which stops for good in the midst, to be killed there.
final class BundleProcess implements AutoCloseable {
    private final Process process;

    private BundleProcess(Process process) {
        this.process = process;
    }

    /// `what` is `write` or `open`; it stops once `bytes` are done.
    static BundleProcess start(String what, Path workspace, Path bundle, long bytes) throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", BundleProcess.class.getName(), what,
                workspace.toString(), bundle.toString(), String.valueOf(bytes));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new BundleProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Waits until it stands still.
    void stopped() throws IOException {
        // closed with the process
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        if (!"stopped".equals(lines.readLine())) throw new IOException("ended with " + process.onExit().join());
    }

    /// As `kill -9` does.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    public static void main(String[] args) throws InterruptedException {
        long stop = Long.parseLong(args[3]);
        var progress = new Progress(report -> {
            boolean begun = List.of("bundle.stage.write", "bundle.stage.unpack").contains(report.stage());
            if (!begun || report.done() < stop) return;
            System.out.println("stopped");
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (var tasks = new Tasks()) {
            if (args[0].equals("write")) {
                BundleWriter.write(new TestGround(Path.of(args[1]), tasks), new BundleWish(List.of(), false, false),
                        Path
                                .of(args[2]),
                        progress);
            } else {
                BundleOpening.open(Path.of(args[2]), Path.of(args[1]), false, () -> {
                    throw new AssertionError();
                }, progress);
            }
        }
    }
}
