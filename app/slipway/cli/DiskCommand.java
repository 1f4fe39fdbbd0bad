package slipway.cli;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.housekeeping.Held;
import slipway.housekeeping.Housekeeper;
import slipway.housekeeping.Kind;
import slipway.rehearse.Sizes;

/// `disk`: what the workspace takes on the disk by kind, with its limits; sets them, and lets go of what is not wanted.
@Command(name = "disk", mixinStandardHelpOptions = true)
final class DiskCommand extends Action {
    private static final String ALL = "all";

    @Option(names = "--clean", paramLabel = "KIND", split = ",")
    private List<String> clean = List.of();

    @Option(names = "--limit", paramLabel = "KIND=SIZE", split = ",")
    private List<String> limits = List.of();

    @Override
    int run() throws InterruptedException {
        var wanted = new LinkedHashMap<Kind, Long>();
        for (String each : limits)
            wanted.put(limited(each), size(each));
        List<Kind> meant = clean.stream().flatMap(word -> meant(word).stream()).distinct().toList();
        try (var tasks = new Tasks(); Keeping keeping = app().opener().housekeeping(tasks, app().workspace())) {
            Housekeeper housekeeper = keeping.housekeeper();
            wanted.forEach(housekeeper::limit);
            var freed = new LinkedHashMap<String, Long>();
            for (Kind each : meant)
                freed.put(each.word(), housekeeper.clean(each));
            say(housekeeper.look(), freed);
        }
        return 0;
    }

    private List<Kind> meant(String word) {
        if (word.equals(ALL)) return Arrays.stream(Kind.values()).filter(Kind::cleanable).toList();
        return List.of(Kind.of(word).filter(Kind::cleanable).orElseThrow(() -> wrong("cli.disk.kind", word, String.join(
                ", ", Kind.cleanableWords()))));
    }

    private Kind limited(String text) {
        String word = text.split("=", 2)[0];
        return Kind.of(word).filter(Kind::limited).orElseThrow(() -> wrong("cli.disk.kind", word, String.join(", ", Kind
                .limitedWords())));
    }

    private long size(String text) {
        String[] parts = text.split("=", 2);
        Optional<Long> size = parts.length < 2 ? Optional.empty() : Sizes.parse(parts[1]);
        return size.orElseThrow(() -> wrong("cli.size-form", parts[parts.length - 1]));
    }

    private ParameterException wrong(String key, Object... args) {
        return new ParameterException(spec().commandLine(), Text.of(key, args));
    }

    private void say(List<Held> all, Map<String, Long> freed) {
        long bytes = all.stream().mapToLong(Held::bytes).sum();
        if (app().json()) {
            var document = new LinkedHashMap<String, Object>();
            document.put("workspace", app().workspace().toString());
            document.put("bytes", bytes);
            document.put("kinds", all.stream().map(DiskCommand::map).toList());
            document.put("freed", freed);
            console().json(document);
            return;
        }
        var table = new Table(Text.of("cli.disk.head.kind"), Text.of("cli.disk.head.size"), Text.of(
                "cli.disk.head.files"), Text.of("cli.disk.head.limit"), Text.of("cli.disk.head.oldest"),
                Text.of(
                        "cli.disk.head.what"));
        for (Held each : all) {
            table.row(each.kind().word(), Units.bytes(each.bytes()), String.valueOf(each.files()), each.limit()
                    .bytes() > 0 ? Units.bytes(each.limit().bytes()) : "–", date(each.oldest()),
                    Text.of("housekeeping.kind." + each.kind().word()));
        }
        console().line(table.text());
        freed.forEach((kind, gone) -> console().message(Text.of("cli.disk.freed", kind, Units.bytes(gone))));
    }

    private static String date(@Nullable Instant at) {
        return at == null ? "–" : at.toString().substring(0, 10);
    }

    private static Map<String, Object> map(Held held) {
        var map = new LinkedHashMap<String, Object>();
        map.put("kind", held.kind().word());
        map.put("bytes", held.bytes());
        map.put("files", held.files());
        if (held.oldest() != null) map.put("oldest", held.oldest().toString());
        if (held.newest() != null) map.put("newest", held.newest().toString());
        if (held.pinned() > 0) map.put("pinned", held.pinned());
        if (held.limit().bytes() > 0) map.put("limitBytes", held.limit().bytes());
        if (held.limit().days() > 0) map.put("limitDays", held.limit().days());
        map.put("cleanable", held.kind().cleanable());
        return map;
    }
}
