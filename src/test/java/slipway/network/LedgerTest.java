package slipway.network;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import slipway.base.StudioException;
import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LedgerTest {
    private static final Party FAR = Party.at("models.example", 443);
    private static final Party NEAR = Party.at("127.0.0.1", 8080);

    @TempDir
    Path folder;

    private Ledger ledger() {
        var ledger = new Ledger(Offline.NOT);
        ledger.keepIn(folder);
        return ledger;
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.9.9.9,true", "::1,true", "[::1],true", "::ffff:127.0.0.1,true", "0.0.0.0,true",
            "localhost,true", "LOCALHOST,true", "10.0.0.1,false", "169.254.169.254,false", "8.8.8.8,false",
            "localhost.example,false", "127.0.0.1.example,false", "my-laptop,false", "fe80::1,false"})
    void onlyItsOwnLoopbackIsLocal(String host, boolean local) {
        assertEquals(local, Party.isLocal(host));
    }

    @Test
    void saysWithWhomAndNothingElse() {
        assertEquals("models.example:443", Party.of(URI.create("https://u:secret@Models.example/a?key=secret")).who());
        assertEquals("[::1]:8801", Party.of(URI.create("http://[::1]:8801/score")).who());
    }

    @Test
    void isKeptAcrossRunsAndSummedUp() {
        Ledger first = ledger();
        first.way(Purpose.PULL, FAR).open();
        first.way(Purpose.PULL, FAR).moved(7);
        first.flush();
        Ledger second = ledger();
        second.way(Purpose.PULL, FAR).open();
        second.way(Purpose.PULL, FAR).failed();
        second.way(Purpose.GATEWAY, NEAR).open();
        second.flush();
        second.way(Purpose.PULL, FAR).open();
        List<Contact> all = second.contacts();
        assertEquals(2, all.size());
        Contact pull = all.stream().filter(each -> each.purpose() == Purpose.PULL).findFirst().orElseThrow();
        assertEquals(List.of(3L, 1L, 0L, 7L), List.of(pull.opened(), pull.failed(), pull.refused(), pull.bytes()));
        assertFalse(pull.last().isBefore(pull.first()));
        assertTrue(pull.first().isAfter(Instant.now().minusSeconds(60)));
    }

    @Test
    void offlineNothingLeavesThisMachine() {
        Ledger ledger = ledger();
        ledger.switchOffline(true);
        assertEquals("network.offline", refused(ledger.way(Purpose.LOAD, FAR)));
        ledger.way(Purpose.GATEWAY, NEAR).open();
        ledger.way(Purpose.ENGINE, Party.socket("/var/run/docker.sock")).open();
        Contact refused = ledger.contacts().stream().filter(each -> !each.party().local()).findFirst().orElseThrow();
        assertEquals(List.of(0L, 1L), List.of(refused.opened(), refused.refused()));
        ledger.switchOffline(false);
        ledger.way(Purpose.LOAD, FAR).open();
    }

    @Test
    void theRunsOwnWordOutlivesTheSwitch() {
        var ledger = new Ledger(Offline.in(Map.of("SLIPWAY_OFFLINE", "1")));
        ledger.switchOffline(true);
        ledger.switchOffline(false);
        assertEquals("network.offline-forced", refused(ledger.way(Purpose.LOAD, FAR)));
        assertFalse(Offline.in(Map.of("SLIPWAY_OFFLINE", "0")).on());
        assertFalse(Offline.in(Map.of()).on());
    }

    private static String refused(Way way) {
        return assertThrows(StudioException.class, way::open).problem().code();
    }

    @Test
    void isClearedAndTakenBack() {
        Ledger ledger = ledger();
        ledger.way(Purpose.PUSH, FAR).open();
        ledger.flush();
        ledger.way(Purpose.PUSH, FAR).open();
        List<Contact> cleared = ledger.clear();
        assertEquals(List.of(), ledger.contacts());
        ledger.way(Purpose.PUSH, FAR).open();
        ledger.restore(cleared);
        assertEquals(3, ledger.contacts().getFirst().opened());
        assertEquals(2, new LedgerFile(folder.resolve("network.json")).read().getFirst().opened());
    }

    @Test
    void withoutAFileItIsClearedAndTakenBackToo() {
        var ledger = new Ledger(Offline.NOT);
        ledger.way(Purpose.PUSH, FAR).open();
        List<Contact> cleared = ledger.clear();
        assertEquals(List.of(), ledger.contacts());
        ledger.restore(cleared);
        assertEquals(cleared, ledger.contacts());
    }

    @Test
    void staysSmallAndForgetsNoCount() {
        var some = new ArrayList<Contact>();
        for (int i = 0; i < 3 * LedgerFile.MOST; i++)
            some.add(contact(Purpose.PROBE, Party.at("127.0.0.1", 1 + i), i));
        some.add(contact(Purpose.PULL, FAR, 0));
        List<Contact> kept = LedgerFile.merged(some, List.of());
        assertTrue(kept.size() <= LedgerFile.MOST);
        assertEquals(3 * LedgerFile.MOST + 1, kept.stream().mapToLong(Contact::opened).sum());
        assertTrue(kept.stream().anyMatch(each -> each.party().equals(FAR)));
        assertTrue(kept.stream().anyMatch(each -> each.party().equals(Party.others(true))));
        assertTrue(LedgerFile.merged(kept, some).size() <= LedgerFile.MOST);
    }

    private static Contact contact(Purpose purpose, Party party, long second) {
        return new Contact(purpose, party, Instant.ofEpochSecond(second), Instant.ofEpochSecond(second), 1, 0, 0, 0);
    }

    /// Several processes and threads write at once; none loses what another wrote.
    @Test
    void severalMayWrite() throws Exception {
        var running = new ArrayList<Future<Boolean>>();
        for (int i = 0; i < 4; i++)
            running.add(Tasks.beside("writer", () -> {
                Ledger ledger = ledger();
                for (int k = 0; k < 20; k++) {
                    ledger.way(Purpose.PULL, FAR).open();
                    ledger.flush();
                }
                return true;
            }));
        for (Future<Boolean> each : running)
            assertTrue(each.get());
        assertEquals(80, ledger().contacts().getFirst().opened());
    }

    @Test
    void whatCannotBeReadIsKeptAside() throws IOException {
        Files.writeString(folder.resolve("network.json"), "{\"contacts\": [{\"who\": \"x\"}");
        Ledger ledger = ledger();
        ledger.way(Purpose.PULL, FAR).open();
        ledger.flush();
        assertEquals(1, ledger.contacts().size());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(1, files.filter(each -> each.toString().contains("unreadable")).count());
        }
    }

    @Test
    void whatCannotBeWrittenIsKeptForTheNextTime() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "a file where a folder should be");
        var ledger = new Ledger(Offline.NOT);
        ledger.keepIn(taken);
        ledger.way(Purpose.PULL, FAR).open();
        ledger.flush();
        ledger.keepIn(folder);
        ledger.flush();
        assertEquals(1, ledger().contacts().getFirst().opened());
    }

    @Test
    void anInterruptedStudioNotesAllTheSame() {
        Ledger ledger = ledger();
        ledger.way(Purpose.PULL, FAR).open();
        Thread.currentThread().interrupt();
        ledger.flush();
        assertTrue(Thread.interrupted());
        assertEquals(1, ledger().contacts().size());
    }
}
