package slipway.series;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import slipway.base.Live;
import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.series.SeriesRows.Place;
import slipway.store.Database;

/// Everything measured of the deployments, and what happened to them: the last quarter of an hour by the second in
/// memory, up to eight days in the database, coarser the longer ago ([Tier]).
///
/// Whoever measures calls [#add] and [#mark], which are quick; one loop calls [#flush], which writes all that came since
/// in one transaction. What cannot be written is kept for the next try, [#problem] says so, and the seconds in memory go
/// on. Any thread; [#read] and [#flush] block.
public final class SeriesStore {
    private static final Set<Tier> WRITTEN = EnumSet.range(Tier.TENS, Tier.TEN_MINUTES);
    private static final long RETAIN_EVERY = 600_000;
    /// Unwritten buckets beyond this are given up: the oldest ones of a database that stays away for hours.
    private static final int MOST_PENDING = 20_000;
    static final int MOST_MARKS = 5_000;

    private final Database database;
    private final LongSupplier clock;
    private final Map<String, Seconds> seconds = new ConcurrentHashMap<>();
    private final AtomicLong news = new AtomicLong();
    private final Live<Optional<Problem>> problem = new Live<>(Optional.empty());
    /// Reading and writing wait for each other, so that nothing is read twice or not at all while it is written.
    private final Object files = new Object();
    private final LinkedHashMap<Place, Bucket> pending = new LinkedHashMap<>();
    private final List<Mark> unwritten = new ArrayList<>();
    private final ArrayList<Mark> marks = new ArrayList<>();
    private boolean marksRead;
    private long retained;

    /// @param database one of its own: a damaged file of readings takes nothing else with it
    /// @param clock    milliseconds since 1970
    public SeriesStore(Database database, LongSupplier clock) {
        this.database = database.migrate("series", SeriesRows.TABLES);
        this.clock = clock;
    }

    /// Counts up with everything that is added; tells a reader whether there is news.
    public long news() {
        return news.get();
    }

    /// Why the past is not kept, or was begun anew; empty while all is well.
    public Live<Optional<Problem>> problem() {
        return problem;
    }

    /// Adds to what is known of `id`, whose second (or part of it) `bucket` is.
    public void add(String id, Bucket bucket) {
        seconds.computeIfAbsent(id, key -> new Seconds()).add(bucket.in(Tier.SECONDS), clock.getAsLong());
        synchronized (pending) {
            for (Tier tier : WRITTEN) {
                Bucket part = bucket.in(tier);
                pending.merge(new Place(tier, id, part.at()), part, Bucket::plus);
            }
            while (pending.size() > MOST_PENDING)
                pending.pollFirstEntry();
        }
        news.incrementAndGet();
    }

    public void mark(Mark mark) {
        synchronized (marks) {
            marks.add(mark);
            unwritten.add(mark);
        }
        news.incrementAndGet();
    }

    /// Writes what came since the last time, and takes away what is too old.
    public void flush() {
        long now = clock.getAsLong();
        synchronized (files) {
            Map<Place, Bucket> buckets;
            List<Mark> newMarks;
            synchronized (pending) {
                buckets = new LinkedHashMap<>(pending);
                pending.clear();
            }
            synchronized (marks) {
                newMarks = List.copyOf(unwritten);
                unwritten.clear();
            }
            boolean retain = now - retained >= RETAIN_EVERY;
            if (buckets.isEmpty() && newMarks.isEmpty() && !retain) return;
            try {
                write(buckets, newMarks, retain, now);
                if (retain) retained = now;
                problem.set(database.problem().get());
            } catch (StudioException e) {
                problem.set(Optional.of(e.problem()));
                takeBack(buckets, newMarks);
            }
        }
    }

    private void write(Map<Place, Bucket> buckets, List<Mark> newMarks, boolean retain, long now) {
        database.with(connection -> {
            for (Map.Entry<Place, Bucket> each : buckets.entrySet())
                SeriesRows.add(connection, each.getKey(), each.getValue());
            for (Mark mark : newMarks)
                SeriesRows.mark(connection, mark);
            if (retain) SeriesRows.retain(connection, now, WRITTEN);
            return true;
        });
    }

    private void takeBack(Map<Place, Bucket> buckets, List<Mark> newMarks) {
        synchronized (pending) {
            buckets.forEach((place, bucket) -> pending.merge(place, bucket, Bucket::plus));
        }
        synchronized (marks) {
            unwritten.addAll(0, newMarks);
        }
    }

    /// Forgets all that is in the database, and gives its room back to the disk; the last quarter of an hour in memory
    /// stays.
    public void clear() {
        synchronized (files) {
            database.with(connection -> {
                SeriesRows.clear(connection);
                return true;
            });
        }
    }

    /// What is known of `ids` between two moments, as finely as it is kept that far back. Blocks.
    public Slice read(List<String> ids, long from, long to) {
        long now = clock.getAsLong();
        Tier tier = Tier.of(from, to, now);
        var found = new LinkedHashMap<String, List<Bucket>>();
        for (String id : ids)
            found.put(id, tier == Tier.SECONDS ? seconds(id, from, to, now) : kept(tier, id, from, to));
        return new Slice(from, to, tier.millis(), found, marks(ids, from, to));
    }

    private List<Bucket> seconds(String id, long from, long to, long now) {
        Seconds own = seconds.computeIfAbsent(id, key -> new Seconds());
        if (!own.seeded()) own.seed(kept(Tier.TENS, id, now - Tier.SECONDS.keptMillis(), now));
        return own.between(from - Tier.SECONDS.millis(), to);
    }

    /// What the database has, with what is not yet written.
    private List<Bucket> kept(Tier tier, String id, long from, long to) {
        synchronized (files) {
            var all = new java.util.TreeMap<Long, Bucket>();
            try {
                database.with(connection -> SeriesRows.read(connection, tier, id, tier.begin(from), to))
                        .forEach(bucket -> all.put(bucket.at(), bucket));
            } catch (StudioException e) {
                problem.set(Optional.of(e.problem()));
            }
            synchronized (pending) {
                pending.forEach((place, bucket) -> {
                    if (place.tier() == tier && place.id().equals(id) && place.at() >= tier.begin(from)
                            && place.at() <= to) {
                        all.merge(place.at(), bucket, Bucket::plus);
                    }
                });
            }
            return List.copyOf(all.values());
        }
    }

    private List<Mark> marks(List<String> ids, long from, long to) {
        readMarks();
        synchronized (marks) {
            return marks.stream().filter(mark -> mark.epochMillis() >= from && mark.epochMillis() <= to)
                    .filter(mark -> ids.stream().anyMatch(mark::concerns)).toList();
        }
    }

    /// Once: what earlier runs have noted.
    private void readMarks() {
        synchronized (files) {
            if (marksRead) return;
            marksRead = true;
            try {
                long since = clock.getAsLong() - Tier.TEN_MINUTES.keptMillis();
                List<Mark> known = database.with(connection -> SeriesRows.marks(connection, since, MOST_MARKS));
                synchronized (marks) {
                    List<Mark> own = List.copyOf(unwritten);
                    marks.clear();
                    marks.addAll(known);
                    marks.addAll(own);
                }
            } catch (StudioException e) {
                problem.set(Optional.of(e.problem()));
            }
        }
    }
}
