package slipway.ui.deployments;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.engine.ContainerSettings;
import slipway.spec.DeploymentSpec;
import slipway.ui.ImageReference;
import slipway.ui.deployments.DeployForm.Field;
import slipway.ui.widget.Decimals;

/// What stands in the fields for a container, as typed. Immutable, no toolkit.
///
/// @param image      a reference for [Source#IMAGE], a folder for [Source#FOLDER]
/// @param gpus       as `x-slipway.resources.gpus` has it, empty for none
/// @param chosenGpus whether `gpus` is a list that must not be empty
/// @param entrypoint words as in a shell; empty keeps the image’s
record ContainerForm(Source source, String image, String cpus, String gpus, boolean chosenGpus, String network,
        String entrypoint, String arguments) {
    static final ContainerForm NONE = new ContainerForm(Source.RECIPE, "", "", "", false, "", "", "");

    /// As much as any engine takes; it refuses more than it has itself.
    private static final int MOST_CPUS = 1024;
    private static final int MOST_GPUS = 64;
    private static final Pattern NETWORK = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    /// Where the image comes from.
    enum Source {
        RECIPE, IMAGE, FOLDER
    }

    Map<Field, String> faults() {
        var faults = new EnumMap<Field, String>(Field.class);
        String imageFault = imageFault();
        if (imageFault != null) faults.put(Field.IMAGE, imageFault);
        if (!cpus.isEmpty() && cores() == null) faults.put(Field.CPUS, Text.of("deploy-form.cpus.rule"));
        if (!goodGpus()) {
            faults.put(Field.GPUS, chosenGpus ? Text.of("deploy-form.gpus.choose") : Text.of("deploy-form.gpus.rule"));
        }
        if (!network.isEmpty() && !NETWORK.matcher(network).matches()) {
            faults.put(Field.NETWORK, Text.of("deploy-form.network.rule"));
        } else if (network.equals("host")) {
            faults.put(Field.NETWORK, Text.of("deploy-form.network.host"));
        }
        if (!closed(entrypoint)) faults.put(Field.ENTRYPOINT, Text.of("deploy-form.words.rule"));
        if (!closed(arguments)) faults.put(Field.ARGUMENTS, Text.of("deploy-form.words.rule"));
        return faults;
    }

    private @Nullable String imageFault() {
        return switch (source) {
            case RECIPE -> null;
            case IMAGE -> ImageReference.good(image) || image.matches("sha256:[0-9a-f]{64}")
                    ? null
                    : Text.of("deploy-form.image.rule");
            case FOLDER -> {
                Path folder = folder();
                if (folder == null || !folder.isAbsolute()) yield Text.of("deploy-form.folder.rule");
                yield Files.isRegularFile(folder.resolve("Dockerfile")) ? null : Text.of("deploy-form.folder.none");
            }
        };
    }

    private @Nullable Path folder() {
        try {
            return image.isBlank() ? null : Path.of(image);
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private boolean goodGpus() {
        if (chosenGpus) return !gpus.isBlank();
        if (gpus.isEmpty() || gpus.equals("all")) return true;
        return gpus.matches("\\d{1,2}") && Integer.parseInt(gpus) >= 1 && Integer.parseInt(gpus) <= MOST_GPUS;
    }

    /// Null where nothing is written, or nothing that can be read.
    @Nullable
    Double cores() {
        double value = Decimals.read(cpus, 4, 3).orElse(0);
        return value > 0 && value <= MOST_CPUS ? Double.valueOf(value) : null;
    }

    @Nullable
    String gpusOrNull() {
        return gpus.isEmpty() ? null : gpus;
    }

    /// The default is not written.
    @Nullable
    String networkOrNull() {
        return network.isEmpty() || network.equals(ContainerSettings.NETWORK_DEFAULT) ? null : network;
    }

    @Nullable
    String imageOrNull() {
        return source == Source.IMAGE ? image : null;
    }

    DeploymentSpec.Code code() {
        if (source != Source.FOLDER) return DeploymentSpec.Code.NONE;
        return new DeploymentSpec.Code(null, null, null, null, folder(), null, null);
    }

    /// `text` as a shell splits it: blanks part words, quotes keep them together.
    static List<String> words(String text) {
        var words = new ArrayList<String>();
        Matcher found = WORD.matcher(text);
        while (found.find()) {
            if (found.group(1) != null) words.add(found.group(1));
            else if (found.group(2) != null) words.add(found.group(2).replaceAll("\\\\(.)", "$1"));
            else
                words.add(found.group(3));
        }
        return words;
    }

    /// Whether every quote that opens a word also ends it.
    private static boolean closed(String text) {
        return WORD.matcher(text).results().map(found -> found.group(3))
                .noneMatch(word -> word != null && (word.startsWith("'") || word.startsWith("\"")));
    }
}
