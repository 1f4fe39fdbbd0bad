package slipway.ui.settings;

import java.io.File;
import java.util.List;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import slipway.ui.settings.Licences.Component;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LicencesTest {
    /// What only tests run with; whatever else is on their class path goes to people.
    private static final List<String> ONLY_TESTS = List.of("junit", "opentest4j", "apiguardian", "testfx", "hamcrest",
            "archunit", "awaitility", "vertx-", "kubernetes-", "javafx-swing", "surefire", "assertj", "org.osgi",
            "netty-codec-dns", "netty-codec-socks",
            "netty-handler-proxy", "netty-resolver-dns", "value-annotations");

    @Test
    void everyJarThatGoesToPeopleIsNamedWithItsVersion() {
        String classPath = System.getProperty("java.class.path");
        List<Component> all = Licences.all();
        var missing = new TreeSet<String>();
        for (String each : classPath.split(File.pathSeparator, -1)) {
            String jar = new File(each).getName();
            if (!jar.endsWith(".jar") || ONLY_TESTS.stream().anyMatch(jar::startsWith)) continue;
            if (all.stream().noneMatch(component -> !component.version(jar).isEmpty())) missing.add(jar);
        }
        assertEquals(new TreeSet<String>(), missing);
    }

    @Test
    void eachHasItsWholeTermsAndWhoseTheyAre() {
        for (Component each : Licences.all()) {
            assertTrue(each.text().length() > 600, each.name());
            assertFalse(each.copyright().isBlank(), each.name());
        }
        assertTrue(Licences.whole().contains("\"CLASSPATH\" EXCEPTION"));
        assertEquals("3.2.4", new Component("x", List.of("jackson-core"), "MIT", "c", "h").version(
                "/a/jackson-core-extra-1.0.jar" + File.pathSeparator + "/a/jackson-core-3.2.4.jar"));
    }
}
