package slipway.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Tasks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StudioSettingsTest {
    private static final Path HOME = Path.of("/home/ana");

    @Test
    void eachSystemHasItsFolder() {
        assertEquals(HOME.resolve(".config/slipway"), folder(Map.of(), "Linux"));
        assertEquals(Path.of("/etc/ana/slipway"), folder(Map.of("XDG_CONFIG_HOME", "/etc/ana"), "Linux"));
        assertEquals(HOME.resolve(".config/slipway"), folder(Map.of("XDG_CONFIG_HOME", "relative"), "Linux"));
        assertEquals(HOME.resolve("Library/Application Support/Slipway"), folder(Map.of(), "Mac OS X"));
        assertEquals(Path.of("/roaming/Slipway"), folder(Map.of("APPDATA", "/roaming"), "Windows 11"));
        assertEquals(HOME.resolve("AppData/Roaming/Slipway"), folder(Map.of(), "Windows 11"));
        assertEquals(Path.of("/mine"), folder(Map.of("SLIPWAY_CONFIG", "/mine/x/.."), "Mac OS X"));
    }

    private static Path folder(Map<String, String> environment, String system) {
        return UserFolder.of(environment, system, HOME).path();
    }

    @Test
    void testsNeverTouchTheRealHome() {
        assertTrue(UserFolder.ofPerson().path().startsWith(Path.of(System.getProperty("slipway.basedir"), "target")));
    }

    @Test
    void nothingLeavesTheMachineUntilItIsSwitchedOn(@TempDir Path folder) throws Exception {
        try (var tasks = new Tasks()) {
            try (var settings = StudioSettings.open(new UserFolder(folder.resolve("new")), tasks)) {
                assertEquals(StudioSettings.DEFAULT, settings.value().get());
                assertFalse(settings.value().get().network().updateNotice());
                settings.value().update(now -> now.withRecent(now.recent().with(Path.of("/a"))).withFirstRunSeen(true));
            }
            assertTrue(Files.exists(folder.resolve("new/studio.json")));
            try (var again = StudioSettings.open(new UserFolder(folder.resolve("new")), tasks)) {
                assertEquals(List.of("/a"), again.value().get().recent().workspaces());
                assertTrue(again.value().get().firstRunSeen());
            }
        }
    }

    @Test
    void anOlderFileHasNoAddressAndTheFileIsItsOwnersAlone(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("studio.json");
        Files.writeString(file, "{\"network\": {\"offline\": true, \"updateNotice\": true}}");
        try (var tasks = new Tasks(); var settings = StudioSettings.open(new UserFolder(folder), tasks)) {
            assertEquals(new StudioSettings.Network(true, true, ""), settings.value().get().network());
            settings.value().update(now -> now.withNetwork(now.network().withUpdate(true,
                    "https://ana:horse@example.com/")));
        }
        assertTrue(Files.readString(file).contains("ana:horse"));
        if (Files.getFileStore(file).supportsFileAttributeView("posix"))
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }

    @Test
    void recentWorkspacesAreNewestFirstOnceEachAndNotTooMany() {
        var recent = StudioSettings.Recent.NONE.with(Path.of("/a")).with(Path.of("/b")).with(Path.of("/a/x/.."));
        assertEquals(List.of("/a", "/b"), recent.workspaces());
        for (int i = 0; i < 40; i++)
            recent = recent.with(Path.of("/w" + i));
        assertEquals(12, recent.workspaces().size());
        assertEquals("/w39", recent.workspaces().getFirst());
    }
}
