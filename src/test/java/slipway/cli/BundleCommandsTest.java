package slipway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.bundle.BundleGround;
import slipway.engine.Images;
import slipway.spec.DeploymentSpec;
import slipway.spec.Workspace;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// `bundle create|open|check`, and a bundle in place of a command.
class BundleCommandsTest {
    @TempDir
    private Path folder;
    private Path workspace;
    private Path file;
    private final List<Path> windows = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void plant() throws IOException {
        workspace = Files.createDirectory(folder.resolve("ws"));
        file = folder.resolve("demo.slipway");
        Files.writeString(workspace.resolve("slipway.yml"), "name: ours\n");
    }

    @Test
    void createdCheckedAndOpened() throws IOException {
        assertEquals(0, run("bundle", "create", file.toString()), err::toString);
        assertTrue(out.toString().startsWith(file.toString()), out::toString);
        JsonNode checked = json(0, "bundle", "check", file.toString());
        assertTrue(checked.path("ok").asBoolean());
        assertEquals(1, checked.path("files").asInt());
        assertEquals(64, checked.path("signer").asString().length());
        JsonNode opened = json(0, "bundle", "open", file.toString(), "--into", folder.resolve("x").toString());
        assertEquals(folder.resolve("x").toString(), opened.path("folder").asString());
        assertEquals("name: ours\n", Files.readString(folder.resolve("x/slipway.yml")));
        assertEquals(1, run("bundle", "open", file.toString(), "--into", workspace.toString()));
        assertTrue(err.toString().contains("holds something else"), err::toString);
    }

    @Test
    void aDamagedOneIsNoGoodResult() throws IOException {
        Files.writeString(file, "no bundle");
        JsonNode checked = json(1, "bundle", "check", file.toString());
        assertTrue(!checked.path("ok").asBoolean() && checked.path("problem").size() == 3, checked::toString);
        assertEquals(1, run("bundle", "check", file.toString()));
    }

    @Test
    void namedAloneItIsShownInTheWindowAndAMisspeltCommandIsStillWrongUsage() {
        assertEquals(0, run("bundle", "create", file.toString()), err::toString);
        assertEquals(0, run(file.toString()), err::toString);
        assertEquals(List.of(folder.resolve("demo")), windows);
        assertEquals(2, run("bundel"));
        assertTrue(err.toString().contains("bundel") && err.toString().contains("bundle"), err::toString);
        assertEquals(1, windows.size());
    }

    private JsonNode json(int status, String... args) {
        out.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of("--json"));
        all.addAll(List.of(args));
        assertEquals(status, run(all.toArray(String[]::new)), err::toString);
        return JsonMapper.shared().readTree(out.toString());
    }

    private int run(String... args) {
        var all = new ArrayList<>(List.of("--workspace", workspace.toString()));
        all.addAll(List.of(args));
        Opener opener = RefusingOpener.but(Map.of(
                "bundling", given -> new Plain(Workspace.open((Path) given[1], (Tasks) given[0])),
                "window", given -> windows.add((Path) given[0]) ? 0 : 1));
        return CommandLineApp.run(all.toArray(String[]::new), opener, new PrintWriter(out, true), new PrintWriter(err,
                true));
    }

    private record Plain(Workspace workspace) implements BundleGround {
        @Override
        public Images images() {
            throw new AssertionError("there are none");
        }

        @Override
        public Optional<Path> model(DeploymentSpec deployment) {
            return Optional.empty();
        }

        @Override
        public List<ImageNeed> needs(List<DeploymentSpec> deployments, Progress progress) {
            return List.of();
        }
    }
}
