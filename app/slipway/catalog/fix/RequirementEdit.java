package slipway.catalog.fix;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import slipway.base.StudioException;
import slipway.catalog.Model;

/// Adds, changes and removes requirements of a model without making it anew (A157): in `requirements.txt` and in the pip
/// section of the conda environment alike, so that both stay one. Nothing is written: each answers the [Fix] to look at
/// and to apply. Blocking, any thread; throws what is wrong with what was asked.
public final class RequirementEdit {
    private final Model model;
    private final Path base;
    private final Dependencies now;

    public RequirementEdit(Model model) {
        this.model = model;
        this.base = ModelText.base(model);
        this.now = Dependencies.of(model);
    }

    /// Adds `text` where the model states its requirements, in a new `requirements.txt` where it does not.
    public Fix add(String text) {
        Requirement wanted = Requirement.parse(text);
        refuseSecond(wanted, null);
        var changes = new ArrayList<Change>();
        for (String file : main()) {
            String before = text(file);
            // a pip section that refers to the file beside has it all already
            if (conda(file) && CondaFile.pip(before).stream().anyMatch(line -> line.startsWith("-r"))) continue;
            changes.add(new Change.Content(file, before, conda(file)
                    ? CondaFile.added(file, before, wanted)
                    : PipFile.added(before, wanted)));
        }
        if (changes.isEmpty()) changes.add(new Change.Content(fresh(), null, wanted.text() + "\n"));
        return new Fix(model, changes);
    }

    /// Puts `text` in the place of the requirement of the package `name`, wherever it stands.
    public Fix change(String name, String text) {
        Requirement wanted = Requirement.parse(text);
        refuseSecond(wanted, name);
        return everywhere(name, wanted);
    }

    /// Takes the package `name` out, wherever it stands.
    public Fix remove(String name) {
        return everywhere(name, null);
    }

    private void refuseSecond(Requirement wanted, @Nullable String instead) {
        boolean known = now.requirements().stream().filter(Dependencies.Entry::editable)
                .map(Dependencies.Entry::key).anyMatch(wanted.key()::equals);
        if (known && (instead == null || !Requirement.key(instead).equals(wanted.key())))
            throw StudioException.of("catalog.requirement-there", wanted.name());
    }

    private Fix everywhere(String name, @Nullable Requirement next) {
        var changes = new ArrayList<Change>();
        String key = Requirement.key(name);
        for (String file : now.files()) {
            String before = text(file);
            String after = conda(file) ? inConda(file, before, key, next) : inPip(before, key, next);
            if (!after.equals(before)) changes.add(new Change.Content(file, before, after));
        }
        if (changes.isEmpty()) throw StudioException.of("catalog.requirement-same", name);
        return new Fix(model, changes);
    }

    /// From the end on, so that the places before stay where they are.
    private static String inPip(String text, String key, @Nullable Requirement next) {
        String now = text;
        for (PipFile.Entry entry : PipFile.entries(text).reversed()) {
            Requirement read = entry.requirement();
            if (read == null || !read.key().equals(key)) continue;
            now = next == null ? PipFile.removed(now, entry) : PipFile.changed(now, entry, next);
        }
        return now;
    }

    private static String inConda(String file, String text, String key, @Nullable Requirement next) {
        String now = text;
        List<String> lines = CondaFile.pip(text);
        for (int i = lines.size() - 1; i >= 0; i--) {
            Requirement read = Requirement.read(lines.get(i));
            if (read == null || !read.key().equals(key)) continue;
            now = next == null ? CondaFile.removed(file, now, i) : CondaFile.changed(file, now, i, next);
        }
        return now;
    }

    /// The files of the uppermost folder that has some.
    private List<String> main() {
        String top = now.files().stream().map(ModelText::folder)
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder())).orElse("");
        return now.files().stream().filter(file -> ModelText.folder(file).equals(top)).toList();
    }

    /// SageMaker looks for it beside the code.
    private String fresh() {
        return (model.format().equals("sagemaker-archive") ? "code/" : "") + "requirements.txt";
    }

    private static boolean conda(String file) {
        return CondaFile.NAMES.contains(ModelText.name(file));
    }

    private String text(String file) {
        String text = ModelText.read(base, file);
        if (text == null) throw StudioException.of("catalog.fix-changed", file);
        return text;
    }
}
