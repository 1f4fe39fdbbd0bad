package slipway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.network.Ledger;
import slipway.store.Settings;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PersonsLedgerTest {
    @TempDir
    Path folder;

    private Settings<StudioSettings> open(Tasks tasks) {
        return StudioSettings.open(new UserFolder(folder), tasks);
    }

    @Test
    void theSwitchThatAnotherProcessSetIsObeyedAndStaysSet() throws IOException {
        try (var tasks = new Tasks()) {
            try (var person = open(tasks);
                    Live.Subscription _ = PersonsLedger.follow(person, tasks, Duration.ofMillis(20))) {
                assertFalse(Ledger.OURS.offline().get().kept());
                Files.writeString(folder.resolve("studio.json"), "{\"network\":{\"offline\":true}}");
                await().until(() -> Ledger.OURS.offline().get().kept());
                person.value().update(now -> now.withRecent(now.recent().with(Path.of("/a"))));
            }
            try (var again = open(tasks)) {
                assertTrue(again.value().get().network().offline());
            }
        } finally {
            Ledger.OURS.switchOffline(false);
        }
    }
}
