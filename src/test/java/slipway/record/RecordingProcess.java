package slipway.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import slipway.base.Tasks;

/// A process of its own that records until it is killed, or exports with a small heap.
final class RecordingProcess {
    private RecordingProcess() {}

    static Process start(String heap, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), RecordingProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static String line(Process process) throws IOException {
        return line(process.inputReader(StandardCharsets.UTF_8));
    }

    private static String line(BufferedReader reader) throws IOException {
        return String.valueOf(reader.readLine());
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("export")) {
            Recording recording = Recording.open(folder);
            var out = new Counting();
            HarExport.write(recording, "http://h", out);
            JsonlExport.write(recording, out);
            System.out.println(out.bytes);
            return;
        }
        try (var tasks = new Tasks();
                var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            for (int i = 0; true; i++) {
                recorder.offer(Exchanges.json(i, "in" + i + "x".repeat(i % 3_000), "out" + i));
                if (i % 100 == 0) {
                    Tasks.pause(java.time.Duration.ofMillis(2));
                    System.out.println(recorder.meta().get().counts().exchanges());
                }
            }
        }
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int one) {
            bytes++;
        }

        @Override
        public void write(byte[] all, int from, int length) {
            bytes += length;
        }
    }
}
