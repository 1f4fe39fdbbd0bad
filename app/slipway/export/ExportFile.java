package slipway.export;

/// One file of an export.
///
/// @param path relative to the folder it is saved in, with `/`
/// @param text ends with a line end
public record ExportFile(String path, String text, Language language) {
    /// How it is highlighted.
    public enum Language {
        YAML, JSON, SHELL, CONF, TEXT
    }
}
