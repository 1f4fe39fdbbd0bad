package slipway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import slipway.network.Ledger;
import slipway.network.Party;
import slipway.network.Purpose;
import slipway.testkit.RefusingOpener;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NetworkCommandTest {
    private static final Party FAR = Party.at("registry.example", 443);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void anEmptyLedger() {
        Ledger.OURS.clear();
        Ledger.OURS.force("");
    }

    @AfterEach
    void onlineAgain() {
        Ledger.OURS.clear();
        Ledger.OURS.force("");
    }

    private int run(String... args) {
        return CommandLineApp.run(args, RefusingOpener.all(), new PrintWriter(out, true), new PrintWriter(err, true));
    }

    @Test
    void saysThatNothingLeft() {
        Ledger.OURS.way(Purpose.GATEWAY, Party.at("127.0.0.1", 8801)).begin();
        assertEquals(0, run("network"));
        assertTrue(err.toString().contains("Nothing has left this machine"), err::toString);
        assertTrue(err.toString().contains("1 address of this machine, connected to once"), err::toString);
    }

    @Test
    void listsWhatLeftAndWithAllTheRest() {
        Ledger.OURS.way(Purpose.PULL, FAR).begin();
        Ledger.OURS.way(Purpose.PULL, FAR).moved(2_000_000);
        Ledger.OURS.way(Purpose.GATEWAY, Party.at("127.0.0.1", 8801)).begin();
        assertEquals(0, run("network"));
        assertTrue(out.toString().contains("registry.example:443  Pull an image"), out::toString);
        assertFalse(out.toString().contains("127.0.0.1"), out::toString);
        assertEquals(0, run("network", "--all"));
        assertTrue(out.toString().contains("127.0.0.1:8801"), out::toString);
    }

    @Test
    void forScriptsEverythingAndClearing() {
        Ledger.OURS.way(Purpose.PULL, FAR).begin();
        assertEquals(0, run("network", "--json"));
        JsonNode contact = JsonMapper.shared().readTree(out.toString()).path("contacts").path(0);
        assertEquals("registry.example:443", contact.path("who").asString());
        assertEquals("pull", contact.path("purpose").asString());
        assertEquals(1, contact.path("opened").asInt());
        assertEquals(0, run("network", "--clear"));
        assertTrue(Ledger.OURS.contacts().isEmpty());
    }

    @Test
    void theGlobalOptionKeepsTheRunOnThisMachine() {
        assertEquals(0, run("network", "--offline", "--json"));
        JsonNode said = JsonMapper.shared().readTree(out.toString());
        assertTrue(said.path("offline").asBoolean());
        assertEquals("--offline", said.path("offlineBy").asString());
        assertFalse(Ledger.OURS.way(Purpose.PULL, FAR).begin());
        assertEquals(0, run("network"));
        assertTrue(out.toString().contains("1 refused"), out::toString);
        assertTrue(err.toString().contains("--offline"), err::toString);
    }

    @Test
    void readingTheOptionIsNotRunningIt() throws Exception {
        assertEquals("slipway network", new Pasted("slipway --offline network").name());
        assertEquals("true", new Pasted("slipway network --offline").option("--offline"));
        assertFalse(Ledger.OURS.offline().get().on());
    }
}
