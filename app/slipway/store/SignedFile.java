package slipway.store;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import slipway.base.Problem;

/// A report with its signature behind it: in JSON as the document’s last member, in HTML as a comment in the last
/// line. Signed is every byte before that, and what follows must stand exactly as it is written here, so that no byte
/// of the file can change. Stateless.
public final class SignedFile {
    private static final String START = "{\"algorithm\":\"Ed25519\",\"publicKey\":\"";
    private static final String BETWEEN = "\",\"value\":\"";
    private static final String END = "\"}";

    private SignedFile() {}

    /// What the signature is wrapped in.
    public enum Form {
        JSON(",\n  \"signature\": ", "\n}\n"), HTML("<!-- slipway-signature ", " -->\n");

        private final String before;
        private final String after;

        Form(String before, String after) {
            this.before = before;
            this.after = after;
        }

        private byte[] before() {
            return before.getBytes(StandardCharsets.US_ASCII);
        }

        private byte[] after() {
            return after.getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// What verifying came to.
    public enum Outcome {
        /// Unchanged, and signed by this workspace’s key.
        OWN,
        /// Unchanged, and signed by the key of the fingerprint.
        OTHER,
        /// Changed, or not signed at all.
        INVALID
    }

    /// What a signature was found to be worth.
    ///
    /// @param fingerprint of the key that signed, null where the file is not valid
    /// @param problem     why it is not valid, null where it is
    public record Seal(Outcome outcome, @Nullable String fingerprint, @Nullable Problem problem) {}

    /// A whole indented JSON object, signed.
    public static byte[] json(String document, WorkspaceKey key) {
        if (!document.endsWith("\n}")) throw new IllegalArgumentException("an indented object is signed");
        return signed(document.substring(0, document.length() - 2), Form.JSON, key);
    }

    /// A whole HTML page, signed.
    public static byte[] html(String page, WorkspaceKey key) {
        if (!page.endsWith("\n")) throw new IllegalArgumentException("the signature is a line of its own");
        return signed(page, Form.HTML, key);
    }

    private static byte[] signed(String text, Form form, WorkspaceKey key) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        return whole(payload, form, key.publicKey(), key.sign(payload));
    }

    private static byte[] whole(byte[] payload, Form form, byte[] publicKey, byte[] value) {
        var file = new ByteArrayOutputStream(payload.length + 300);
        file.writeBytes(payload);
        file.writeBytes(form.before());
        Base64.Encoder base64 = Base64.getEncoder();
        String member = START + base64.encodeToString(publicKey) + BETWEEN + base64.encodeToString(value) + END;
        file.writeBytes(member.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(form.after());
        return file.toByteArray();
    }

    /// Whether `file` is as it was signed, and by whom; `own` is null where there is no workspace to compare with.
    public static Seal verify(byte[] file, @Nullable WorkspaceKey own) {
        Form form = null;
        int at = -1;
        for (Form each : Form.values()) {
            int found = lastIndex(file, each.before());
            if (found > at) {
                form = each;
                at = found;
            }
        }
        if (form == null) return invalid("check.not-signed");
        int from = at + form.before().length;
        String member = new String(file, from, file.length - from, StandardCharsets.ISO_8859_1);
        int between = member.indexOf(BETWEEN);
        int end = member.indexOf(END);
        if (!member.startsWith(START) || between < 0 || end < between) return invalid("check.signature-form");
        byte[] payload = Arrays.copyOf(file, at);
        byte[] key;
        byte[] value;
        try {
            key = Base64.getDecoder().decode(member.substring(START.length(), between));
            value = Base64.getDecoder().decode(member.substring(between + BETWEEN.length(), end));
        } catch (IllegalArgumentException e) {
            return invalid("check.signature-form");
        }
        // made again and compared, because base64 and white space could be written in other ways
        if (!Arrays.equals(file, whole(payload, form, key, value))) return invalid("check.signature-form");
        if (!WorkspaceKey.verifies(key, payload, value)) return invalid("check.signature-wrong");
        boolean ours = own != null && Arrays.equals(own.publicKey(), key);
        return new Seal(ours ? Outcome.OWN : Outcome.OTHER, WorkspaceKey.fingerprint(key), null);
    }

    private static Seal invalid(String code) {
        return new Seal(Outcome.INVALID, null, Problem.of(code));
    }

    private static int lastIndex(byte[] bytes, byte[] wanted) {
        for (int at = bytes.length - wanted.length; at >= 0; at--) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) return at;
        }
        return -1;
    }
}
