package slipway.series;

import slipway.base.Text;

/// Something that happened to a deployment, or to a whole endpoint, at a moment: charts draw it across all lines.
///
/// @param subject `iris/blue`, or `iris` for the whole endpoint
/// @param detail  what it was more closely, in words: `r3`, `blue 90 · green 10`
public record Mark(long epochMillis, String subject, Kind kind, String detail) {
    /// Kinds are written into the database by their name.
    public enum Kind {
        DEPLOY, READY, FAILED, STOPPED, RESTART, HEALTHY, UNHEALTHY, SWAP, SCALE
    }

    /// Whether it is shown with the deployment `id`.
    public boolean concerns(String id) {
        return id.equals(subject) || id.startsWith(subject + "/");
    }

    public String text() {
        return Text.of("metrics.mark." + kind.name().toLowerCase(java.util.Locale.ROOT), subject, detail);
    }
}
