package slipway.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import slipway.base.Problem;
import slipway.base.StudioException;
import slipway.base.Units;
import slipway.engine.ContextEntry;

/// A serving image with a model copied to where it would be mounted, as its last layer, for engines whose machines do
/// not all see the model. As after a mount nobody may change it. Immutable; reading the model may take seconds.
public final class ModelLayer {
    /// On the image: the tag tells what went in.
    public static final String LABEL = "slipway.model";
    /// What is larger is too much for a layer that goes to every node.
    static final long MOST_BYTES = 20L << 30;

    private static final String MODEL = "model";

    private final FilesContext context;
    private final String tag;

    private ModelLayer(FilesContext context, String tag) {
        this.context = context;
        this.tag = tag;
    }

    /// The layer of `model` on `base`.
    ///
    /// @param base   the serving image, by what a builder finds it by
    /// @param baseId what tells it from others: its digest or id
    /// @param model  a folder or a single file
    /// @param target where it is to be, absolute inside the container
    public static ModelLayer of(String base, String baseId, Path model, String target) {
        String dockerfile = "FROM " + base + "\nCOPY [\"" + MODEL + "\", \"" + target + "\"]\n";
        var context = new FilesContext(dockerfile);
        try {
            var hash = new InputHash().add(baseId).add(target);
            for (ContextEntry entry : ContextEntry.tree(MODEL, model)) {
                ContextEntry kept = entry.readable().unwritable();
                context.add(kept);
                hash.add(kept);
            }
            if (context.sizeBytes() > MOST_BYTES)
                throw StudioException.of("docker.copy-large", model, Units.bytes(context.sizeBytes()),
                        Units.bytes(MOST_BYTES));
            return new ModelLayer(context, MODEL + "-" + hash.text());
        } catch (IOException e) {
            throw new StudioException(Problem.of("build.inputs", String.valueOf(e.getMessage())), e);
        }
    }

    /// The context to build from; its Dockerfile is [FilesContext#DOCKERFILE].
    public FilesContext source() {
        return context;
    }

    /// `model-3f2a91c07b`: the same for the same image, model and place, whenever its files were written.
    public String tag() {
        return tag;
    }

    /// What the image is labelled with.
    public Map<String, String> labels() {
        return Map.of(LABEL, tag);
    }
}
