package slipway.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import slipway.base.Progress;
import slipway.catalog.ModelImport;

/// An import in a JVM of its own that stops for good in the midst of copying, to be killed there.
public final class ImportProcess implements AutoCloseable {
    private static final String COPIED = "copied ";

    private final Process process;

    private ImportProcess(Process process) {
        this.process = process;
    }

    /// Begins importing `source` into `root`; copying or unpacking stops once it has `bytes`.
    public static ImportProcess start(Path source, Path root, long bytes) throws IOException {
        var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", ImportProcess.class.getName(), source.toString(), root
                        .toString(),
                String.valueOf(bytes));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new ImportProcess(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /// Waits until the copy has stopped, and answers how far it was.
    public long copied() throws IOException {
        // closed with the process
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(COPIED)) return Long.parseLong(line.substring(COPIED.length()));
        }
        throw new IOException("ended with " + process.onExit().join().exitValue());
    }

    /// As `kill -9` does.
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /// Source, root, bytes.
    public static void main(String[] args) throws InterruptedException {
        long stop = Long.parseLong(args[2]);
        ModelImport.run(Path.of(args[0]), Path.of(args[1]), ModelImport.How.COPY, new Progress(report -> {
            boolean begun = List.of("catalog.import.copy", "catalog.import.unpack").contains(report.stage());
            if (!begun || report.done() < stop) return;
            System.out.println(COPIED + report.done());
            System.out.flush();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
