package slipway.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.store.SignedFile;
import slipway.store.WorkspaceKey;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The script of the documents, run as people run it.
class VerifyScriptTest {
    private static final Path SCRIPT = Sources.base().resolve("docs/verify-report.py");

    @TempDir
    private Path folder;

    @BeforeEach
    void needsItsTools() throws Exception {
        assumeTrue(answers("openssl", "version") && answers("python3", "--version"), "openssl or python3 is missing");
    }

    @Test
    void isShort() throws IOException {
        assertTrue(Files.readAllLines(SCRIPT).size() <= 20, "a script to read before it is trusted");
    }

    @Test
    void verifiesGoodReportsAndRefusesChangedOnes() throws Exception {
        WorkspaceKey key = WorkspaceKey.open(folder);
        Passport passport = Passports.of("é", Passports.many("mine", "Mine", 1, 1, 1));
        byte[] json = SignedFile.json(PassportJson.text(passport), key);
        byte[] html = SignedFile.html("<!doctype html>\n<p>é</p>\n", key);
        for (byte[] report : List.of(json, html)) {
            assertEquals("valid, signed by the key with the SHA-256 fingerprint " + key.fingerprint(), run(report));
            assertEquals("valid", run(report, key.fingerprint()).substring(0, 5));
            assertEquals("not valid", run(report, "0".repeat(64)).substring(0, 9));
            for (int at : new int[]{15, report.length - 150, report.length - 8, report.length - 1}) {
                byte[] changed = report.clone();
                changed[at] = (byte) (changed[at] ^ 1);
                assertTrue(run(changed).startsWith("not valid"), "byte " + at);
            }
        }
        assertTrue(run("nothing".getBytes(StandardCharsets.UTF_8)).startsWith("not valid"));
    }

    private String run(byte[] report, String... more) throws Exception {
        var command = new ArrayList<>(List.of("python3", SCRIPT.toString(),
                Files.write(folder.resolve("report"), report).toString()));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertEquals(said.startsWith("valid"), process.exitValue() == 0, said);
        return said;
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
