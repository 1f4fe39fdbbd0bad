package slipway.contract;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What every serving contract must hold, whichever platform it speaks for.
class ContractsTest {
    static final List<ServingContract> ALL = Contracts.ALL;

    private static final Signature TABLE = new Signature(
            List.of(new Tensor("a", "float64", List.of(-1)), new Tensor("b,c", "string", List.of(-1))), List.of(),
            true);
    private static final Signature IMAGE = new Signature(List.of(new Tensor("x", "float32", List.of(-1, 2, 2))),
            List.of(), false);

    @Test
    void idsAreUniqueAndFound() {
        assertEquals(Contracts.ALL.size(), new HashSet<>(Contracts.ids()).size());
        for (ServingContract each : Contracts.ALL)
            assertEquals(each, Contracts.byId(each.id()).orElseThrow());
        assertTrue(Contracts.byId("nonsense").isEmpty());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void predictPathIsItsOwn(ServingContract contract) {
        for (String model : List.of("iris", "my model", "a/b")) {
            String path = contract.predictPath(model);
            assertTrue(contract.isPredictPath(path), path);
            assertFalse(contract.isPredictPath(path + "/"), "a slash makes another route");
            assertFalse(contract.isPredictPath(contract.livePath()));
            assertFalse(contract.isPredictPath(contract.readyPath(model)));
        }
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void limitsAreLimits(ServingContract contract) {
        assertTrue(contract.portProblem(contract.port()).isEmpty());
        assertTrue(contract.portProblem(0).isPresent());
        assertTrue(contract.portProblem(65_536).isPresent());
        assertTrue(contract.maxBodyBytes() >= 1_000_000);
        assertTrue(contract.predictTimeout().compareTo(Duration.ZERO) > 0);
        assertTrue(contract.health().timeout().compareTo(contract.health().interval()) < 0);
        assertTrue(contract.health().startLimit().compareTo(Duration.ofMinutes(1)) > 0);
        assertTrue(contract.modelPath().startsWith("/"));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void environmentCarriesTheLaunch(ServingContract contract) {
        var env = contract.environment(new Launch("shop", "blue", "iris", "2", "/m/iris", 9001));
        assertEquals(contract.id(), env.get("SLIPWAY_CONTRACT"));
        assertEquals("9001", env.get("SLIPWAY_PORT"));
        assertEquals("/m/iris", env.get("SLIPWAY_MODEL_DIR"));
        var later = contract.environment(new Launch("shop", "blue", "iris", "2", "/m/iris", 0));
        assertEquals("${port}", later.get("SLIPWAY_PORT"));
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void examplesFitTheSignature(ServingContract contract) {
        for (Signature signature : List.of(TABLE, IMAGE)) {
            var examples = contract.examples(signature, "m", null);
            assertFalse(examples.isEmpty());
            for (SampleRequest each : examples) {
                assertTrue(contract.isPredictPath(each.path()), each.path());
                if (each.contentType().equals("application/json")) JsonMapper.shared().readTree(each.body());
                assertFalse(each.body().isBlank(), each.form());
            }
        }
        // a chat needs no signature
        assertEquals(contract.id().equals("openai") ? 1 : 0, contract.examples(Signature.UNKNOWN, "m", null).size());
        assertEquals("{\"odd\":1}", contract.examples(Signature.UNKNOWN, "m", "{\"odd\":1}").getFirst().body());
    }

    @ParameterizedTest
    @FieldSource("ALL")
    void examplesTakeTheGivenValues(ServingContract contract) {
        if (contract.id().equals("openai")) return;
        String split = "{\"dataframe_split\":{\"columns\":[\"b,c\",\"a\"],\"data\":[[\"w\",7.25],[\"v\",8.5]]}}";
        String body = contract.examples(TABLE, "m", split).getFirst().body();
        assertTrue(body.contains("7.25") && body.contains("8.5") && body.contains("\"w\""), body);
        String broken = contract.examples(TABLE, "m", "{\"dataframe_split\":").getFirst().body();
        assertTrue(broken.contains("0.5"), broken);
    }

    @Test
    void csvQuotesWhatItMust() {
        var csv = Contracts.byId("mlflow").orElseThrow().examples(TABLE, "m", null).stream()
                .filter(each -> each.form().equals("csv")).findFirst().orElseThrow();
        assertEquals("a,\"b,c\"\n0.5,text\n", csv.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {24_224, 8446, 8447, 1023, 80, 65_536})
    @Covers({"A018", "A019"})
    void ociRefusesPorts(int port) {
        var problem = Contracts.byId("oci-byoc").orElseThrow().portProblem(port).orElseThrow();
        assertTrue(problem.what().contains(String.valueOf(port)), problem.what());
    }

    @ParameterizedTest
    @ValueSource(ints = {1024, 5000, 8445, 65_535})
    @Covers({"A018", "A019"})
    void ociTakesPorts(int port) {
        assertTrue(Contracts.byId("oci-byoc").orElseThrow().portProblem(port).isEmpty());
    }
}
