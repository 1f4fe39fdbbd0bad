package slipway;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import slipway.testkit.Compiled;
import slipway.testkit.House;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The package table and the house rules, on what was compiled; every rule is shown a seeded offender as well.
class ArchitectureTest {
    private static final String SEEDED = "slipway.testkit.seeded";
    /// Uses that break a rule of [House#reserved] with a reason.
    private static final Map<String, String> SIGNED = Map.of();

    private static final JavaClasses BAD = new ClassFileImporter()
            .importPath(Sources.base().resolve("target/test-classes/slipway/testkit/seeded"));

    @Test
    void packagesUseOnlyWhomTheyMay() {
        none(House.neighbours(Compiled.app(), "slipway"));
    }

    @Test
    void packagesFormNoCircle() {
        none(House.circles(Compiled.app(), "slipway"));
    }

    @Test
    void librariesStayAtHome() {
        none(House.libraries(Compiled.app(), "slipway"));
        none(House.inner(Compiled.app(), "slipway"));
    }

    @Test
    void onlyTasksMakesThreadsAndOnlyFxHandsOver() {
        var found = new TreeSet<>(House.reserved(Compiled.app(), "slipway"));
        var stale = new TreeSet<>(SIGNED.keySet());
        stale.removeAll(found);
        found.removeAll(SIGNED.keySet());
        none(found);
        assertEquals(Set.of(), stale, "signed, but no longer there");
    }

    @Test
    void namesSayWhatAThingIs() {
        none(House.names(Compiled.app()));
    }

    @Test
    void filesStayShort() {
        none(Sources.longerThan(Sources.java("app"), 400));
    }

    @Test
    void seededOffendersAreCaught() {
        String bad = SEEDED + ".spec.BadSpec";
        assertTrue(House.neighbours(BAD, SEEDED).contains(SEEDED + ".base.BadBase uses " + bad));
        assertEquals(Set.of("base", "spec"), House.circles(BAD, SEEDED));
        Set<String> libraries = House.libraries(BAD, SEEDED);
        assertTrue(libraries.contains(bad + " uses java.sql.DriverManager"), libraries::toString);
        assertTrue(libraries.contains(bad + " uses javafx.application.Platform"), libraries::toString);
        assertEquals(
                Set.of(bad + " uses java.lang.System.out", bad + " uses java.lang.Thread.<init>",
                        bad + " uses java.lang.Thread.sleep", bad + " uses java.lang.Thread.startVirtualThread",
                        bad + " uses java.io.ObjectInputStream.<init>",
                        bad + " uses java.io.ObjectInputStream.readObject",
                        bad + " uses java.io.ObjectInputStream.close", bad + " uses java.util.Timer.<init>",
                        bad + " uses java.util.concurrent.CompletableFuture.runAsync",
                        bad + " uses java.util.concurrent.CompletableFuture.thenApplyAsync",
                        bad + " uses javafx.application.Platform.runLater",
                        bad + " uses java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor"),
                House.reserved(BAD, SEEDED));
        assertEquals(Set.of(bad + "$NameManager"), House.names(BAD));
        assertEquals(Set.of("Long.java has 3 lines"), Sources.longerThan(Map.of("Long.java", "a\nb\nc"), 2));
    }

    @Test
    void seededPagesThatUseEachOtherAreCaught() {
        assertTrue(House.neighbours(BAD, SEEDED).contains("page " + SEEDED + ".ui.one.OnePage uses page " + SEEDED
                + ".ui.two.TwoPage"));
    }

    /// One class holds something of every library that has a home, in an area where none is at home.
    @Test
    void seededLibrariesAwayFromHomeAreCaught() {
        String homeless = SEEDED + ".base.BadLibraries uses ";
        Set<String> caught = House.libraries(BAD, SEEDED);
        // javac warns of every use of sun.*, and warnings are errors: that one is shown to the rule by name
        assertTrue(House.away("sun.misc.Unsafe", "base") && House.away("sun.misc.Unsafe", "engine"));
        for (String library : House.housed()) {
            assertTrue(library.equals("sun.") || caught.stream().anyMatch(use -> use.startsWith(homeless + library)),
                    library);
        }
        assertTrue(House.inner(BAD, SEEDED).stream().anyMatch(use -> use.startsWith(homeless + "com.github.docker")));
        assertFalse(House.away("oshi.SystemInfo", "engine"));
        assertFalse(caught.stream().anyMatch(use -> use.contains("java.util.List")));
    }

    private static void none(Set<String> broken) {
        assertTrue(broken.isEmpty(), () -> String.join("\n", broken));
    }
}
