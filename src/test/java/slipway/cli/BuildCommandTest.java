package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import slipway.engine.Images;
import slipway.engine.docker.ContextChoice;
import slipway.testkit.Covers;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `build` shows, keeps and builds recipes and folders, and asks for what only a person can say.
class BuildCommandTest {
    private static final Path IRIS = Path.of(System.getProperty("slipway.basedir", "."), "sample-models/iris/2");
    private static final Images.Local IMAGE = new Images.Local("sha256:" + "a".repeat(64), List.of("x:1"), List.of(),
            79_000_000, Instant.EPOCH, Map.of(), 0);

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Images.Build> builds = new ArrayList<>();
    private final AtomicReference<@Nullable String> here = new AtomicReference<>();

    @Test
    @Covers("A003")
    void showsTheRecipeAndBuildsNothing() {
        assertEquals(0, run("build", IRIS.toString(), "--show"), err::toString);
        assertTrue(out.toString().contains("FROM scratch\n"), out::toString);
        assertEquals(List.of(), builds);
    }

    @Test
    void anotherRecipeCanBeAskedFor() {
        assertEquals(0, run("build", IRIS.toString(), "--show", "--recipe", "sample-server-online"), err::toString);
        assertTrue(out.toString().contains("FROM eclipse-temurin:25-jre\n"), out::toString);
        assertEquals(1, run("build", IRIS.toString(), "--show", "--recipe", "python"));
    }

    @Test
    void buildsTheRecipeUnderTheNameAsked() {
        assertEquals(0, run("--json", "build", IRIS.toString(), "--tag", "mine:1", "--no-cache"), err::toString);
        Images.Build build = builds.getFirst();
        assertEquals(List.of("mine:1"), build.tags());
        assertTrue(build.noCache());
        var said = JsonMapper.shared().readTree(out.toString());
        assertEquals("mine:1", said.get("tag").asString());
        assertEquals(79_000_000, said.get("sizeBytes").asLong());
    }

    @Test
    void whatHasTheRecipesNameIsNotBuiltAgain() {
        assertEquals(0, run("build", IRIS.toString()), err::toString);
        String tag = builds.getFirst().tags().getFirst();
        here.set(tag);
        assertEquals(0, run("build", IRIS.toString()), err::toString);
        assertEquals(1, builds.size());
        assertEquals(0, run("build", IRIS.toString(), "--build-arg", "A=b"), err::toString);
        assertEquals(Map.of("A", "b"), builds.getLast().arguments());
    }

    @Test
    @Covers("A056")
    void aFolderWithADockerfileWantsAName() throws IOException {
        Files.writeString(folder.resolve("Dockerfile"), "FROM scratch\n");
        assertEquals(1, run("build", folder.toString()));
        assertEquals(3, err.toString().strip().lines().count(), err::toString);
        assertEquals(0, run("build", folder.toString(), "--tag", "mine:2", "--target", "one", "--platform",
                "linux/arm64"));
        assertEquals("one", builds.getLast().target());
        assertEquals("linux/arm64", builds.getLast().platform());
        assertEquals("Dockerfile", builds.getLast().dockerfile());
    }

    @Test
    void anotherDockerfileTakesThePlaceOfTheRecipes() throws IOException {
        Path other = Files.writeString(folder.resolve("Other"), "FROM other\n");
        assertEquals(0, run("build", IRIS.toString(), "--dockerfile", other.toString(), "--tag", "mine:3"));
        assertEquals("FROM other\n", builds.getLast().context().dockerfile());
    }

    @Test
    void savesTheRecipeOnceAndLeavesAChangedOne() throws IOException {
        Path model = Files.copy(IRIS.resolve("model.onnx"), folder.resolve("m.onnx"));
        Path saved = folder.resolve("m.onnx.Dockerfile.slipway");
        assertEquals(0, run("build", model.toString(), "--save"), err::toString);
        Files.writeString(saved, Files.readString(saved) + "LABEL mine=1\n");
        assertEquals(0, run("build", model.toString(), "--save"), err::toString);
        assertTrue(Files.readString(saved).endsWith("LABEL mine=1\n"));
        assertEquals(0, run("build", model.toString(), "--show"), err::toString);
        assertTrue(out.toString().strip().endsWith("LABEL mine=1"), out::toString);
    }

    @Test
    void anUnknownContractIsSaid() {
        assertEquals(1, run("build", IRIS.toString(), "--contract", "x"));
        assertTrue(err.toString().contains("oci-byoc"), err::toString);
        assertFalse(err.toString().contains("["), err::toString);
    }

    private int run(String... args) {
        Opener opener = RefusingOpener.but(Map.of("context", given -> ContextChoice.NONE, "images", given -> images()));
        return CommandLineApp.run(args, opener, new PrintWriter(out, true), new PrintWriter(err, true));
    }

    private Images images() {
        return (Images) Proxy.newProxyInstance(Images.class.getClassLoader(), new Class<?>[]{Images.class},
                (proxy, method, args) -> switch (method.getName()) {
                    case "find" -> Set.of(args).contains(String.valueOf(here.get()))
                            ? Optional.of(IMAGE)
                            : Optional.empty();
                    case "build" -> {
                        builds.add((Images.Build) args[0]);
                        yield new Images.Built(IMAGE, 11, 3);
                    }
                    default -> throw new AssertionError(method);
                });
    }
}
