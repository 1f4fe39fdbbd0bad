package slipway.catalog;

import java.util.List;

/// The formats we read; a new one is one file plus one line here.
final class Formats {
    /// Folders that own the files under them; the first that knows a folder has it.
    static final List<FolderFormat> FOLDERS = List.of(
            new MlflowFormat(),
            new OciFolder(),
            new SavedModelFormat(),
            new TritonFormat(),
            new HuggingFaceFormat(),
            new CoremlPackageFormat(),
            new SageMakerFolder(),
            new ContainerFolder());

    /// Single files; the first that knows a file has it.
    static final List<FileFormat> FILES = List.of(
            new OnnxFormat(),
            new GgufFormat(),
            new SafetensorsFormat(),
            new TfliteFormat(),
            new KerasFormat(),
            new CoremlFormat(),
            new TritonFileFormat(),
            new LightgbmFormat(),
            new CatboostFormat(),
            new XgboostFormat(),
            new PmmlFormat(),
            new ZipFormat(),
            new CompressedFormat(),
            new SevenZipFormat(),
            new AzureFormat(),
            new PickleFormat());

    /// Raised when a reader says something else of the same bytes: what older ones said is then not kept.
    static final int EDITION = 3;

    private Formats() {}
}
