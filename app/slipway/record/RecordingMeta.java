package slipway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import slipway.base.Twin;
import slipway.store.AtomicFiles;

/// `recording.json`: what was asked, how far it is, and why it ended. Immutable; times in epoch milliseconds, 0 where
/// not yet.
///
/// @param writer who writes it, null before it begins
/// @param why    one plain sentence of the system’s where it failed
public record RecordingMeta(int version, Ask ask, State state, long started, long ended, Counts counts,
        @Nullable Owner writer, @Nullable String why) {
    public static final int VERSION = 1;
    static final String FILE = "recording.json";
    private static final long MEGA = 1_000_000;

    /// Where a recording stands.
    public enum State {
        @JsonProperty("asked")
        ASKED, @JsonProperty("recording")
        RECORDING,
        /// Ended as asked.
        @JsonProperty("done")
        DONE,
        /// Its own quota was used up.
        @JsonProperty("quota")
        QUOTA,
        /// The disk was; what had been written is there.
        @JsonProperty("disk-full")
        DISK_FULL, @JsonProperty("failed")
        FAILED,
        /// Its writer went away without ending it; what had been written is there.
        @JsonProperty("cut-off")
        CUT_OFF;

        public boolean over() {
            return this != ASKED && this != RECORDING;
        }

        /// Ended in one of the ways that a person chose.
        public boolean good() {
            return this == DONE || this == QUOTA;
        }
    }

    /// What is asked of a studio. `forMillis` 0: until it is ended; `asker` whose end ends it, null for nobody’s.
    public record Ask(String endpoint, long forMillis, Quota quota, Redaction redaction, @Nullable Owner asker) {
        /// The command that asks for the same; with no `name` it gets a fresh one each time.
        public String command(String name) {
            long bytes = quota.bytes();
            String size = bytes % MEGA == 0 ? bytes / MEGA + "MB" : Long.toString(bytes);
            return Twin.of("record").add(endpoint).addIf(!name.isEmpty(), "--name", name)
                    .addIf(forMillis > 0, "--for", Twin.number(forMillis / 1000.0) + "s")
                    .addIf(!quota.equals(Quota.USUAL), "--max-size", size)
                    .addIf(!redaction.equals(Redaction.USUAL), "--redact", redaction.rules()).toString();
        }
    }

    /// A process, told from a later one of the same number by its start.
    public record Owner(long pid, long startedAt) {
        public static Owner self() {
            ProcessHandle self = ProcessHandle.current();
            return new Owner(self.pid(), started(self));
        }

        public boolean alive() {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive)
                    .filter(process -> Math.abs(started(process) - startedAt) < 2000).isPresent();
        }

        private static long started(ProcessHandle process) {
            return process.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
        }
    }

    /// `bytes` on the disk; `dropped` came faster than they could be written; of bodies: `cut` came incomplete,
    /// `withheld` could not be redacted for certain.
    public record Counts(long exchanges, long bytes, long dropped, long cut, long redacted, long withheld) {
        public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

        Counts withDropped(long now) {
            return new Counts(exchanges, bytes, now, cut, redacted, withheld);
        }
    }

    static RecordingMeta asked(Ask ask) {
        return new RecordingMeta(VERSION, ask, State.ASKED, 0, 0, Counts.NONE, null, null);
    }

    RecordingMeta begun(long now) {
        return new RecordingMeta(version, ask, State.RECORDING, now, 0, Counts.NONE, Owner.self(), null);
    }

    RecordingMeta with(Counts now) {
        return new RecordingMeta(version, ask, state, started, ended, now, writer, why);
    }

    RecordingMeta over(State how, long now, @Nullable String reason) {
        return new RecordingMeta(version, ask, how, started, now, counts, writer, reason);
    }

    /// Whoever asks finds the end of its writer here, though nobody wrote it down.
    RecordingMeta seenNow() {
        boolean left = state == State.RECORDING && (writer == null || !writer.alive());
        return left ? new RecordingMeta(version, ask, State.CUT_OFF, started, 0, counts, writer, null) : this;
    }

    /// Empty where there is none, or none that can be read.
    static Optional<RecordingMeta> read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) return Optional.empty();
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readString(file), RecordingMeta.class));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    void write(Path folder) {
        AtomicFiles.write(folder.resolve(FILE),
                JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this));
    }
}
