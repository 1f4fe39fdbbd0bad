package slipway.export;

import slipway.base.Quoted;

/// A Dockerfile that puts a model into the image of its server, for clusters that mount no folder of one machine.
/// Stateless.
final class BakedImage {
    private BakedImage() {}

    static String path(Served served) {
        return served.label() + ".Dockerfile";
    }

    /// What runs there: the image as it is, or the one that is made of this.
    static String image(Served served) {
        String own = served.image();
        return own == null || served.hasModel() ? served.wantedImage() : own;
    }

    /// Whether there is a file to write: for a model and an image to put it into.
    static boolean needed(Served served) {
        return served.hasModel() && served.elsewhere() == null;
    }

    static ExportFile file(Served served) {
        String image = served.image();
        // one that has still to be built is named by whoever builds it
        String from = image == null ? "ARG SERVER\nFROM ${SERVER}\n" : "FROM " + image + "\n";
        String text = "# Puts the model of " + served.spec().id() + " where its server looks for it; the build context "
                + "is the model’s folder.\n" + from + "COPY [\".\", " + Quoted.text(served.modelPath() + "/") + "]\n";
        return new ExportFile(path(served), text, ExportFile.Language.TEXT);
    }
}
