package slipway.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import slipway.base.Text;
import slipway.base.Units;
import slipway.record.Exports;
import slipway.record.HarImport;
import slipway.record.Recording;
import slipway.record.Recordings;
import slipway.record.Redaction;
import slipway.store.RunFile;

/// `record list|export|import|delete`: what stands under `.slipway/recordings`; no studio is needed.
final class RecordingCommands {
    private RecordingCommands() {}

    static List<Object> all() {
        return List.of(new ListAll(), new Export(), new Import(), new Delete());
    }

    @Command(name = "list", mixinStandardHelpOptions = true)
    private static final class ListAll extends Action {
        @Override
        int run() {
            List<Recordings.Summary> all = RecordCommand.recordings(app()).list();
            if (app().json()) {
                console().json(Map.of("recordings",
                        all.stream().map(each -> RecordCommand.map(each.name(), each.meta())).toList()));
                return 0;
            }
            var table = new Table(Text.of("cli.record.name"), Text.of("cli.record.endpoint"),
                    Text.of("cli.record.exchanges"), Text.of("cli.record.size"), Text.of("cli.record.started"),
                    Text.of("cli.record.state"));
            for (Recordings.Summary each : all) {
                long started = each.meta().started();
                table.row(each.name(), each.meta().ask().endpoint(), "" + each.meta().counts().exchanges(),
                        Units.bytes(each.bytes()), started == 0 ? "–" : Instant.ofEpochMilli(started).toString(),
                        Text.of(RecordCommand.word(each.meta().state())));
            }
            console().line(table.text());
            return 0;
        }
    }

    @Command(name = "export", mixinStandardHelpOptions = true)
    private static final class Export extends Action {
        /// In which form.
        enum Format {
            HAR, JSONL
        }

        @Parameters(paramLabel = "RECORDING", descriptionKey = "RECORDING")
        private String name = "";

        @Option(names = "--format", paramLabel = "FORMAT")
        private @Nullable Format format;

        @Option(names = "--out", paramLabel = "FILE", required = true)
        private Path out = Path.of("");

        @Override
        int run() {
            Recording recording = RecordCommand.recordings(app()).open(name);
            Path file = out.toAbsolutePath().normalize();
            boolean har = format == null ? !file.toString().endsWith("l") : format == Format.HAR;
            Exports.write(recording, base(recording), har, file);
            tell(recording, file, har ? "har" : "jsonl");
            return 0;
        }

        private void tell(Recording recording, Path file, String as) {
            long bytes = file.toFile().length();
            if (app().json()) {
                var map = new LinkedHashMap<String, Object>();
                map.put("name", name);
                map.put("file", file.toString());
                map.put("format", as);
                map.put("exchanges", recording.size());
                map.put("sizeBytes", bytes);
                console().json(map);
            } else {
                console().line(Text.of("cli.record.exported", recording.size(), file, Units.bytes(bytes)));
            }
        }

        /// Where the endpoint listens, else a name that says which it was.
        private String base(Recording recording) {
            String endpoint = recording.meta().ask().endpoint();
            return RunFile.read(app().workspace().resolve(".slipway")).stream()
                    .flatMap(run -> run.endpoints().stream()).filter(run -> run.name().equals(endpoint)).findFirst()
                    .map(RunFile.EndpointRun::url)
                    .orElse("http://" + (endpoint.isEmpty() ? "localhost" : endpoint + ".localhost"));
        }
    }

    @Command(name = "import", mixinStandardHelpOptions = true)
    private static final class Import extends Action {
        @Parameters(paramLabel = "FILE", descriptionKey = "FILE")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME")
        private @Nullable String name;

        @Option(names = "--redact", paramLabel = "RULES")
        private List<String> redact = List.of();

        @Override
        int run() {
            Recordings recordings = RecordCommand.recordings(app());
            String as = name == null ? recordings.freshName("har") : name;
            Recording recording = HarImport.read(file.toAbsolutePath().normalize(), recordings, as,
                    Redaction.parse(redact));
            if (app().json()) console().json(RecordCommand.map(as, recording.meta()));
            else
                console().line(Text.of("cli.record.imported", recording.size(), as));
            return 0;
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true)
    private static final class Delete extends Action {
        @Parameters(paramLabel = "RECORDING", descriptionKey = "RECORDING")
        private String name = "";

        @Override
        int run() {
            Recordings recordings = RecordCommand.recordings(app());
            long bytes = recordings.size(name);
            recordings.delete(name);
            console().message(Text.of("cli.record.deleted", name, Units.bytes(bytes)));
            return 0;
        }
    }
}
