package slipway.build;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.build.MakePass.InGateway;
import slipway.build.MakePass.RoutePair;
import slipway.build.MakePass.Speaks;
import slipway.build.MakePass.Way;
import slipway.catalog.Model;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/// Only what would really help is offered.
class MakePassTest {
    @TempDir
    private Path folder;

    private static ServingContract contract(String id) {
        return Contracts.byId(id).orElseThrow();
    }

    private static List<String> kinds(List<Way> ways) {
        ways.forEach(each -> assertFalse(each.sentence().contains("build.way"), each.sentence()));
        return ways.stream().map(each -> each.getClass().getSimpleName()).toList();
    }

    @Test
    @Covers("A016")
    void otherRoutesAndAnotherPortAreMapped() {
        var speaks = new Speaks("mlflow", 8080, "/invocations", "/ping", null);
        List<Way> ways = MakePass.ways(contract("oci-byoc"), "iris", speaks, null);
        assertEquals(List.of("InGateway", "InSidecar"), kinds(ways));
        assertEquals(new InGateway(List.of(new RoutePair("POST", "/predict", "/invocations"),
                new RoutePair("GET", "/health", "/ping")), false), ways.getFirst());
    }

    @Test
    void onlyTheGatewayRewritesPayloads() {
        var speaks = new Speaks("oip-v2", 8000, "/v2/models/iris/infer", "/v2/health/live", "/v2/health/ready");
        List<Way> ways = MakePass.ways(contract("sagemaker"), "iris", speaks, null);
        assertEquals(List.of("InGateway"), kinds(ways));
        assertEquals("build.way.gateway-bodies", ways.getFirst().text());
    }

    @Test
    void aServerThatAnswersNothingKnownNeedsAnotherImage() {
        Model model = RecipeModels.model(folder, "pickle", "scikit-learn 1.2.1");
        var silent = new Speaks(null, 8080, null, "/ping", null);
        assertEquals(List.of("InImage"), kinds(MakePass.ways(contract("sagemaker"), "iris", silent, model)));
        assertEquals(List.of(), MakePass.ways(contract("sagemaker"), "iris", silent, null));
    }

    @Test
    void whatIsRightAlreadyNeedsNothing() {
        var speaks = new Speaks("sagemaker", 8080, "/invocations", "/ping", "/ping");
        assertEquals(List.of(), MakePass.ways(contract("sagemaker"), "iris", speaks, null));
    }
}
