package slipway;

import java.time.Duration;

import slipway.base.Live;
import slipway.base.Tasks;
import slipway.network.Ledger;
import slipway.store.Settings;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;

/// Glue: the ledger of this process is kept in the person’s folder, and goes by their offline switch. Any thread.
final class PersonsLedger {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private PersonsLedger() {}

    /// What is noted is written when the process ends, if not before.
    static void begin(UserFolder folder) {
        Ledger.OURS.keepIn(folder.path());
        Tasks.atShutdown("write ledger", Ledger.OURS::flush);
    }

    /// Before anything is connected to. A window does so behind its first frame: the file takes a tenth of a second.
    static void obey(UserFolder folder) {
        try (var tasks = new Tasks(); var person = StudioSettings.open(folder, tasks)) {
            obey(person);
        }
    }

    /// While a studio is open: follows the switch, also where another process sets it, and writes what is new.
    static Live.Subscription follow(Settings<StudioSettings> person, Tasks tasks) {
        return follow(person, tasks, EVERY);
    }

    static Live.Subscription follow(Settings<StudioSettings> person, Tasks tasks, Duration every) {
        obey(person);
        tasks.every(every, "ledger", () -> {
            person.reload();
            Ledger.OURS.flushSeldom();
        });
        return person.value().onChange(() -> obey(person));
    }

    private static void obey(Settings<StudioSettings> person) {
        Ledger.OURS.switchOffline(person.value().get().network().offline());
    }
}
