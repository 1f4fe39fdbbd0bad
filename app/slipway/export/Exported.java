package slipway.export;

import java.util.List;

/// What a target makes of an endpoint.
///
/// @param files       in the order in which they are read, no path twice
/// @param differences what changes there, in the order of the source
public record Exported(List<ExportFile> files, List<Difference> differences) {
    public Exported {
        files = List.copyOf(files);
        differences = List.copyOf(differences);
    }
}
