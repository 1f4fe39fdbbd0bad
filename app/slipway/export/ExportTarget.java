package slipway.export;

/// One platform’s own files; listed in [ExportTargets]. Pure: the same source gives the same bytes on every machine, and
/// nothing is read, written or asked. Any thread.
public interface ExportTarget {
    /// The word of `slipway export --to`.
    String id();

    /// The platform’s own name, the same in every language.
    String title();

    /// The files and what changes there. What cannot be said in them is a [Difference], never left out in silence, and
    /// the value of a secret is never written.
    Exported export(ExportSource source);
}
