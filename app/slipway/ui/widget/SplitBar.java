package slipway.ui.widget;

import java.util.List;

import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;

/// How live traffic is shared among deployments, as one bar; nothing shared is a grey bar. FX thread.
public final class SplitBar extends Region {
    private static final double GAP = 2;

    private List<Part> parts = List.of();

    /// `percent` of 100; `style` is a hue, or `split-bad`.
    public record Part(String name, double percent, String style) {}

    public SplitBar() {
        getStyleClass().add("split-bar");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setMaxWidth(Double.MAX_VALUE);
    }

    public void show(List<Part> next) {
        List<Part> seen = next.stream().filter(part -> part.percent > 0).toList();
        if (seen.equals(parts) && !getChildren().isEmpty()) return;
        parts = seen;
        getChildren().setAll(seen.isEmpty()
                ? List.of(region("split-off"))
                : seen.stream().map(Part::style)
                        .map(SplitBar::region).toList());
        var words = new StringBuilder();
        seen.forEach(part -> words.append(part.name).append(' ').append(Math.round(part.percent)).append(" % "));
        setAccessibleText(words.toString().strip());
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double room = getWidth() - GAP * (getChildren().size() - 1);
        double sum = parts.stream().mapToDouble(Part::percent).sum();
        double x = 0;
        for (int i = 0; i < getChildren().size(); i++) {
            double width = parts.isEmpty() ? room : room * parts.get(i).percent / sum;
            getChildren().get(i).resizeRelocate(snapPositionX(x), 0, Math.max(2, width), getHeight());
            x += width + GAP;
        }
    }

    private static Region region(String style) {
        var region = new Region();
        region.getStyleClass().addAll("split-part", style);
        return region;
    }
}
