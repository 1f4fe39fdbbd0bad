package slipway.update;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.base.Version;
import slipway.store.Settings;
import slipway.store.StudioSettings;
import slipway.store.UserFolder;

/// Looks for a newer Slipway at the address that a person named, once a day at most, and only while they have it
/// switched on: otherwise nothing is connected to. Fetches and opens nothing else. Any thread.
public final class Updates {
    /// How long after the start it is first looked.
    static final Duration FIRST = Duration.ofMinutes(1);
    /// How much lies between two looks that nobody asked for.
    static final Duration APART = Duration.ofDays(1);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final Live<StudioSettings> person;
    private final Path file;
    private final Tasks tasks;
    private final InstantSource clock;
    private final Live<LastLook> last;

    /// Looks at nothing by itself.
    ///
    /// @param person whose switch and address it is
    /// @param folder where `update.json` is kept
    public Updates(Live<StudioSettings> person, UserFolder folder, Tasks tasks, InstantSource clock) {
        this.person = person;
        this.file = folder.file("update.json");
        this.tasks = tasks;
        this.clock = clock;
        last = new Live<>(kept());
    }

    /// For the open window: looks by itself from now on, until `tasks` are closed.
    public static Updates begin(Live<StudioSettings> person, UserFolder folder, Tasks tasks) {
        var updates = new Updates(person, folder, tasks, InstantSource.system());
        tasks.quiet("update notice", progress -> {
            Tasks.pause(FIRST);
            while (true) {
                updates.lookIfDue();
                Tasks.pause(EVERY);
            }
        });
        return updates;
    }

    /// The settings with the switch and the address.
    public Live<StudioSettings> person() {
        return person;
    }

    /// Switches the notice, and names where releases are told; kept as it is, also where it is wrong.
    public void choose(boolean on, String address) {
        person.update(old -> old.withNetwork(old.network().withUpdate(on, address.strip())));
    }

    /// Whether it is switched on and an address is named.
    public boolean on() {
        StudioSettings.Network now = person.get().network();
        return now.updateNotice() && !now.updateAddress().isBlank();
    }

    /// The address without its secrets, to be shown; empty for none.
    public String where() {
        return shown(person.get().network().updateAddress());
    }

    /// `address` without what looks like a secret.
    public static String shown(String address) {
        return ReleaseAddress.shown(address);
    }

    /// What is wrong with the address that is named; null where it is one, or none is named.
    public @Nullable Problem wrong() {
        String address = person.get().network().updateAddress();
        try {
            if (!address.isBlank()) ReleaseAddress.of(address);
            return null;
        } catch (StudioException e) {
            return e.problem();
        }
    }

    /// The last look at all, whatever the address was then.
    public Live<LastLook> last() {
        return last;
    }

    /// The last look, where it was at the address that is named now.
    public Optional<LastLook> lastThere() {
        LastLook now = last.get();
        return now.atMillis() > 0 && now.address().equals(where()) ? Optional.of(now) : Optional.empty();
    }

    /// A newer release that the person was not told of yet, while the notice is on.
    public Optional<Release> news() {
        if (!on()) return Optional.empty();
        return lastThere().flatMap(look -> Optional.ofNullable(look.release()).filter(release -> release.against(
                Version.NUMBER) > 0 && !release.version().equals(look.told())));
    }

    /// The person was told of `version`, and will not be again.
    public void told(String version) {
        last.update(now -> now.withTold(version));
        tasks.quiet("keep update notice", progress -> keep(now -> now.withTold(version)));
    }

    /// Looks now, because the person asks; they read the outcome where they did. Does nothing while it is off. How it
    /// went, well or not, is in [#last].
    public void look() throws InterruptedException {
        look(true);
    }

    /// Looks where a day has gone by since the last time, and does nothing while it is off.
    public synchronized void lookIfDue() throws InterruptedException {
        if (!on() || !due(last.get())) return;
        // another studio of this person may have looked meanwhile
        LastLook kept = kept();
        if (kept.atMillis() > last.get().atMillis()) last.set(kept);
        if (due(last.get())) look(false);
    }

    /// A clock that was set back does not keep it from looking.
    private boolean due(LastLook look) {
        long since = clock.millis() - look.atMillis();
        return look.atMillis() == 0 || since < 0 || since >= APART.toMillis();
    }

    private synchronized void look(boolean asked) throws InterruptedException {
        if (!on()) return;
        String address = person.get().network().updateAddress();
        Release release = null;
        Problem problem = null;
        try {
            release = ReleaseFetch.read(address, ReleaseFetch.LIMIT);
        } catch (StudioException e) {
            problem = e.problem();
        }
        var found = new LastLook(clock.millis(), shown(address), release, problem, "");
        String seen = asked && release != null ? release.version() : "";
        UnaryOperator<LastLook> change = before -> found.withTold(seen.isEmpty() ? before.told() : seen);
        last.update(change);
        keep(change);
    }

    private LastLook kept() {
        try (var kept = Settings.open(file, LastLook.class, LastLook.NONE, tasks)) {
            return kept.value().get();
        }
    }

    private synchronized void keep(UnaryOperator<LastLook> change) {
        try (var kept = Settings.open(file, LastLook.class, LastLook.NONE, tasks)) {
            kept.value().update(change);
        }
    }
}
