package slipway.network;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import slipway.base.Live;
import slipway.base.StudioException;

/// Every connection that this process makes, or asks another program to make, counted by address and purpose before it
/// is made; and the switch that keeps them on this machine. Until [#keepIn] it remembers nothing beyond the process.
/// Any thread; a way is found without a lock, and only [#flush] and what reads the file wait.
public final class Ledger {
    /// The one of this process: what connects is not asked whose workspace it does it for.
    public static final Ledger OURS = new Ledger(Offline.in(System.getenv()));

    /// What stayed on this machine is written no more often than that.
    private static final Duration LOCAL_EVERY = Duration.ofMinutes(5);

    private final Live<Offline> offline;
    /// As many as there are addresses: those of this machine have only so many ports.
    private final Map<Contact.Key, Way> ways = new ConcurrentHashMap<>();
    private volatile @Nullable LedgerFile file;
    private long writtenNanos = System.nanoTime();

    /// Another one, which nothing of this process writes into.
    public Ledger(Offline offline) {
        this.offline = new Live<>(offline);
    }

    /// The way to `party` for `purpose`, the same each time.
    public Way way(Purpose purpose, Party party) {
        return ways.computeIfAbsent(new Contact.Key(purpose, party), key -> new Way(this, purpose, party));
    }

    /// Notes a connection to the server of `url` that is about to be made.
    ///
    /// @throws StudioException where the studio is offline and `url` is not of this machine
    public static Way open(Purpose purpose, URI url) {
        Way way = OURS.way(purpose, Party.of(url));
        way.open();
        return way;
    }

    /// Notes that the address behind `host` is about to be looked up, where it is a name.
    ///
    /// @return false where the studio is offline, so that it may not be
    public static boolean mayLookUp(String host) {
        return !Party.isName(host) || OURS.way(Purpose.NAME, Party.at(host, 0)).begin();
    }

    /// Whether anything may leave this machine.
    public Live<Offline> offline() {
        return offline;
    }

    /// Offline for this run, because of `by`, a word of the command line.
    public void force(String by) {
        offline.update(now -> new Offline(now.kept(), by));
    }

    /// The person’s switch, as their settings have it.
    public void switchOffline(boolean on) {
        offline.update(now -> new Offline(on, now.forced()));
    }

    /// Keeps the ledger in `folder`’s `network.json` from now on.
    public void keepIn(Path folder) {
        file = new LedgerFile(folder.resolve("network.json"));
    }

    /// Everything that is known, newest first: of this run, of those before, and of what else runs now.
    public List<Contact> contacts() {
        LedgerFile kept = file;
        List<Contact> fresh = ways.values().stream().map(Way::seen).filter(each -> !each.empty()).toList();
        return LedgerFile.merged(kept == null ? List.of() : kept.read(), fresh);
    }

    /// Writes what is new: at once where something left this machine, else seldom.
    public void flushSeldom() {
        if (fresh() || System.nanoTime() - writtenNanos > LOCAL_EVERY.toNanos()) flush();
    }

    private boolean fresh() {
        return ways.values().stream().anyMatch(each -> !each.party().local() && !each.seen().empty());
    }

    /// Writes what is new. What cannot be written is kept for the next time.
    public synchronized void flush() {
        LedgerFile kept = file;
        if (kept == null) return;
        writtenNanos = System.nanoTime();
        Map<Way, Contact> taken = ways.values().stream().collect(Collectors.toMap(way -> way, Way::take));
        taken.values().removeIf(Contact::empty);
        if (taken.isEmpty()) return;
        try {
            kept.change(before -> LedgerFile.merged(before, List.copyOf(taken.values())));
        } catch (StudioException e) {
            taken.forEach(Way::giveBack);
            System.getLogger(Ledger.class.getName()).log(System.Logger.Level.WARNING, "the ledger is not written", e);
        }
    }

    /// Forgets everything, and answers what it was, for [#restore].
    ///
    /// @throws StudioException where the file cannot be written
    public synchronized List<Contact> clear() {
        LedgerFile kept = file;
        List<Contact> written = kept == null ? List.of() : kept.change(before -> List.of());
        return LedgerFile.merged(written, ways.values().stream().map(Way::take).filter(each -> !each.empty())
                .toList());
    }

    /// Takes back what [#clear] answered; what was noted since stays.
    ///
    /// @throws StudioException where the file cannot be written
    public synchronized void restore(List<Contact> cleared) {
        LedgerFile kept = file;
        if (kept == null) cleared.forEach(each -> way(each.purpose(), each.party()).giveBack(each));
        else
            kept.change(before -> LedgerFile.merged(before, cleared));
    }

    /// As it stands in the file and in `--json`: who, local, purpose, first, last, opened, failed, refused, bytes.
    public static Map<String, Object> fields(Contact contact) {
        return LedgerFile.fields(contact);
    }
}
