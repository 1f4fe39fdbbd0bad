package slipway.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.DataFormatException;

import org.HdrHistogram.Histogram;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.rollout.stats.Agreement;
import slipway.store.AtomicFiles;

/// What a running studio has measured of its endpoints, in `.slipway/measured.json`, for a rollout from another
/// process. Written only while somebody asks for it, which is said by the time of `.slipway/measured.wanted`. Any
/// thread.
public final class MeasuredFile {
    /// How long an asking counts.
    static final Duration ASKED = Duration.ofSeconds(10);

    private static final System.Logger LOG = System.getLogger(MeasuredFile.class.getName());

    private final Path file;
    private final Path wanted;

    /// An endpoint: the split that its gateway follows, and what was measured since it was opened.
    public record Numbers(Split split, Snapshot snapshot, List<SwapReport> swaps) {
        public Numbers {
            swaps = List.copyOf(swaps);
        }
    }

    private record Row(String deployment, long revision, boolean copies, long requests, long errors,
            String latencies) {
        static Row of(Measured measured) {
            Histogram histogram = measured.latencies();
            ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
            int length = histogram.encodeIntoCompressedByteBuffer(buffer);
            String text = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(buffer.array(), length));
            return new Row(measured.deployment(), measured.revision(), measured.copies(), measured.requests(),
                    measured.errors(), text);
        }

        Measured measured() {
            try {
                var histogram = Histogram.decodeFromCompressedByteBuffer(
                        ByteBuffer.wrap(Base64.getDecoder().decode(latencies)), 0);
                return new Measured(deployment, revision, copies, requests, errors, histogram);
            } catch (DataFormatException | IllegalArgumentException e) {
                throw new StudioException(Problem.of("rollout.measured-unreadable"), e);
            }
        }
    }

    private record Entry(Split split, List<Row> measured, Agreement agreement, List<SwapReport> swaps) {}

    public MeasuredFile(Path stateFolder) {
        this.file = stateFolder.resolve("measured.json");
        this.wanted = stateFolder.resolve("measured.wanted");
    }

    /// Says that the numbers are wanted for the next ten seconds.
    public void ask() {
        AtomicFiles.write(wanted, "");
    }

    /// Whether anybody asked within the last ten seconds.
    public boolean asked() {
        // 0 where nobody ever did
        return wanted.toFile().lastModified() > Instant.now().minus(ASKED).toEpochMilli();
    }

    public void write(Map<String, Numbers> endpoints) {
        var all = new TreeMap<String, Entry>();
        endpoints.forEach((name, numbers) -> all.put(name, new Entry(numbers.split(),
                numbers.snapshot().measured().stream().map(Row::of).toList(), numbers.snapshot().agreement(),
                numbers.swaps())));
        AtomicFiles.write(file, JsonMapper.shared().writeValueAsString(all));
    }

    /// The numbers of `endpoint`; empty where they are older than the asking counts, or not there.
    public Optional<Numbers> read(String endpoint) {
        try {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(Instant.now().minus(ASKED))) {
                return Optional.empty();
            }
            var entry = JsonMapper.shared().readTree(Files.readString(file)).get(endpoint);
            if (entry == null) return Optional.empty();
            Entry read = JsonMapper.shared().treeToValue(entry, Entry.class);
            return Optional.of(new Numbers(read.split(),
                    new Snapshot(read.measured().stream().map(Row::measured).toList(), read.agreement()),
                    read.swaps()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            LOG.log(System.Logger.Level.WARNING, file.toString(), e);
            return Optional.empty();
        }
    }
}
