package slipway.bundle;

import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Bytes;
import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.store.SignedFile;

/// An open bundle: its list was checked against its members and its signature, so that a member can be trusted as far
/// as its digest is right. Trusts nothing that stands in the file. One thread; interruption cancels.
public final class BundleReader implements AutoCloseable {
    private static final long MOST_MANIFEST = 64L << 20;
    private static final int MOST_HEAD = 1 << 16;

    private final Path file;
    private final RandomAccessFile in;
    private final Map<String, TarArchiveEntry> members;
    private final Manifest manifest;
    private final String digest;
    private final String signer;

    private BundleReader(Path file, RandomAccessFile in, Map<String, TarArchiveEntry> members, Manifest manifest,
            String digest, String signer) {
        this.file = file;
        this.in = in;
        this.members = members;
        this.manifest = manifest;
        this.digest = digest;
        this.signer = signer;
    }

    /// Whether `file` begins as a bundle does, or is called like one: why it cannot be opened is then said by opening it.
    public static boolean is(Path file) {
        if (!Files.isRegularFile(file)) return false;
        if (String.valueOf(file.getFileName()).endsWith(".slipway")) return true;
        byte[] head = (Form.BUNDLE.head() + "\0").getBytes(StandardCharsets.US_ASCII);
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(head.length), head);
        } catch (IOException e) {
            return false;
        }
    }

    /// Opens `file` and checks everything but the digests of its members; what is wrong is a [StudioException] that
    /// names the member.
    public static BundleReader open(Path file) throws InterruptedException {
        return open(file, Form.BUNDLE);
    }

    static BundleReader open(Path file, Form form) throws InterruptedException {
        if (!Files.isRegularFile(file)) throw StudioException.of("bundle.no-file", file);
        try {
            var in = new RandomAccessFile(file.toFile(), "r");
            try {
                return open(file, in, form);
            } catch (IOException | RuntimeException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            if (Thread.interrupted()) throw new InterruptedException("bundle");
            throw new StudioException(Problem.of("bundle.unreadable", file, String.valueOf(e.getMessage())), e);
        }
    }

    private static BundleReader open(Path file, RandomAccessFile in, Form form) throws IOException {
        byte[] name = new byte[form.head().length() + 1];
        if (in.read(name) < name.length || !new String(name, StandardCharsets.US_ASCII).equals(form.head() + "\0"))
            throw StudioException.of("bundle.not-one", file);
        Map<String, TarArchiveEntry> members = members(file, in);
        TarArchiveEntry head = members.get(form.head());
        if (head == null) throw StudioException.of("bundle.cut", file);
        // what a newer edition means is not known: it is told before anything is held against our rules
        JsonNode said = tree(file, form.head(), content(in, head, MOST_HEAD));
        edition(file, said.path("format").asInt(0), said.path("createdBy").asString("–"));
        MemberRules.check(members.values(), form);
        TarArchiveEntry last = List.copyOf(members.values()).getLast();
        if (!last.getName().equals(Manifest.NAME)) throw StudioException.of("bundle.cut", file);
        byte[] listed = content(in, last, MOST_MANIFEST);
        SignedFile.Seal seal = SignedFile.verify(listed, null);
        if (seal.outcome() == SignedFile.Outcome.INVALID)
            throw StudioException.of("bundle.damaged", Manifest.NAME, file);
        Manifest manifest;
        try {
            // straight into records that refuse what is missing: a tree of a hostile list could fill the memory
            manifest = JsonMapper.shared().readValue(listed, Manifest.class);
        } catch (JacksonException | NullPointerException e) {
            throw new StudioException(Problem.of("bundle.damaged", Manifest.NAME, file), e);
        }
        edition(file, manifest.format(), manifest.createdBy());
        MemberRules.compare(file, members, manifest);
        return new BundleReader(file, in, members, manifest, Bytes.owning(listed).sha256(), String
                .valueOf(seal.fingerprint()));
    }

    /// Members by name in the file’s order; a file that ends within one was cut.
    private static Map<String, TarArchiveEntry> members(Path file, RandomAccessFile in) throws IOException {
        count(file);
        var members = new LinkedHashMap<String, TarArchiveEntry>();
        long end = 0;
        try (var tar = new TarFile(file)) {
            for (TarArchiveEntry each : tar.getEntries()) {
                if (members.put(each.getName(), each) != null)
                    throw StudioException.of("bundle.twice", each.getName(), file);
                end = each.getDataOffset() + (each.getSize() + 511) / 512 * 512;
            }
        } catch (IOException | IllegalArgumentException e) {
            if (Thread.currentThread().isInterrupted()) throw new IOException(e);
            throw new StudioException(Problem.of("bundle.cut", file), e);
        }
        if (in.length() != end + BundlePart.END) throw StudioException.of("bundle.cut", file);
        return members;
    }

    /// Looks at one head after the other before all of them are kept: a few gigabytes of heads fill the memory.
    private static void count(Path file) throws IOException {
        try (var in = new FileInputStream(file.toFile()); var tar = new TarArchiveInputStream(in)) {
            for (int i = 0; tar.getNextEntry() != null; i++) {
                if (i > MemberRules.MOST) throw StudioException.of("bundle.too-many", file, MemberRules.MOST);
            }
        } catch (IOException | IllegalArgumentException e) {
            if (Thread.currentThread().isInterrupted()) throw new IOException(e);
            throw new StudioException(Problem.of("bundle.cut", file), e);
        }
    }

    private static void edition(Path file, int format, String createdBy) {
        if (format < 1) throw StudioException.of("bundle.not-one", file);
        if (format > Manifest.FORMAT)
            throw StudioException.of("bundle.too-new", file, createdBy);
    }

    private static JsonNode tree(Path file, String name, byte[] content) {
        try {
            return JsonMapper.shared().readTree(content);
        } catch (JacksonException e) {
            throw new StudioException(Problem.of("bundle.damaged", name, file), e);
        }
    }

    private static byte[] content(RandomAccessFile in, TarArchiveEntry member, long most) throws IOException {
        if (member.getSize() > most) throw StudioException.of("bundle.special", member.getName());
        byte[] content = new byte[(int) member.getSize()];
        in.seek(member.getDataOffset());
        in.readFully(content);
        return content;
    }

    public Manifest manifest() {
        return manifest;
    }

    /// SHA-256 of the list: no other bundle has it.
    String digest() {
        return digest;
    }

    public Path file() {
        return file;
    }

    /// Fingerprint of the key that signed the list; anybody can make one, so it only tells apart where bundles come
    /// from.
    public String signer() {
        return signer;
    }

    /// Reads every member and compares it with its digest.
    public void verify(Progress progress) throws InterruptedException {
        progress.stage("bundle.stage.check", file.getFileName());
        var counted = new Counted(progress, 0, manifest.bytes());
        for (Manifest.Entry each : manifest.entries())
            copy(each, OutputStream.nullOutputStream(), counted);
    }

    /// Copies a member; one that differs from its digest is refused, after it was copied.
    void copy(Manifest.Entry entry, OutputStream out, Counted counted) throws InterruptedException {
        TarArchiveEntry member = members.get(entry.path());
        if (member == null) throw StudioException.of("bundle.damaged", entry.path(), file);
        try {
            in.seek(member.getDataOffset());
            Copying.Sum sum = Copying.copy(new MemberStream(in), out, entry.size(), counted::add);
            if (sum.size() == entry.size() && sum.sha256().equals(entry.sha256())) return;
        } catch (EOFException e) {
            throw new StudioException(Problem.of("bundle.damaged", entry.path(), file), e);
        } catch (IOException e) {
            throw new StudioException(Problem.of("bundle.copy", entry.path(), String.valueOf(e.getMessage())), e);
        }
        throw StudioException.of("bundle.damaged", entry.path(), file);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            System.getLogger(BundleReader.class.getName()).log(System.Logger.Level.INFO, file.toString(), e);
        }
    }
}
