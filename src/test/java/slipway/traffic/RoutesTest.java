package slipway.traffic;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;

import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.testkit.Covers;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RoutesTest {
    @Test
    @Covers({"A015", "A016"})
    void everyPredictRouteBecomesTheOneThatIsServed() {
        for (ServingContract from : Contracts.ALL) {
            String asked = from.predictPath("m");
            for (ServingContract to : Contracts.ALL) {
                String served = to.predictPath("m");
                String expected = to.isPredictPath(asked) ? asked : served;
                assertEquals(expected + "?q=%2F&r", Routes.map(asked + "?q=%2F&r", target(to.id(), served)));
            }
        }
    }

    @Test
    @Covers({"A015"})
    void otherPathsStayByteForByte() {
        Target target = target("oci-byoc", "/predict");
        for (String path : List.of("/predict/", "/PREDICT", "//predict", "/a/../predict", "/health", "/", "/%70redict",
                "/predict;x")) {
            assertEquals(path, Routes.map(path, target));
        }
    }

    @Test
    void readsTargetsOfEveryForm() {
        assertEquals("/a?b", Routes.target("/a?b"));
        assertEquals("/a?b", Routes.target("http://h:1/a?b"));
        assertEquals("/?b/c", Routes.target("http://h?b/c"));
        assertEquals("/", Routes.target("http://h"));
        assertEquals("", Routes.target("*"));
    }

    private static Target target(String contract, String predictPath) {
        return new Target("blue", 1, List.of(URI.create("http://127.0.0.1:1")), contract, predictPath);
    }
}
