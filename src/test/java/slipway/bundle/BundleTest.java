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
        Path endpoint = root.resolve("endpoints/iris/endpoint.yml");
        Files.writeString(endpoint, Files.readString(endpoint) + "properties: {api_key: battery-staple-6, a: b}\n");
        Path requests = root.resolve("requests/iris/predict.http");
        Files.writeString(requests, Files.readString(requests)
                + "\n### mine\nGET {{endpoint}}/x\nAuthorization: Bearer battery-staple-8\n");
        Files.writeString(root.resolve("requests/http-client.private.env.json"),
                "{\"a\":{\"k\":\"battery-staple-9\"}}");
        Files.writeString(root.resolve(".env"), "X=battery-staple-0\n");
        Manifest manifest = write(new TestGround(root, tasks), ALL).manifest();
        assertEquals(List.of(new Manifest.LeftOut("secret", "endpoints/iris/blue.yml", List.of("API_KEY")),
                new Manifest.LeftOut("secret", "endpoints/iris/endpoint.yml", List.of("properties.api_key")),
                new Manifest.LeftOut("secret", "requests/iris/predict.http", List.of("Authorization")),
                new Manifest.LeftOut("secret", ".env", List.of(".env"))),
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
    void noSecretGoesByAnotherWay() throws Exception {
        Path blue = root.resolve("endpoints/iris/blue.yml");
        Files.writeString(blue, Files.readString(blue) + "environment_variables:\n  API_KEY: battery-staple-1\n");
        Files.createDirectories(root.resolve(".slipway"));
        Files.writeString(root.resolve(".slipway/keys.json"), "battery-staple-2");
        Files.writeString(root.resolve(".env"), "X=battery-staple-3\n");
        Files.createSymbolicLink(root.resolve("keys"), root.resolve(".slipway/keys.json"));
        Files.createSymbolicLink(root.resolve("env.txt"), root.resolve(".env"));
        Files.createSymbolicLink(root.resolve("current.yml"), blue);
        Files.writeString(root.resolve("requests/iris/more.http"), """
                POST https://ana:battery-staple-4@{{host}}/score
                api-key: {{key}}
                Authorization: Bearer {{token}}

                {"password": "battery-staple-5", "id": "{{id}}"}
                """);
        Files.createSymbolicLink(root.resolve("last.http"), root.resolve("requests/iris/more.http"));
        Files.writeString(root.resolve("requests/http-client.env.json"),
                "{\"dev\": {\"host\": \"localhost\", \"token\": \"battery-staple-6\"}}");
        Files.writeString(root.resolve("conda.yml"),
                "pip: --extra-index-url https://u:battery-staple-7@example.org/é\n");
        Files.writeString(root.resolve("tls.key"), "battery-staple-8");
        // its code is the folder of the other endpoint
        var wish = new BundleWish(List.of("digits"), true, false);
        for (BundleWish each : List.of(ALL, wish)) {
            if (each.equals(wish)) {
                Path other = root.resolve("endpoints/digits/blue.yml");
                Files.writeString(other, Files.readString(other) + "code_configuration:\n  code: ../iris\n"
                        + "  scoring_script: score.py\n");
            }
            Manifest manifest = write(new TestGround(root, tasks), each).manifest();
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            int at = bytes.indexOf("battery-staple");
            assertEquals(-1, at, () -> bytes.substring(Math.max(0, at - 80), at + 16));
            assertTrue(manifest.left().contains(new Manifest.LeftOut("secret", "endpoints/iris/blue.yml", List.of(
                    "API_KEY"))), manifest.left().toString());
        }
        write(new TestGround(root, tasks), ALL);
        Path into = folder.resolve("opened");
        Manifest manifest = open(into, new TestGround(root, tasks)).manifest();
        assertEquals("""
                POST https://•••@{{host}}/score
                api-key: {{key}}
                Authorization: Bearer {{token}}

                {"password": "•••", "id": "{{id}}"}
                """, Files.readString(into.resolve("requests/iris/more.http")));
        assertEquals("pip: --extra-index-url https://•••@example.org/é\n", Files.readString(into.resolve("conda.yml")));
        assertTrue(manifest.left().containsAll(List.of(new Manifest.LeftOut("link", "keys", List.of()),
                new Manifest.LeftOut("link", "env.txt", List.of()),
                new Manifest.LeftOut("secret", "current.yml", List.of("API_KEY")),
                new Manifest.LeftOut("secret", "tls.key", List.of("tls.key")),
                new Manifest.LeftOut("secret", "conda.yml", List.of("address")),
                new Manifest.LeftOut("secret", "requests/http-client.env.json", List.of("token")))),
                manifest.left().toString());
    }

    @Test
    void whatOtherSystemsCannotHaveIsLeftOutAndSaid() throws Exception {
        Files.writeString(root.resolve("iris/at 10:30.json"), "{}");
        Files.writeString(root.resolve("iris/dot."), "{}");
        assertEquals(List.of(new Manifest.LeftOut("name", "iris/at 10:30.json", List.of()),
                new Manifest.LeftOut("name", "iris/dot.", List.of())),
                write(new TestGround(root, tasks), ALL).manifest().left().stream().sorted(java.util.Comparator
                        .comparing(Manifest.LeftOut::file)).toList());
        open(folder.resolve("opened"), new TestGround(root, tasks));
        assertTrue(Files.exists(folder.resolve("opened/iris/1/MLmodel")));
    }

    @Test
    void aBundleInItsOwnWorkspaceHoldsNeitherItselfNorTheLast() throws Exception {
        file = root.resolve("demo.tar");
        Files.writeString(root.resolve("demo.tar.part"), "half");
        write(new TestGround(root, tasks), ALL);
        Manifest again = write(new TestGround(root, tasks), ALL).manifest();
        assertTrue(again.entries().stream().noneMatch(each -> each.path().contains("demo.tar")), again.toString());
    }

    @Test
    void anImageThatWouldTakeANameUnsaidIsRefused() throws Exception {
        var ground = new TestGround(root, tasks);
        ground.need(1, "slipway/server:1", "iris/blue");
        ground.tags = "[\"python:3.12-slim\", \"slipway/server:1\"]";
        write(ground, ALL);
        var other = new TestGround(root, tasks);
        StudioException refused = assertThrows(StudioException.class, () -> open(folder.resolve("opened"), other));
        assertEquals(List.of("bundle.image-names", "images/1.tar", "python:3.12-slim"), List.of(refused.problem()
                .code(), refused.problem().args().get(0), refused.problem().args().get(1)));
        assertEquals(List.of(), other.asked);
        assertFalse(Files.exists(folder.resolve("opened/.slipway/bundle-image.tar")));
    }

    @Test
    void aSecondOpeningWaitsForNobodyAndTouchesNothing() throws Exception {
        var ground = new TestGround(root, tasks);
        ground.need(1, "slipway/server:1", "iris/blue");
        write(ground, ALL);
        Path into = folder.resolve("opened");
        var engine = new TestGround(root, tasks);
        BundleOpening.open(file, into, true, () -> {
            // while the first one is at its images
            StudioException busy = assertThrows(StudioException.class, () -> open(into, new TestGround(root, tasks)));
            assertEquals("bundle.busy", busy.problem().code());
            return engine.images();
        }, Progress.NONE);
        assertEquals(List.of("slipway/server:1"), engine.engine.get(TestGround.id(1)));
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
