package slipway.bench;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import slipway.base.Bytes;
import slipway.requests.BodyRows;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.History;
import slipway.requests.HistoryQuery;
import slipway.requests.HistoryQuery.Outcome;
import slipway.store.Database;

/// How long searches take in a history of 100,000 requests (answers of 0.1 to 2 kB, one in a hundred of 50 kB), and how
/// soon 50 MB of JSON on one line stand in rows.
///
/// `slipway.bench.HistoryBench [requests] [MB]`; the first and the slowest of five rounds of each search are told, in
/// milliseconds of the clock and of this thread’s processor time.
public final class HistoryBench {
    private HistoryBench() {}

    public static void main(String[] args) throws Exception {
        int requests = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int megabytes = args.length > 1 ? Integer.parseInt(args[1]) : 50;
        rows(megabytes);
        Path folder = Files.createTempDirectory("history-bench");
        try (var database = Database.open(folder.resolve("slipway.db"))) {
            var history = new History(database, folder.resolve("answers"));
            long begun = System.nanoTime();
            fill(history, requests);
            System.out.printf("%,d requests kept, %.2f ms each%n", requests, (System.nanoTime() - begun) / 1e6
                    / requests);
            history.pin(7, true);
            for (HistoryQuery query : queries())
                search(history, query);
            var found = new AtomicInteger();
            tell("names and size", () -> found.set(history.names(false).size() + history.names(true).size() + (history
                    .usage().rows() > 0 ? 1 : 0)), found);
        }
        try (Stream<Path> left = Files.walk(folder)) {
            for (Path each : left.sorted(Comparator.reverseOrder()).toList())
                Files.delete(each);
        }
    }

    private static List<HistoryQuery> queries() {
        var all = new ArrayList<HistoryQuery>(List.of(HistoryQuery.ALL));
        for (String words : List.of("setosa", "p", "0", "pred", "versi", "predictions setosa 0.9", "0 1 2 3 4",
                "sepal petal label probabilities predictions", "0.98", "id-77777", "id-7", "request 17", "127.0.0.1",
                "application json", "nothing like it", "setosa nothing"))
            all.add(HistoryQuery.words(words));
        all.addAll(List.of(filtered("predictions", "", Outcome.NO_ANSWER, 0, false), filtered("", "green",
                Outcome.SERVER_ERROR, 1, false), filtered("setosa", "green", Outcome.SERVER_ERROR, 1, false),
                filtered("p", "", Outcome.ANY, 0, true), filtered("", "", Outcome.ANY, 0, true), filtered("0 1 2",
                        "none", Outcome.ANY, 0, false),
                filtered("label", "blue", Outcome.ANY, Long.MAX_VALUE, false)));
        return all;
    }

    private static HistoryQuery filtered(String words, String deployment, Outcome outcome, long since,
            boolean pinned) {
        return new HistoryQuery(words, "", deployment, outcome, since, pinned);
    }

    private static void search(History history, HistoryQuery query) {
        var found = new AtomicInteger();
        tell("“" + query.words() + "”" + (query.filters() ? " filtered" : ""), () -> found.set(history.find(query, 500)
                .size()), found);
    }

    private static void tell(String what, Runnable work, AtomicInteger found) {
        var clock = ManagementFactory.getThreadMXBean();
        double first = 0;
        double slowest = 0;
        double busiest = 0;
        for (int i = 0; i < 5; i++) {
            long begun = System.nanoTime();
            long busy = clock.getCurrentThreadCpuTime();
            work.run();
            double took = (System.nanoTime() - begun) / 1e6;
            if (i == 0) first = took;
            slowest = Math.max(slowest, took);
            busiest = Math.max(busiest, (clock.getCurrentThreadCpuTime() - busy) / 1e6);
        }
        System.out.printf("%-55s %3d shown, first %6.1f ms, slowest %6.1f ms, processor %6.1f ms%n", what, found.get(),
                first, slowest, busiest);
    }

    private static void fill(History history, int requests) {
        var random = new Random(1);
        long now = System.currentTimeMillis();
        for (int i = 0; i < requests; i++) {
            var draft = new Draft("request " + i % 50, "POST", "http://127.0.0.1:8801/invocations", Map.of(
                    "Content-Type", "application/json"),
                    "{\"dataframe_split\":{\"columns\":[\"sepal\",\"petal\"],"
                            + "\"data\":[[" + random.nextFloat() + "," + random.nextFloat() + "]]}}");
            String answer = answer(random, i % 3 == 0 ? "setosa" : "virginica", i % 100 == 99
                    ? 600
                    : 1 + random.nextInt(24));
            history.add(new Exchange(0, "iris", now + i, draft, i % 40 == 0 ? 503 : 200, Map.of("content-type", List
                    .of("application/json")), Bytes.utf8(answer), 2_000_000, 1_000_000, i % 2 == 0 ? "blue" : "green",
                    "1", "id-" + i, false, null));
        }
    }

    private static String answer(Random random, String label, int rows) {
        var text = new StringBuilder("{\"predictions\":[");
        for (int i = 0; i < rows; i++)
            text.append(i == 0 ? "" : ",").append("{\"label\":\"").append(label).append("\",\"probabilities\":[")
                    .append(random.nextFloat()).append(',').append(random.nextFloat()).append("]}");
        return text.append("]}").toString();
    }

    private static void rows(int megabytes) throws InterruptedException {
        var text = new StringBuilder("{\"predictions\":[");
        for (int i = 0; text.length() < megabytes * 1_000_000; i++)
            text.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(
                    ",\"label\":\"setosa\",\"probabilities\":[0.98213,0.01752,0.00035]}");
        ByteBuffer bytes = ByteBuffer.wrap(text.append("]}").toString().getBytes(StandardCharsets.UTF_8));
        for (int round = 0; round < 3; round++) {
            var clock = ManagementFactory.getThreadMXBean();
            long busy = clock.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            BodyRows rows = BodyRows.of(bytes, StandardCharsets.UTF_8, true);
            long indexed = System.nanoTime();
            double processor = (clock.getCurrentThreadCpuTime() - busy) / 1e6;
            for (int i = 0; i < 4_000; i++)
                rows.get((int) ((long) i * rows.size() / 4_000));
            long laid = System.nanoTime();
            int found = rows.find("\"id\":499999", 10).size();
            System.out.printf(
                    "%d MB: %,d rows indexed in %.0f ms (processor %.0f ms), %.3f ms for 40 rows anywhere, searched in %.0f ms "
                            + "(%d)%n",
                    megabytes, rows.size(), (indexed - begun) / 1e6, processor, (laid - indexed) / 1e6 / 100,
                    (System
                            .nanoTime() - laid) / 1e6,
                    found);
        }
    }
}
