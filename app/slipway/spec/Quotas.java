package slipway.spec;

import java.util.Set;

/// What the workspace may keep, as its `slipway.yml` says under `quotas`. Immutable; in bytes, 0 for no limit.
///
/// @param logs       of the archive of the deployments’ logs (`logs_mb`)
/// @param recordings of all recordings (`recordings_mb`)
/// @param reports    of reports and saved load runs (`reports_mb`)
public record Quotas(long logs, long recordings, long reports) {
    /// Where the workspace says nothing else: recordings and reports are a person’s work, and go only when one says so.
    public static final Quotas USUAL = new Quotas(2_000_000_000L, 0, 0);
    /// While nobody knows what the workspace says, nothing may go.
    static final Quotas UNKNOWN = new Quotas(0, 0, 0);

    /// The largest that can be said, in megabytes.
    public static final int MOST_MB = 100_000_000;
    static final long MEGA = 1_000_000;

    /// Of logs, as a bound.
    public long mostLogs() {
        return logs == 0 ? Long.MAX_VALUE : logs;
    }

    static Quotas read(YamlMap settings) {
        YamlMap map = settings.map("quotas");
        map.noteUnknown(Set.of("logs_mb", "recordings_mb", "reports_mb"));
        return new Quotas(bytes(map, "logs_mb", USUAL.logs), bytes(map, "recordings_mb", USUAL.recordings),
                bytes(map, "reports_mb", USUAL.reports));
    }

    private static long bytes(YamlMap map, String key, long usual) {
        Integer megabytes = map.integer(key, 1, MOST_MB);
        return megabytes == null ? usual : megabytes * MEGA;
    }
}
