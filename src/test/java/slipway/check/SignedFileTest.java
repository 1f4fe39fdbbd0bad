package slipway.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.StudioException;
import slipway.store.SignedFile;
import slipway.store.SignedFile.Outcome;
import slipway.store.SignedFile.Seal;
import slipway.store.WorkspaceKey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SignedFileTest {
    private static final String PAGE = "<!doctype html>\n<title>é</title>\n</html>\n";
    private static final Passport PASSPORT = Passports.of("é", Passports.result("mine", "Mine"));

    @TempDir
    private Path folder;
    private WorkspaceKey key;

    @BeforeEach
    void makeKey() {
        key = WorkspaceKey.open(folder.resolve(".slipway"));
    }

    private byte[] json() {
        return SignedFile.json(PassportJson.text(PASSPORT), key);
    }

    private byte[] html() {
        return SignedFile.html(PAGE, key);
    }

    @Test
    void aGoodReportIsValidAndSaysWhoSignedIt() {
        WorkspaceKey other = WorkspaceKey.open(folder.resolve("other"));
        for (byte[] file : List.of(json(), html())) {
            assertEquals(new Seal(Outcome.OWN, key.fingerprint(), null), SignedFile.verify(file, key));
            assertEquals(new Seal(Outcome.OTHER, key.fingerprint(), null), SignedFile.verify(file, other));
            assertEquals(new Seal(Outcome.OTHER, key.fingerprint(), null), SignedFile.verify(file, null));
        }
        assertEquals(PASSPORT, PassportJson.read(json()));
    }

    @Test
    void anyByteChangedFails() {
        for (byte[] file : List.of(json(), html())) {
            for (int at = 0; at < file.length; at++) {
                for (int bit : new int[]{1, 0x20}) {
                    byte[] changed = file.clone();
                    changed[at] = (byte) (changed[at] ^ bit);
                    assertBroken(changed, "byte " + at + " bit " + bit);
                }
            }
        }
    }

    @Test
    void anythingCutOrAddedFails() {
        for (byte[] file : List.of(json(), html())) {
            for (int length = 0; length < file.length; length++)
                assertBroken(Arrays.copyOf(file, length), "cut to " + length);
            for (String more : List.of("\n", " ", "x", "<!-- slipway-signature {} -->\n",
                    ",\n  \"signature\": {}\n}\n"))
                assertBroken((new String(file, StandardCharsets.UTF_8) + more).getBytes(StandardCharsets.UTF_8), more);
            for (int at : new int[]{0, 10, file.length - 5}) {
                byte[] longer = new byte[file.length + 1];
                System.arraycopy(file, 0, longer, 0, at);
                longer[at] = ' ';
                System.arraycopy(file, at, longer, at + 1, file.length - at);
                assertBroken(longer, "a space at " + at);
            }
        }
    }

    @Test
    void theSameBase64InOtherLettersFails() {
        // the last letter before the padding carries bits that no byte needs
        String text = new String(json(), StandardCharsets.UTF_8);
        int pad = text.lastIndexOf("==\"");
        for (char other : "BCDEFGHIJKLMNOP".toCharArray()) {
            char[] letters = text.toCharArray();
            letters[pad - 1] = letters[pad - 1] == other ? 'Z' : other;
            if (letters[pad - 1] != text.charAt(pad - 1))
                assertBroken(new String(letters).getBytes(StandardCharsets.UTF_8), "letter " + other);
        }
        assertBroken(text.replace("==\"", "\"").getBytes(StandardCharsets.UTF_8), "no padding");
    }

    @Test
    void aSignatureOfOneReportDoesNotFitAnother() {
        String one = new String(json(), StandardCharsets.UTF_8);
        String other = one.replace("\"target\": \"é\"", "\"target\": \"e\"");
        assertFalse(other.equals(one));
        assertEquals("check.signature-wrong", problem(other.getBytes(StandardCharsets.UTF_8)));
        assertEquals("check.not-signed", problem(PAGE.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theKeyIsMadeOnceAndOnlyItsOwnerReadsIt() throws IOException {
        Path file = folder.resolve(".slipway").resolve(WorkspaceKey.FILE);
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(key.fingerprint(), WorkspaceKey.open(folder.resolve(".slipway")).fingerprint());
        assertEquals(64, key.fingerprint().length());
        try (var files = Files.list(folder.resolve(".slipway"))) {
            assertEquals(List.of(file), files.toList());
        }
        assertTrue(WorkspaceKey.existing(folder.resolve("never")).isEmpty());
    }

    @Test
    void aDamagedKeyIsToldAndKept() throws IOException {
        Path file = folder.resolve(".slipway").resolve(WorkspaceKey.FILE);
        String good = Files.readString(file);
        WorkspaceKey.open(folder.resolve("other"));
        String other = Files.readString(folder.resolve("other").resolve(WorkspaceKey.FILE));
        String mixed = good.substring(0, good.indexOf("-----BEGIN PUBLIC"))
                + other.substring(other.indexOf("-----BEGIN PUBLIC"));
        for (String bad : List.of("", "x", good.substring(0, 80), good.replace("MC4", "MC5"), mixed)) {
            Files.writeString(file, bad);
            var refused = assertThrows(StudioException.class, () -> WorkspaceKey.open(folder.resolve(".slipway")));
            assertEquals("check.key-unreadable", refused.problem().code());
            assertEquals(bad, Files.readString(file));
        }
    }

    @Test
    void aVerificationSaysItInASentence() throws IOException {
        Path file = Files.write(folder.resolve("report.json"), json());
        Verification good = Verification.of(file, key);
        assertEquals(PASSPORT, good.passport());
        assertTrue(good.valid());
        assertTrue(Verification.of(file, null).words().contains(key.fingerprint()));
        Files.write(file, Arrays.copyOf(json(), 40));
        assertEquals("The file carries no signature", Verification.of(file, key).words());
        assertEquals("check.report-unreadable",
                Objects.requireNonNull(Verification.of(folder.resolve("none"), key).problem()).code());
    }

    private void assertBroken(byte[] file, String how) {
        assertEquals(Outcome.INVALID, SignedFile.verify(file, key).outcome(), how);
    }

    private String problem(byte[] file) {
        return Objects.requireNonNull(SignedFile.verify(file, key).problem()).code();
    }
}
