package slipway.build;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Units;
import slipway.catalog.Catalog;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.Launch;
import slipway.contract.ServingContract;
import slipway.testkit.Covers;
import slipway.testkit.NeedsDocker;
import slipway.testkit.Shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The sample server's own image, made without any registry, serves a mounted model as the platforms would run it.
@NeedsDocker
class SampleServerImageIT {
    private static final Path SAMPLES = Path.of(System.getProperty("slipway.basedir", "."), "sample-models");
    private static final String IMAGE = "slipway-test-build/sample";

    @BeforeAll
    static void build() throws Exception {
        Recipe recipe = Recipes.forModel(iris(), contract("oci-byoc")).orElseThrow();
        assertEquals(Recipe.Kind.SAMPLE_SERVER, recipe.kind());
        try (InputStream tar = recipe.source().open(sent -> {})) {
            DockerCli.Said said = DockerCli.run(tar, "build", "--force-rm", "--label", DockerCli.LABEL, "--tag", IMAGE,
                    "-");
            assertEquals(0, said.code(), () -> said.text() + said.errors());
        }
        long size = Long.parseLong(DockerCli.ok("image", "inspect", "-f", "{{.Size}}", IMAGE));
        System.out.println("the sample server's image has " + Units.bytes(size));
        assertTrue(size < 130_000_000, Units.bytes(size));
    }

    @AfterAll
    static void remove() throws Exception {
        DockerCli.run("rmi", "--force", IMAGE);
        DockerCli.tidy();
    }

    @ParameterizedTest
    @CsvSource({"oci-byoc,", "sagemaker,serve"})
    @Covers({"A013", "A014", "A116", "A121", "A122", "A123", "A125"})
    void servesTheMountedModel(String id, String argument) throws Exception {
        ServingContract contract = contract(id);
        String[] arguments = argument == null ? new String[0] : new String[]{argument};
        try (var server = start(IMAGE, contract, arguments).awaitReady(contract.livePath())) {
            assertEquals(score(), served(server, contract), server::logs);
            DockerCli.Said check = server.exec("/jre/bin/java", "slipway.serve.HealthCheck");
            assertEquals(0, check.code(), () -> check.text() + check.errors());
            assertNotEquals(0, server.exec("/jre/bin/java", "slipway.serve.HealthCheck",
                    "http://127.0.0.1:1/nothing").code());
            assertTrue(server.logs().lines().noneMatch(line -> line.contains("WARNING")), server::logs);
            long start = System.nanoTime();
            assertEquals(143, server.stop(10));
            assertTrue(System.nanoTime() - start < 2_000_000_000L, "slow to stop");
        }
    }

    @Test
    void theSameInputsGiveTheSameTag() throws Exception {
        Recipe one = Recipes.forModel(iris(), contract("oci-byoc")).orElseThrow();
        Recipe other = Recipes.forModel(iris(), contract("sagemaker")).orElseThrow();
        assertEquals(one.tag(), other.tag(), "one image for all models and contracts");
        assertTrue(one.tag().matches("slipway/sample-server:[0-9.]+-[0-9a-f]{10}"), one.tag());
    }

    /// From our jar instead of a folder of classes, everything in the image is the same.
    @Test
    void theJarGivesTheSameImageAsTheClasses(@TempDir Path folder) throws Exception {
        Path jar = jar(folder);
        String tag = probe(Path.of(System.getProperty("java.home")), jar, folder, folder.resolve("context.tar"));
        assertEquals(Recipes.forModel(iris(), contract("oci-byoc")).orElseThrow().tag(), tag);
    }

    /// As an installer brings it: our jar on a runtime that has no jlink.
    @Test
    void aRuntimeWithoutJlinkIsCopied(@TempDir Path folder) throws Exception {
        Path home = folder.resolve("runtime");
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        Shell.Said linked = Shell.run(jlink.toString(), "--add-modules",
                "java.base,java.logging,java.xml,jdk.httpserver,java.management", "--output", home.toString());
        assertTrue(linked.ok(), linked::text);
        Path tar = folder.resolve("context.tar");
        probe(home, jar(folder), folder, tar);
        String image = IMAGE + ":copied";
        try (InputStream in = Files.newInputStream(tar)) {
            DockerCli.Said said = DockerCli.run(in, "build", "--force-rm", "--label", DockerCli.LABEL, "--tag", image,
                    "-");
            assertEquals(0, said.code(), () -> said.text() + said.errors());
        }
        try (var server = start(image, contract("oci-byoc")).awaitReady("/health")) {
            assertEquals(score(), served(server, contract("oci-byoc")), server::logs);
        } finally {
            DockerCli.run("rmi", "--force", image);
        }
    }

    private static Path jar(Path folder) {
        Path jar = folder.resolve("slipway.jar");
        Shell.Said said = Shell.run(Path.of(System.getProperty("java.home"), "bin", "jar").toString(), "--create",
                "--file", jar.toString(), "-C", SAMPLES.resolve("../target/classes").toString(), ".");
        assertTrue(said.ok(), said::text);
        return jar;
    }

    /// The tag that [ContextProbe] says, run on `home` with `jar` in place of the folder of our classes.
    private static String probe(Path home, Path jar, Path cache, Path tar) {
        String libraries = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(each -> !each.endsWith("target/classes")).collect(Collectors.joining(File.pathSeparator));
        Shell.Said said = Shell.run(Duration.ofMinutes(1),
                Map.of("CLASSPATH", jar + File.pathSeparator + libraries, "XDG_CACHE_HOME", cache.toString()),
                List.of(home.resolve("bin/java").toString(), "slipway.build.ContextProbe",
                        SAMPLES.resolve("iris/2").toAbsolutePath().toString(), tar.toString()));
        assertTrue(said.ok(), said::text);
        return said.text().lines().toList().getLast();
    }

    private static RunningContainer start(String image, ServingContract contract, String... arguments)
            throws Exception {
        Map<String, String> environment = contract
                .environment(new Launch("iris", "blue", "iris", "2", contract.modelPath(), contract.port()));
        return RunningContainer.start(image, contract.port(), SAMPLES.resolve("iris/2"), contract.modelPath(),
                environment, arguments);
    }

    /// The accuracy that the model's card states.
    private static double score() {
        return Objects.requireNonNull(iris().metrics().get("accuracy"));
    }

    /// The accuracy on the held-out rows as the container answers them.
    private static double served(RunningContainer server, ServingContract contract) throws Exception {
        var lines = Files.readAllLines(SAMPLES.resolve("iris/held-out.csv"));
        var root = JsonMapper.shared().createObjectNode();
        var split = root.putObject("dataframe_split");
        var columns = split.putArray("columns");
        String[] names = lines.getFirst().split(",", -1);
        for (int i = 0; i < names.length - 1; i++) {
            columns.add(names[i]);
        }
        var data = split.putArray("data");
        for (String line : lines.subList(1, lines.size())) {
            var row = data.addArray();
            String[] cells = line.split(",", -1);
            for (int i = 0; i < cells.length - 1; i++) {
                row.add(Double.parseDouble(cells[i]));
            }
        }
        var answer = server.post(contract.predictPath("iris"), "application/json", root.toString());
        assertEquals(200, answer.statusCode(), answer::body);
        JsonNode predictions = JsonMapper.shared().readTree(answer.body()).get("predictions");
        int right = 0;
        for (int i = 0; i < predictions.size(); i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            if (predictions.get(i).get("label").asInt() == Integer.parseInt(cells[cells.length - 1])) right++;
        }
        return Math.round(1000.0 * right / (lines.size() - 1)) / 1000.0;
    }

    private static Model iris() {
        try {
            return Catalog.scan(SAMPLES.resolve("iris/2")).models().getFirst();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServingContract contract(String id) {
        return Contracts.byId(id).orElseThrow();
    }
}
