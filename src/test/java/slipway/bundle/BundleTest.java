package slipway.bundle;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Progress;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.spec.Workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What goes into a bundle comes out of it, and what must not go in does not.
class BundleTest {
    private static final BundleWish ALL = new BundleWish(List.of(), true, false);

    @TempDir
    private Path folder;
    private final Tasks tasks = new Tasks();
    private Path root;
    private Path file;

    @BeforeEach
    void plant() throws Exception {
        root = TestGround.sample(folder.resolve("ws"));
        file = folder.resolve("out/demo.slipway");
    }

    @AfterEach
    void end() {
        tasks.close();
    }

    private BundleWriter.Written write(TestGround ground, BundleWish wish) throws Exception {
        return BundleWriter.write(ground, wish, file, Progress.NONE);
    }

    private BundleOpening.Opened open(Path into, TestGround engine) throws Exception {
        return BundleOpening.open(file, into, true, engine::images, Progress.NONE);
    }

    @Test
    void theSampleWorkspaceComesOutAsItWentIn() throws Exception {
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway/run.json"), "{\"key\":\"battery-staple-7\"}");
        assertTrue(root.resolve("iris/train.py").toFile().setExecutable(true));
        Path deep = Files.createDirectories(root.resolve("äöü/" + "long-name/".repeat(15)));
        Files.writeString(deep.resolve("x".repeat(120)), "deep");
        BundleWriter.Written written = write(new TestGround(root, tasks), ALL);
        assertEquals(Files.size(file), written.sizeBytes());
        assertEquals(List.of("demo.slipway"), List.of(folder.resolve("out").toFile().list()));

        Path into = folder.resolve("elsewhere/demo");
        BundleOpening.Opened opened = open(into, new TestGround(root, tasks));
        assertEquals(TestGround.files(root), TestGround.files(into));
        assertFalse(Files.exists(into.resolve(".slipway/run.json")));
        try (Workspace there = Workspace.open(opened.folder(), tasks)) {
            assertEquals(List.of("diabetes", "digits", "iris"), there.spec().get().endpoints().stream().map(each -> each
                    .name()).toList());
            assertEquals(List.of(), there.spec().get().problems());
        }
        Files.writeString(into.resolve("slipway.yml"), "name: mine\n");
        assertTrue(open(into, new TestGround(root, tasks)).known(), "opened again nothing is written over");
        assertEquals("name: mine\n", Files.readString(into.resolve("slipway.yml")));
        StudioException taken = assertThrows(StudioException.class, () -> open(root, new TestGround(root, tasks)));
        assertEquals("bundle.taken", taken.problem().code());
    }

    @Test
    void oneEndpointBringsItsRequestsAndModelsOnly() throws Exception {
        write(new TestGround(root, tasks), new BundleWish(List.of("iris"), true, false));
        Path into = folder.resolve("iris");
        open(into, new TestGround(root, tasks));
        var there = TestGround.files(into).keySet();
        assertTrue(there.containsAll(List.of("slipway.yml", "endpoints/iris/blue.yml", "requests/iris/predict.http",
                "iris/1/MLmodel", "iris/2/model.onnx")), there.toString());
        assertTrue(there.stream().noneMatch(each -> each.contains("digits") || each.contains("held-out")), there
                .toString());
        StudioException unknown = assertThrows(StudioException.class, () -> write(new TestGround(root, tasks),
                new BundleWish(List.of("wine"), true, false)));
        assertEquals("spec.no-endpoint", unknown.problem().code());
    }

    @Test
    void secretsStayBehindAndAreSaid() throws Exception {
        Path blue = root.resolve("endpoints/iris/blue.yml");
        Files.writeString(blue, Files.readString(blue)
                + "environment_variables:\n  LEVEL: info\n  API_KEY: battery-staple-7\n");
        Path requests = root.resolve("requests/iris/predict.http");
        Files.writeString(requests, Files.readString(requests)
                + "\n### mine\nGET {{endpoint}}/x\nAuthorization: Bearer battery-staple-8\n");
        Files.writeString(root.resolve("requests/http-client.private.env.json"),
                "{\"a\":{\"k\":\"battery-staple-9\"}}");
        Files.writeString(root.resolve(".env"), "X=battery-staple-0\n");
        Manifest manifest = write(new TestGround(root, tasks), ALL).manifest();
        assertEquals(List.of(new Manifest.LeftOut("secret", "endpoints/iris/blue.yml", List.of("API_KEY")),
                new Manifest.LeftOut("secret", "requests/iris/predict.http", List.of("Authorization"))),
                manifest
                        .left());
        assertFalse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("battery-staple"));
        Path into = folder.resolve("opened");
        open(into, new TestGround(root, tasks));
        String carried = Files.readString(into.resolve("endpoints/iris/blue.yml"));
        assertTrue(carried.contains("LEVEL: info") && !carried.contains("API_KEY"), carried);
        assertTrue(carried.contains("# logistic regression"), carried);
        assertTrue(Files.readString(into.resolve("requests/iris/predict.http")).contains("Bearer {{key}}"));
    }

    @Test
    void imagesComeAlongAndThoseThatAreThereAreLeftAlone() throws Exception {
        Path blue = root.resolve("endpoints/iris/blue.yml");
        Files.writeString(blue, Files.readString(blue) + "environment:\n  image: reg:5000/iris@" + TestGround.id(9)
                + "\n");
        var ground = new TestGround(root, tasks);
        ground.need(1, "reg:5000/iris:bundled-1", "iris/blue");
        ground.need(2, "slipway/server:1", "iris/green", "digits/blue");
        Manifest manifest = write(ground, ALL).manifest();
        assertEquals(List.of("images/1.tar", "images/2.tar"), manifest.images().stream().map(Manifest.Image::entry)
                .toList());
        assertEquals(List.of("save", "save"), ground.asked);

        var other = new TestGround(root, tasks);
        other.engine.put(TestGround.id(2), new ArrayList<>());
        other.engine.put(TestGround.id(7), new ArrayList<>(List.of("reg:5000/iris:bundled-1")));
        BundleOpening.Opened opened = open(folder.resolve("opened"), other);
        assertEquals(List.of("load", "tag", "tag"), other.asked);
        assertEquals(List.of(false, true), opened.images().stream().map(BundleOpening.Loaded::there).toList());
        assertEquals(List.of("reg:5000/iris:bundled-1"), opened.images().getFirst().moved());
        assertEquals(List.of("reg:5000/iris:bundled-1"), other.engine.get(TestGround.id(1)));
        assertEquals(List.of("slipway/server:1"), other.engine.get(TestGround.id(2)));
        try (Workspace there = Workspace.open(opened.folder(), tasks)) {
            assertEquals("reg:5000/iris:bundled-1",
                    there.spec().get().deployment("iris", "blue").orElseThrow().image());
        }
        other.asked.clear();
        open(folder.resolve("opened"), other);
        assertEquals(List.of(), other.asked, "nothing is left to do");
    }

    @Test
    void withoutAnEngineTheWorkspaceIsOpenAndTheImagesFollowLater() throws Exception {
        var ground = new TestGround(root, tasks);
        ground.need(1, "slipway/server:1", "iris/blue");
        write(ground, ALL);
        Path into = folder.resolve("opened");
        StudioException none = assertThrows(StudioException.class, () -> BundleOpening.open(file, into, true, () -> {
            throw StudioException.of("docker.none");
        }, Progress.NONE));
        assertEquals("bundle.no-engine", none.problem().code());
        assertEquals(TestGround.files(root), TestGround.files(into));
        var later = new TestGround(root, tasks);
        assertFalse(open(into, later).images().getFirst().there());
        assertEquals(List.of("slipway/server:1"), later.engine.get(TestGround.id(1)));
    }

    @Test
    void recordingsGoAlongWhenAsked() throws Exception {
        Files.createDirectories(root.resolve(".slipway/recordings/a"));
        Files.writeString(root.resolve(".slipway/recordings/a/meta.json"), "{}");
        write(new TestGround(root, tasks), new BundleWish(List.of("iris"), true, true));
        open(folder.resolve("opened"), new TestGround(root, tasks));
        assertEquals("{}", Files.readString(folder.resolve("opened/.slipway/recordings/a/meta.json")));
    }

    @Test
    void whatLiesOutsideIsRefusedAndALinkIsSaid() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.createSymbolicLink(root.resolve("way-out"), outside);
        Files.createSymbolicLink(root.resolve("way-in.md"), root.resolve("iris/1/README.md"));
        Manifest manifest = write(new TestGround(root, tasks), ALL).manifest();
        assertEquals(List.of(new Manifest.LeftOut("link", "way-out", List.of())), manifest.left());
        assertTrue(manifest.entries().stream().anyMatch(each -> each.path().equals("workspace/way-in.md")));
        Path blue = root.resolve("endpoints/iris/blue.yml");
        Files.writeString(blue, Files.readString(blue).replace("../../iris/1", "../../../outside"));
        StudioException refused = assertThrows(StudioException.class, () -> write(new TestGround(root, tasks), ALL));
        assertEquals("bundle.outside", refused.problem().code());
    }

    @Test
    void tenThousandSmallFiles() throws Exception {
        for (int i = 0; i < 100; i++) {
            Path part = Files.createDirectories(root.resolve("many/" + i));
            for (int j = 0; j < 100; j++)
                Files.writeString(part.resolve(j + ".txt"), i + " " + j);
        }
        Manifest manifest = write(new TestGround(root, tasks), ALL).manifest();
        assertTrue(manifest.files() > 10_000);
        open(folder.resolve("opened"), new TestGround(root, tasks));
        assertEquals(TestGround.files(root), TestGround.files(folder.resolve("opened")));
    }
}
