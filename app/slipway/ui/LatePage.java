package slipway.ui;

import java.util.function.Supplier;

import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

/// A page that is made when somebody first goes to it: ten of them with their controls would hold up the first by half a
/// second. FX thread.
final class LatePage<P extends Page> implements Page {
    private final String id;
    private final String icon;
    private final Supplier<P> maker;
    private @Nullable P made;

    /// `id` and `icon` are those of the page that `maker` makes.
    LatePage(String id, String icon, Supplier<P> maker) {
        this.id = id;
        this.icon = icon;
        this.maker = maker;
    }

    /// Made on the first call.
    P page() {
        P page = made;
        if (page == null) {
            page = maker.get();
            made = page;
        }
        return page;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String icon() {
        return icon;
    }

    @Override
    public Region view() {
        return page().view();
    }

    @Override
    public void select(String what) {
        page().select(what);
    }
}
