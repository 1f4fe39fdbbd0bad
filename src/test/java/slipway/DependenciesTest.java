package slipway;

import java.util.Set;

import org.junit.jupiter.api.Test;

import slipway.testkit.DependencyDoc;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Every dependency and every build plugin has its one line, with a reason, in `docs/dependencies.md`.
class DependenciesTest {
    @Test
    void thePageIsWhatTheBuildUses() {
        String pom = Sources.read("pom.xml");
        assertTrue(DependencyDoc.artifacts(pom).contains("vertx-core"));
        Set<String> wrong = DependencyDoc.wrong(pom, Sources.read("docs/dependencies.md"));
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @Test
    void seededOffendersAreCaught() {
        String pom = """
                <project><artifactId>own</artifactId>
                  <dependencies><dependency><artifactId>one</artifactId></dependency>
                    <dependency><artifactId>two</artifactId></dependency></dependencies>
                  <build><plugins><plugin><artifactId>three</artifactId><configuration><annotationProcessorPaths>
                    <path><artifactId>four</artifactId></path>
                  </annotationProcessorPaths></configuration></plugin></plugins></build>
                </project>
                """;
        assertEquals(Set.of("one", "two", "three", "four"), DependencyDoc.artifacts(pom));
        String line = "| `one` | tests | – |";
        assertEquals(
                Set.of("four has no line", "one has two lines", "gone is no dependency", "no reason: " + line),
                DependencyDoc.wrong(pom, "| dependency | for | why |\n| `one`, `two` | this | that |\n" + line
                        + "\n| `three`, `gone` (build) | speed | measured |\n"));
    }
}
