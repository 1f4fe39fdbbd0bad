package slipway.spec;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.base.Masked;
import slipway.base.PlainWords;
import slipway.base.Quoted;
import slipway.base.StudioException;

/// An endpoint’s or a deployment’s file as it may go to another machine; comments and unknown keys stay. Immutable.
///
/// @param text    the file’s text
/// @param secrets names of the variables that were taken out because their values look secret or are said to be, and paths
///                of what has a placeholder in the place of what looks secret (`x-slipway.cmd`, `tags.owner`)
public record CarriedSpec(String text, List<String> secrets) {
    public CarriedSpec {
        secrets = List.copyOf(secrets);
    }

    /// Takes secrets out of `text`, and where `image` is given lets the file name that and no digest of a registry.
    ///
    /// @param file names the file in problems, and paths are read relative to it
    public static CarriedSpec of(Path file, String text, DeploymentSpec spec, @Nullable String image) {
        var secrets = new ArrayList<String>();
        Map<String, String> kept = new LinkedHashMap<>(spec.environment());
        kept.entrySet().removeIf(each -> Masked.secret(each.getKey(), each.getValue())
                || spec.slipway().swarm().secrets().contains(each.getKey()));
        String changed = text;
        for (String name : spec.environment().keySet()) {
            if (kept.containsKey(name)) continue;
            secrets.add(name);
            changed = YamlEdit.setPath(file, changed, List.of("environment_variables", name), null);
        }
        PlainWords entrypoint = PlainWords.of(spec.slipway().entrypoint());
        PlainWords command = PlainWords.of(spec.slipway().command());
        changed = words(file, changed, "entrypoint", entrypoint, secrets);
        changed = words(file, changed, "cmd", command, secrets);
        if (image != null) {
            if (!image.equals(spec.image()))
                changed = YamlEdit.setPath(file, changed, List.of("environment", "image"), YamlWriter.quoted(image));
            if (spec.slipway().imageDigest() != null)
                changed = YamlEdit.setPath(file, changed, List.of("x-slipway", "image_digest"), null);
        }
        CarriedSpec texts = texts(file, changed);
        secrets.addAll(texts.secrets);
        DeploymentSpec read = SpecEdits.deployment(file, texts.text, spec.endpoint());
        boolean right = read.environment().equals(kept) && read.slipway().entrypoint().equals(entrypoint.plain())
                && read.slipway().command().equals(command.plain())
                && (image == null || (image.equals(read.image()) && read.slipway().imageDigest() == null));
        if (!right) throw StudioException.of("spec.edit-unsafe", file.getFileName());
        return new CarriedSpec(texts.text, secrets);
    }

    /// Takes secrets out of the descriptions, tags and properties of `text`: all that an endpoint’s file can hold any in.
    /// A text that is no map of keys stays as it is.
    ///
    /// @param file names the file in problems
    public static CarriedSpec texts(Path file, String text) {
        Map<List<String>, String> found = CarriedTexts.secret(file, text);
        String changed = text;
        for (var each : found.entrySet())
            changed = YamlEdit.setPath(file, changed, each.getKey(), YamlWriter.quoted(each.getValue()));
        if (!found.isEmpty() && !CarriedTexts.secret(file, changed).isEmpty())
            throw StudioException.of("spec.edit-unsafe", file.getFileName());
        return new CarriedSpec(changed, found.keySet().stream().map(each -> String.join(".", each)).toList());
    }

    private static String words(Path file, String text, String key, PlainWords words, List<String> secrets) {
        if (!words.secret()) return text;
        secrets.add("x-slipway." + key);
        String flow = "[" + String.join(", ", words.plain().stream().map(Quoted::text).toList()) + "]";
        return YamlEdit.setPath(file, text, List.of("x-slipway", key), flow);
    }
}
