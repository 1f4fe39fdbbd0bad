package slipway;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

import slipway.testkit.Compiled;
import slipway.testkit.Doors;
import slipway.testkit.Sources;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Nothing leaves the studio but through a listed place that asks the ledger, on what was compiled; each way out is
/// shown a seeded offender as well.
class DoorsTest {
    private static final JavaClasses BAD = new ClassFileImporter()
            .importPath(Sources.base().resolve("target/test-classes/slipway/testkit/seeded/net"));

    @Test
    void everyDoorIsListed() {
        Set<String> places = Doors.found(Compiled.app()).stream()
                .map(each -> each.substring("slipway.".length(), each.indexOf(
                        ' ')))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(Doors.PLACES.keySet()), places,
                () -> String.join("\n", Doors.found(Compiled.app())));
    }

    @Test
    void whoOpensAsksTheLedgerOrSaysWhyNot() {
        Doors.PLACES.forEach((name, place) -> {
            assertFalse(place.why().isBlank(), name);
            assertTrue(place.asker().isEmpty() || Doors.asks(Compiled.app(), "slipway." + place.asker()), name);
        });
    }

    @Test
    void seededOffendersAreCaught() {
        String bad = "slipway.testkit.seeded.net.BadCaller uses ";
        assertEquals(Set.of(bad + "java.net.Socket.<init>", bad + "java.net.Socket.connect",
                bad + "java.net.URL.openStream", bad + "java.net.http.HttpClient.newHttpClient",
                bad + "java.nio.channels.SocketChannel.open", bad + "java.lang.ProcessBuilder.start",
                bad + "java.net.InetAddress.getByName", bad + "java.net.InetSocketAddress.<init>",
                bad + "io.netty.bootstrap.Bootstrap.<init>"), Doors.found(BAD));
        assertFalse(Doors.asks(BAD, "slipway.testkit.seeded.net.BadCaller"));
    }
}
