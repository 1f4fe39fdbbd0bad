package slipway.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.StudioException;

/// The key that a workspace signs its reports with: Ed25519, made at first use, readable by its owner only. A file that
/// is damaged is told and never written over, because reports signed with it would become a stranger’s. Any thread.
public final class WorkspaceKey {
    /// In the folder of the workspace’s state.
    public static final String FILE = "report-key.pem";

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----\\n([A-Za-z0-9+/=\\n]+)\\n"
            + "-----END PRIVATE KEY-----\\n-----BEGIN PUBLIC KEY-----\\n([A-Za-z0-9+/=\\n]+)\\n"
            + "-----END PUBLIC KEY-----\\n");

    private final KeyPair pair;

    private WorkspaceKey(KeyPair pair) {
        this.pair = pair;
    }

    /// That of the workspace whose state is in `folder`, made where there is none yet.
    public static WorkspaceKey open(Path folder) {
        Path file = folder.resolve(FILE);
        Optional<WorkspaceKey> there = existing(folder);
        if (there.isPresent()) return there.get();
        try {
            Files.createDirectories(folder);
            create(file, pem(KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair()));
        } catch (IOException e) {
            throw new StudioException(Problem.of("check.key-unwritable", file, String.valueOf(e.getMessage())), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
        return existing(folder).orElseThrow(() -> StudioException.of("check.key-unreadable", file, "–"));
    }

    /// The same, or empty where no report was ever signed here.
    public static Optional<WorkspaceKey> existing(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(new WorkspaceKey(read(Files.readString(file, StandardCharsets.US_ASCII))));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // without the cause: a parser may quote the key
            throw StudioException.of("check.key-unreadable", file, e.getClass().getSimpleName());
        }
    }

    private static KeyPair read(String text) throws GeneralSecurityException {
        Matcher parts = PEM.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException(FILE);
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        var pair = new KeyPair(keys.generatePublic(new X509EncodedKeySpec(decoded(parts.group(2)))),
                keys.generatePrivate(new PKCS8EncodedKeySpec(decoded(parts.group(1)))));
        byte[] sample = FILE.getBytes(StandardCharsets.US_ASCII);
        if (!verifies(pair.getPublic(), sample, new WorkspaceKey(pair).sign(sample))) {
            throw new IllegalArgumentException(FILE);
        }
        return pair;
    }

    private static byte[] decoded(String lines) {
        return Base64.getDecoder().decode(lines.replace("\n", ""));
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n" + encoded(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n-----BEGIN PUBLIC KEY-----\n" + encoded(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String encoded(byte[] key) {
        return Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(key);
    }

    /// Never over a file that is there: another process may have made one since we looked.
    private static void create(Path file, String text) throws IOException {
        Path beside = privateFile(file);
        try {
            try (var out = new FileOutputStream(beside.toFile())) {
                out.write(text.getBytes(StandardCharsets.US_ASCII));
                out.getFD().sync();
            }
            link(file, beside);
        } catch (FileAlreadyExistsException e) {
            // the other’s is as good as ours
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void link(Path file, Path beside) throws IOException {
        try {
            Files.createLink(file, beside);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException e) {
            // a file system without links
            Files.move(beside, file);
        }
    }

    private static Path privateFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        try {
            return Files.createTempFile(folder, ".key", ".tmp", PosixFilePermissions.asFileAttribute(
                    PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            return Files.createTempFile(folder, ".key", ".tmp");
        }
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(pair.getPrivate());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key signs anything", e);
        }
    }

    byte[] publicKey() {
        return pair.getPublic().getEncoded();
    }

    /// SHA-256 of the public key, in hexadecimal.
    public String fingerprint() {
        return fingerprint(publicKey());
    }

    static String fingerprint(byte[] publicKey) {
        return Bytes.copyOf(publicKey).sha256();
    }

    /// Whether `value` is the signature of `content` under the X.509 key; false for anything that is no such key.
    static boolean verifies(byte[] publicKey, byte[] content, byte[] value) {
        try {
            PublicKey key = KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(publicKey));
            return Arrays.equals(key.getEncoded(), publicKey) && verifies(key, content, value);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean verifies(PublicKey key, byte[] content, byte[] value) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(key);
        signature.update(content);
        return signature.verify(value);
    }
}
