package slipway.series;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.series.Bucket.Quantile;
import slipway.store.Database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// The past of deployments: down-sampled without loss, kept as long as promised, there after a restart, and no burden
/// where the database fails.
class SeriesStoreTest {
    private static final long START = 1_767_225_600_000L;

    @TempDir
    Path folder;
    private final AtomicLong clock = new AtomicLong(START);

    private Database open() {
        return Database.open(folder.resolve("metrics.db"));
    }

    private SeriesStore store(Database database) {
        return new SeriesStore(database, clock::get);
    }

    private static Bucket second(long at, double cpu, double requests, long... latencies) {
        Histogram all = Bucket.noLatencies();
        for (long each : latencies)
            all.recordValue(each);
        return Bucket.of(at, 1000, Map.of(Metric.CPU, cpu, Metric.REQUESTS, requests), all);
    }

    private void run(SeriesStore store, Duration time, double cpu) {
        long until = clock.get() + time.toMillis();
        for (int i = 0; clock.get() < until; i++) {
            store.add("iris/blue", second(clock.get(), cpu, 2));
            if (i % 30 == 0) store.flush();
            clock.addAndGet(1000);
        }
        store.flush();
    }

    @Test
    void theLastQuarterOfAnHourIsKnownBySecond() {
        try (Database database = open()) {
            SeriesStore store = store(database);
            long news = store.news();
            run(store, Duration.ofMinutes(20), 0.5);
            assertTrue(store.news() > news);
            Slice slice = store.read(List.of("iris/blue"), clock.get() - 900_000, clock.get());
            assertEquals(1000, slice.step());
            assertEquals(901, slice.buckets().getOrDefault("iris/blue", List.of()).size(),
                    "the second before, for the line’s beginning");
        }
    }

    @Test
    void coarserTiersHaveMeansPeaksAndQuantilesOfAllRequests() {
        try (Database database = open()) {
            SeriesStore store = store(database);
            for (int i = 0; i < 60; i++) {
                // nine seconds of quick answers, then one with many slow ones: the mean of p95s would be far too low
                boolean slow = i % 10 == 9;
                long[] answers = new long[slow ? 100 : 10];
                java.util.Arrays.fill(answers, slow ? 900_000_000L : 2_000_000L);
                store.add("iris/blue", second(clock.get(), slow ? 1.9 : 0.1, answers.length, answers));
                clock.addAndGet(1000);
            }
            store.flush();
            clock.addAndGet(Duration.ofHours(1).toMillis());
            Bucket ten = store.read(List.of("iris/blue"), START, START + 3_600_000).buckets()
                    .getOrDefault("iris/blue", List.of())
                    .getFirst();
            assertEquals(10_000, ten.millis());
            assertEquals(0.28, ten.mean(Metric.CPU), 1e-9);
            assertEquals(1.9, ten.peak(Metric.CPU), 1e-9);
            assertEquals(19, ten.mean(Metric.REQUESTS), 1e-9, "190 requests in 10 s");
            assertEquals(900_000_000, ten.quantile(Quantile.P50), 9_000_000, "100 of 190 were slow");
            clock.addAndGet(Duration.ofHours(12).toMillis());
            Bucket minute = store.read(List.of("iris/blue"), START, START + 60_000).buckets()
                    .getOrDefault("iris/blue", List.of())
                    .getFirst();
            assertEquals(60_000, minute.millis());
            assertEquals(900_000_000, minute.quantile(Quantile.P95), 9_000_000);
            assertTrue(Double.isNaN(minute.mean(Metric.GPU_LOAD)), "never read");
        }
    }

    @Test
    void eachTierIsKeptAsLongAsPromisedAndNoLonger() throws Exception {
        try (Database database = open()) {
            SeriesStore store = store(database);
            for (int minute = 0; minute < 9 * 24 * 60; minute++) {
                store.add("iris/blue", second(clock.get(), 1, 1));
                if (minute % 60 == 0) store.flush();
                clock.addAndGet(60_000);
            }
            store.flush();
            clock.addAndGet(600_000);
            store.add("iris/blue", second(clock.get(), 1, 1));
            store.flush();
            for (Tier tier : List.of(Tier.TENS, Tier.MINUTES, Tier.TEN_MINUTES)) {
                long rows = database.with(connection -> {
                    try (var select = connection.prepareStatement(
                            "SELECT count(*), min(at) FROM series_bucket WHERE tier = ?")) {
                        select.setString(1, tier.name());
                        try (var row = select.executeQuery()) {
                            row.next();
                            long oldest = clock.get() - row.getLong(2);
                            assertTrue(oldest <= tier.keptMillis() + 2 * tier.millis(), tier + " reaches " + oldest);
                            assertTrue(oldest >= tier.keptMillis() - 2 * tier.millis(), tier + " reaches " + oldest);
                            return row.getLong(1);
                        }
                    }
                });
                assertTrue(rows > 0 && rows < 3_000, tier + " has " + rows);
            }
            Slice week = store.read(List.of("iris/blue"), clock.get() - 7 * 86_400_000L, clock.get());
            assertEquals(600_000, week.step());
            assertEquals(7 * 144, week.buckets().getOrDefault("iris/blue", List.of()).size(), 3);
        }
    }

    @Test
    void aRestartGoesOnInTheSameBuckets() {
        try (Database database = open()) {
            SeriesStore store = store(database);
            store.mark(new Mark(START, "iris/blue", Mark.Kind.DEPLOY, "r3"));
            run(store, Duration.ofSeconds(35), 1);
        }
        try (Database database = open()) {
            SeriesStore store = store(database);
            store.mark(new Mark(clock.get(), "iris", Mark.Kind.SWAP, "blue 100"));
            run(store, Duration.ofSeconds(25), 3);
            Slice lately = store.read(List.of("iris/blue"), START - 60_000, clock.get());
            assertEquals(3 + 25, lately.buckets().getOrDefault("iris/blue", List.of()).size(),
                    "tens of before, seconds of now");
            assertEquals(List.of("r3", "blue 100"), lately.marks().stream().map(Mark::detail).toList());
            assertEquals(List.of(), store.read(List.of("wine/red"), START - 60_000, clock.get()).marks());
            clock.addAndGet(Duration.ofHours(7).toMillis());
            Bucket minute = store.read(List.of("iris/blue"), START, START + 60_000).buckets()
                    .getOrDefault("iris/blue", List.of())
                    .getFirst();
            assertEquals((35 * 1 + 25 * 3) / 60.0, minute.mean(Metric.CPU), 1e-9);
            assertEquals(3, minute.peak(Metric.CPU), 1e-9);
        }
    }

    @Test
    void aDamagedFileIsKeptAsideAndSaidAndMeasuringGoesOn() throws Exception {
        Files.writeString(folder.resolve("metrics.db"), "not a database, but long enough to be taken for one ".repeat(
                50));
        try (Database database = open()) {
            SeriesStore store = store(database);
            run(store, Duration.ofSeconds(20), 1);
            assertEquals("store.database-unreadable", store.problem().get().orElseThrow().code());
            assertEquals(20, store.read(List.of("iris/blue"), START, clock.get()).buckets()
                    .getOrDefault("iris/blue", List.of()).size());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertTrue(files.anyMatch(file -> file.getFileName().toString().contains("unreadable")));
        }
    }

    @Test
    void whatALockedDatabaseDoesNotTakeIsWrittenLater() throws Exception {
        Path file = folder.resolve("metrics.db");
        try (Database database = open()) {
            SeriesStore store = store(database);
            run(store, Duration.ofSeconds(10), 1);
            try (var other = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                store.add("iris/blue", second(clock.get(), 5, 1));
                store.mark(new Mark(clock.get(), "iris/blue", Mark.Kind.STOPPED, ""));
                store.flush();
                assertEquals("store.database-failed", store.problem().get().orElseThrow().code());
                Slice all = store.read(List.of("iris/blue"), START, clock.get());
                assertEquals(11, all.buckets().getOrDefault("iris/blue", List.of()).size(), "memory goes on");
                assertEquals(1, all.marks().size());
                statement.execute("ROLLBACK");
            }
            store.flush();
            assertFalse(store.problem().get().isPresent(), "and it is said no more");
        }
        try (Database database = open()) {
            clock.addAndGet(Duration.ofHours(1).toMillis());
            Slice later = store(database).read(List.of("iris/blue"), START, clock.get());
            assertEquals(5, later.buckets().getOrDefault("iris/blue", List.of()).getLast().peak(Metric.CPU), 1e-9);
            assertEquals(1, later.marks().size());
        }
    }
}
