package slipway.ui.exports;

/// What the person last chose for exports, remembered with the workspace. Immutable.
///
/// @param target id of the platform; empty before the first
public record ExportHabits(String target) {
    public static final ExportHabits DEFAULT = new ExportHabits("");
}
