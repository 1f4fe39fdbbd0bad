package slipway.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Bytes;
import slipway.base.Tasks;
import slipway.record.RecordingMeta.State;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RecordingIT {
    @TempDir
    Path root;

    @Test
    void aKilledRecorderLeavesAWholeRecording() throws Exception {
        Path folder = root.resolve("r");
        Process process = RecordingProcess.start("128m", "record", folder.toString());
        long told = 0;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            while (told < 1_000)
                told = Long.parseLong(lines.readLine());
        } finally {
            process.destroyForcibly().waitFor();
        }
        Recording recording = Recording.open(folder);
        assertEquals(State.CUT_OFF, recording.meta().state());
        assertTrue(recording.size() >= told, recording.size() + " of at least " + told);
        for (Entry entry : RecorderTest.entries(recording)) {
            String number = entry.requestId().substring(3);
            assertEquals("in" + number + "x".repeat(Integer.parseInt(number) % 3_000),
                    RecorderTest.text(recording, entry.request()));
        }
    }

    @Test
    void twoGigabytesAreExportedWithASmallHeap() throws Exception {
        Path folder = root.resolve("r");
        try (var tasks = new Tasks(); var recorder = Recorder.start(folder, Exchanges.ask(Redaction.USUAL), tasks)) {
            Bytes text = Bytes.utf8("x".repeat(20_000_000));
            byte[] odd = new byte[20_000_000];
            odd[0] = (byte) 0xff;
            Exchange large = Exchanges.of(0, "application/octet-stream", text, Bytes.owning(odd));
            IntStream.range(0, 20).forEach(i -> {
                recorder.offer(large);
                Awaitility.await().until(recorder::idle);
            });
        }
        Process process = RecordingProcess.start("48m", "export", folder.toString());
        long bytes = size(process);
        assertTrue(bytes > 20L * 2 * (20_000_000L + 26_000_000L), bytes + " bytes");
    }

    private static long size(Process process) throws IOException {
        String said = RecordingProcess.line(process);
        assertTrue(said.matches("\\d+"), said);
        return Long.parseLong(said);
    }
}
