package slipway.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import slipway.base.Progress;
import slipway.base.Tasks;
import slipway.check.Seeds.How;
import slipway.check.Seeds.Seed;
import slipway.contract.Profile;
import slipway.contract.Profiles;
import slipway.engine.Engine;
import slipway.engine.ExternalEngine;
import slipway.engine.docker.DockerEngine;
import slipway.engine.process.ProcessEngine;
import slipway.testkit.Covers;
import slipway.testkit.DefectServer;
import slipway.testkit.NeedsDocker;
import slipway.testkit.PythonBase;
import slipway.testkit.TestDocker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every rule is broken by a container or an artifact that breaks nothing else, and a good one breaks none. All of them
/// run before the tests look at what came out, a few at a time.
@NeedsDocker
class SeededDefectsIT {
    private static final int AT_ONCE = 4;
    private static final String IMAGE = TestDocker.prefix() + "/defects";
    private static final List<Seed> ALL = Seeds.ALL;
    private static final List<Seed> GOOD = Stream.of("oci-byoc", "oci-conda", "sagemaker", "mlflow", "azureml",
            "oip-v2", "openai").map(id -> new Seed(id, How.SERVER, "", Map.of(), Set.of())).toList();
    private static final Map<String, ContractResult> RESULTS = new ConcurrentHashMap<>();
    private static final Map<String, Throwable> FAILURES = new ConcurrentHashMap<>();

    @TempDir
    private static Path folder;

    private static Tasks tasks = new Tasks();
    private static Engine docker = new ExternalEngine();
    private static Profiles profiles = Profiles.OURS;
    /// Address of a container that is reached from the usual network and from no other.
    private static String neighbour = "";

    @BeforeAll
    static void runAll() throws Exception {
        PythonBase.need();
        build("", "Dockerfile", "BASE=" + PythonBase.IMAGE);
        for (String name : Seeds.ALL.stream().map(SeededDefectsIT::variant).filter(name -> !name.isEmpty()).distinct()
                .toList()) {
            build(name, "Dockerfile." + name, "BASE=" + IMAGE);
        }
        String features = TestDocker.prefix() + "-features";
        assertTrue(TestDocker.docker("run", "--detach", "--name", features, TestDocker.busybox(), "httpd", "-f", "-p",
                "9000").ok());
        neighbour = TestDocker.docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", features).text().strip();
        tasks = new Tasks();
        docker = DockerEngine.find(Files.createDirectories(folder.resolve("docker/.slipway")), tasks);
        docker.adopt();
        profiles = new Profiles(shortened(), List.of());
        var seeds = Stream.concat(GOOD.stream(), ALL.stream()).filter(seed -> seed.how() != How.TOLD).toList();
        var turn = new Semaphore(AT_ONCE);
        var left = new CountDownLatch(seeds.size());
        for (Seed seed : seeds) {
            tasks.quiet(seed.toString(), progress -> {
                turn.acquire();
                try {
                    RESULTS.put(seed.toString(), judge(seed));
                } catch (Exception e) {
                    FAILURES.put(seed.toString(), e);
                } finally {
                    turn.release();
                    left.countDown();
                }
            });
        }
        assertTrue(left.await(20, TimeUnit.MINUTES), "still running: " + left.getCount());
    }

    @AfterAll
    static void end() {
        docker.close();
        tasks.close();
        TestDocker.removeMine();
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    @Covers({"A001", "A002", "A013", "A014", "A121", "A122", "A123", "A133", "A146"})
    void aGoodOneBreaksNothing(Seed good) {
        ContractResult result = result(good);
        assertEquals(Set.of(), broken(result), () -> told(result));
        assertTrue(result.count(Verdict.PASS) > 15, () -> told(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"oci-conda", "sagemaker", "mlflow", "azureml"})
    @Covers({"A007", "A008", "A092", "A141"})
    void aGoodArtifactBreaksNothing(String contract) throws Exception {
        Path artifact = SeededArtifacts.make(folder, contract, "");
        ContractResult result = examine(contract, new ExternalEngine(), CheckTarget.folder("good", artifact));
        assertEquals(Set.of(), broken(result), () -> told(result));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    @Covers({"A009", "A010", "A011", "A012", "A015", "A016", "A017", "A018", "A019", "A020", "A021", "A023", "A025",
            "A026", "A028", "A030", "A033", "A034", "A035", "A038", "A041", "A042", "A043", "A053", "A084", "A085",
            "A087",
            "A089", "A090", "A091", "A116", "A119", "A120", "A124", "A125", "A126", "A128", "A134", "A144", "A145",
            "A148", "A152", "A158", "A160", "A162", "A163", "A183", "A199"})
    void whatIsSeededIsFoundAndNothingElse(Seed seed) throws Exception {
        ContractResult result = seed.how() == How.TOLD ? ToldImage.judge(seed, profiles, tasks) : result(seed);
        assertEquals(new TreeSet<>(seed.rules()), broken(result), () -> told(result));
    }

    private static ContractResult result(Seed seed) {
        Throwable failure = FAILURES.get(seed.toString());
        if (failure != null) throw new AssertionError(seed.toString(), failure);
        return java.util.Objects.requireNonNull(RESULTS.get(seed.toString()));
    }

    private static Set<String> broken(ContractResult result) {
        return result.rules().stream()
                .filter(rule -> rule.verdict() == Verdict.FAIL || rule.verdict() == Verdict.WARN)
                .map(rule -> rule.id().substring(rule.id().indexOf('/') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String told(ContractResult result) {
        return result.rules().stream().filter(rule -> rule.verdict() != Verdict.PASS)
                .map(rule -> rule.verdict().word() + " " + rule.id() + ": " + rule.evidence())
                .collect(Collectors.joining("\n", "\n", "\n"));
    }

    private static ContractResult judge(Seed seed) throws Exception {
        if (seed.how() == How.ARTIFACT) {
            String rule = seed.rules().iterator().next();
            return examine(seed.contract(), new ExternalEngine(),
                    CheckTarget.folder(seed.name(), SeededArtifacts.make(folder, seed.contract(), rule)));
        }
        Path artifact = served(seed);
        String reference = IMAGE;
        if (!variant(seed).isEmpty()) reference = IMAGE + "-" + variant(seed);
        String tag = seed.values().get("tag");
        if (tag != null) {
            TestDocker.docker("tag", IMAGE, tag);
            reference = tag;
        }
        int port = Integer.parseInt(seed.values().getOrDefault("port", "0"));
        var request = seed.contract().equals("oci-conda")
                ? new CheckTarget.Request("application/json", "{\"data\": [[1, 2, 3, 4]]}")
                : null;
        try {
            return examine(seed.contract(), docker,
                    new CheckTarget(seed.name(), reference, null, null, artifact, request, port, null));
        } finally {
            if (tag != null) TestDocker.docker("rmi", tag);
        }
    }

    private static ContractResult examine(String contract, Engine engine, CheckTarget target) throws Exception {
        try (var processes = new ProcessEngine(Files.createTempDirectory(folder, "state"), tasks)) {
            var examination = new Examination(engine, processes, () -> profiles, tasks);
            return examination.examine(target, List.of(contract), each -> {}, Progress.NONE).results().getFirst();
        }
    }

    /// An artifact of its own for each seed, which tells the server what to break.
    private static Path served(Seed seed) throws IOException {
        Path own = Files.createDirectories(folder.resolve("served-" + seed.toString().replaceAll("[^a-z0-9-]", "_")));
        Path model = DefectServer.FOLDER.resolve("model");
        if (seed.contract().equals("oci-conda")) {
            SeededArtifacts.make(own, "oci-conda", "");
            own = own.resolve("oci-conda-");
            Files.copy(model.resolve("weights.json"), own.resolve("weights.json"));
        } else {
            try (Stream<Path> files = Files.list(model)) {
                for (Path file : files.toList())
                    Files.copy(file, own.resolve(file.getFileName()));
            }
        }
        if (seed.how() == How.SERVER && !seed.name().isEmpty()) {
            var lines = new ArrayList<>(List.of("DEFECT=" + seed.name(), "NEEDS_HOST=" + neighbour,
                    "NEEDS_PORT=9000", "NEEDS_SUBNET=" + neighbour.substring(0, neighbour.indexOf('.', 4) + 1)));
            seed.values().forEach((name, value) -> lines.add(name + "=" + value));
            Files.write(own.resolve("defect.env"), lines);
        }
        return own;
    }

    private static String variant(Seed seed) {
        return seed.how() == How.IMAGE ? seed.name() : seed.values().getOrDefault("image", "");
    }

    private static void build(String variant, String dockerfile, String base) {
        var said = TestDocker.docker("build", "--force-rm", "-q", "--build-arg", base, "-t",
                variant.isEmpty() ? IMAGE : IMAGE + "-" + variant, "-f",
                DefectServer.FOLDER.resolve(dockerfile).toString(), DefectServer.FOLDER.toString());
        assertTrue(said.ok(), said::text);
    }

    /// Our profiles with the platforms' minutes made seconds; what is judged stays.
    private static List<Profile> shortened() throws IOException {
        var all = new ArrayList<Profile>();
        for (String id : slipway.contract.Contracts.ids()) {
            String text = Files.readString(slipway.testkit.Sources.base().resolve("ui-resources/contracts/" + id
                    + ".json"));
            Path file = folder.resolve(id + ".json");
            Files.writeString(file, text.replaceAll("\"startLimitS\": \\d+", "\"startLimitS\": 9")
                    .replaceAll("\"timeoutS\": \\d+", "\"timeoutS\": 2").replaceAll("\"predictS\": \\d+",
                            "\"predictS\": 2")
                    .replaceAll("\"stopS\": \\d+", "\"stopS\": 5"));
            all.add(Profiles.read(file));
        }
        return all;
    }
}
