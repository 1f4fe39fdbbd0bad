package slipway.bundle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Problem;
import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.testkit.FakeImages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// A bundle that was cut, changed or made by somebody who means harm is refused, with the member that is wrong.
class BundleDamageTest {
    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private Path file;
    private byte[] good;

    @BeforeEach
    void write() throws Exception {
        Path root = TestGround.sample(folder.resolve("ws"));
        file = folder.resolve("demo.slipway");
        var ground = new TestGround(root, tasks);
        ground.need(1, "slipway/server:1", "iris/blue");
        BundleWriter.write(ground, new BundleWish(List.of("iris"), true, false), file, Progress.NONE);
        good = Files.readAllBytes(file);
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private Problem refused() {
        return assertThrows(StudioException.class, () -> {
            try (BundleReader bundle = BundleReader.open(file)) {
                bundle.verify(Progress.NONE);
            }
        }).problem();
    }

    @Test
    void aTamperedByteNamesItsMember() throws IOException {
        List<TarArchiveEntry> members;
        try (var tar = new TarFile(file)) {
            members = tar.getEntries();
        }
        for (TarArchiveEntry member : members.subList(1, members.size())) {
            byte[] bad = good.clone();
            bad[(int) (member.getDataOffset() + member.getSize() / 2)] ^= 1;
            Files.write(file, bad);
            Problem problem = refused();
            assertEquals("bundle.damaged", problem.code(), member.getName());
            assertEquals(member.getName(), problem.args().getFirst());
        }
    }

    @Test
    void aTamperedMemberIsNotUnpackedAndTheWorkspaceIsNotThere() throws IOException {
        long at;
        try (var tar = new TarFile(file)) {
            at = tar.getEntries().stream().filter(each -> each.getName().endsWith("predict.http")).findFirst()
                    .orElseThrow().getDataOffset();
        }
        byte[] bad = good.clone();
        bad[(int) at] ^= 1;
        Files.write(file, bad);
        Path into = folder.resolve("opened");
        Problem problem = assertThrows(StudioException.class,
                () -> BundleOpening.open(file, into, false, FakeImages::new,
                        Progress.NONE))
                .problem();
        assertEquals(List.of("bundle.damaged", "workspace/requests/iris/predict.http"), List.of(problem.code(), problem
                .args().getFirst()));
        assertFalse(Files.exists(into));
    }

    @Test
    void cutAnywhereItIsSaid() throws IOException {
        for (int length = good.length - 1; length > 0; length -= 1 + good.length / 97) {
            Files.write(file, Arrays.copyOf(good, length));
            String code = refused().code();
            assertTrue(List.of("bundle.cut", "bundle.not-one").contains(code), code + " at " + length);
        }
        Files.write(file, Arrays.copyOf(good, good.length + 10_000));
        assertEquals("bundle.cut", refused().code());
        Files.writeString(file, "something else");
        assertEquals("bundle.not-one", refused().code());
        Files.delete(file);
        assertEquals("bundle.no-file", refused().code());
    }

    private static final String HEAD = "{\"format\":1,\"createdBy\":\"slipway 9.9\"}";

    private void craft(String head, TarArchiveEntry... members) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var tar = new TarArchiveOutputStream(bytes, 512)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            var first = new TarArchiveEntry(Form.BUNDLE.head());
            first.setSize(head.length());
            tar.putArchiveEntry(first);
            tar.write(head.getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            for (TarArchiveEntry each : members) {
                tar.putArchiveEntry(each);
                tar.write(new byte[(int) each.getSize()]);
                tar.closeArchiveEntry();
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    private static TarArchiveEntry member(String name) {
        // as it stands: a leading slash is kept
        var entry = new TarArchiveEntry(name, true);
        entry.setSize(3);
        return entry;
    }

    @ParameterizedTest
    @ValueSource(strings = {"workspace/../../out", "/etc/passwd", "workspace//x", "workspace/./x", "workspace/a\\..\\b",
            "workspace/C:x", "other/x", "workspace/.git/hooks/post-checkout", "workspace/.slipway/lock",
            "scenario/.slipway/x", "scenario/keys.json", "scenario/engine.json", "scenario/bundle",
            "scenario/loads/x", "workspace/.slipway./keys.json", "workspace/a /x", "workspace/tls.key",
            "workspace/sub/.ENV"})
    void aNameThatLeadsOutIsRefused(String name) throws IOException {
        craft(HEAD, member(name));
        assertEquals(Problem.of("bundle.path", name), refused());
    }

    @Test
    void linksDevicesAndDoublesAreRefused() throws IOException {
        var link = new TarArchiveEntry("workspace/link", TarConstants.LF_SYMLINK);
        link.setLinkName("/etc/passwd");
        craft(HEAD, link);
        assertEquals(Problem.of("bundle.special", "workspace/link"), refused());
        var hard = new TarArchiveEntry("workspace/hard", TarConstants.LF_LINK);
        hard.setLinkName("workspace/slipway.yml");
        craft(HEAD, hard);
        assertEquals("bundle.special", refused().code());
        craft(HEAD, new TarArchiveEntry("workspace/pipe", TarConstants.LF_FIFO));
        assertEquals("bundle.special", refused().code());
        craft(HEAD, member("workspace/x"), member("workspace/x"));
        assertEquals(List.of("bundle.twice", "workspace/x"), List.of(refused().code(), refused().args().getFirst()));
    }

    @Test
    void moreFilesThanAnybodyHasAreRefusedBeforeTheyAreKept() throws IOException {
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file));
                var tar = new TarArchiveOutputStream(out, 512)) {
            var head = new TarArchiveEntry(Form.BUNDLE.head());
            head.setSize(HEAD.length());
            tar.putArchiveEntry(head);
            tar.write(HEAD.getBytes(StandardCharsets.UTF_8));
            tar.closeArchiveEntry();
            for (int i = 0; i < MemberRules.MOST + 2; i++) {
                tar.putArchiveEntry(new TarArchiveEntry("workspace/" + i));
                tar.closeArchiveEntry();
            }
        }
        assertEquals("bundle.too-many", refused().code());
    }

    @Test
    void aNewerEditionIsToldBeforeAnythingElse() throws IOException {
        craft(HEAD.replace("1", "2"), member("anywhere/else"));
        Problem problem = refused();
        assertEquals("bundle.too-new", problem.code());
        assertEquals("slipway 9.9", problem.args().getLast());
        craft(HEAD, member("workspace/x"));
        assertEquals("bundle.cut", refused().code(), "without its list");
    }
}
