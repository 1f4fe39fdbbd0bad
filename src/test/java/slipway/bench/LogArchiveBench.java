package slipway.bench;

import java.io.BufferedWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import slipway.observe.LogBook;
import slipway.observe.LogBuffer;
import slipway.observe.LogQuery;
import slipway.observe.LogSearch;

/// How long a regular expression takes over an archive: `slipway.bench.LogArchiveBench [lines]`. Prints the indexing
/// and, for each expression, the first and the fastest of three searches.
public final class LogArchiveBench {
    private static final String[] QUERIES = {"POST /predict 5\\d\\d", "timeout|refused", "id 49\\d{4}1\\b",
            "\\b5\\d\\d\\b"};

    private LogArchiveBench() {}

    public static void main(String[] args) throws Exception {
        int lines = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        Path folder = Files.createTempDirectory("log-archive");
        Path file = Files.createDirectories(folder.resolve("iris/blue")).resolve("r1-0.out");
        write(file, lines);
        LogBook book = LogBook.of("iris/blue", new LogBuffer(), folder);
        long start = System.nanoTime();
        book.catchUp();
        System.out.printf("%,d lines, %,d MB, indexed in %d ms%n", lines, Files.size(file) / 1_000_000,
                (System.nanoTime() - start) / 1_000_000);
        for (String query : QUERIES) {
            long first = 0;
            long best = Long.MAX_VALUE;
            int found = 0;
            for (int run = 0; run < 3; run++) {
                long begin = System.nanoTime();
                found = book.scan(LogQuery.ALL.search(LogSearch.of(query, true), false), book.next()).matches().length;
                long took = System.nanoTime() - begin;
                if (run == 0) first = took;
                best = Math.min(best, took);
            }
            System.out.printf("%s: %,d lines match, first %d ms, warm %d ms%n", query, found, first / 1_000_000,
                    best / 1_000_000);
        }
        Files.delete(file);
    }

    private static void write(Path file, int lines) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            String time = Instant.parse("2026-01-01T00:00:00Z").toString();
            for (int i = 0; i < lines; i++) {
                out.write(time);
                out.write(" INFO POST /predict ");
                out.write(i % 5_003 == 0 ? "503" : "200");
                out.write(" in 2.31 ms, 212 B, id ");
                out.write(Integer.toString(i));
                out.write(i % 100_003 == 0 ? " upstream timeout\n" : "\n");
            }
        }
    }
}
