package slipway.ui.images;

import java.nio.file.Path;
import java.util.Objects;

import slipway.base.Problem;
import slipway.base.Tasks;
import slipway.engine.Engine;
import slipway.engine.Engines;
import slipway.engine.Images;
import slipway.ui.Asker;
import slipway.ui.Desk;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// Loads image archives that were dropped on the window into the first engine that has images, and shows the Images
/// page, where their progress stands. FX thread.
public record ImageDrops(Desk desk, Tasks tasks, Engines engines) {
    public void load(Path tar) {
        Images images = engines.all().stream().map(Engine::images).filter(Objects::nonNull).findFirst().orElse(null);
        if (images == null) {
            desk.notices().problem(Problem.of("images.drop-nowhere", tar.getFileName()));
            return;
        }
        desk.navigator().open("images", "");
        new ImageActs(desk, tasks, Asker.dialog(), SaveTarget.CHOOSER, OpenTarget.CHOOSER, () -> {}, desk
                .notices()::problem).load(images, tar);
    }
}
