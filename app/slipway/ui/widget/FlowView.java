package slipway.ui.widget;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.DeploymentState;

/// The live picture of an endpoint: clients → gateway → deployments, lines as wide as their requests a second, in the
/// deployment’s colour (red or amber where it is not well), dashed for mirror copies. Dots move along the lines while
/// requests flow, and only then. FX thread.
public final class FlowView extends Region {
    private static final double GAP = 12;
    private static final double WIDEST = 14;

    private final Canvas canvas = new Canvas();
    private final FlowViewDots dots = new FlowViewDots();
    private final Map<String, Ink> inks = new HashMap<>();
    private final FlowNode clients = new FlowNode("client");
    private final FlowNode gateway = new FlowNode("gateway");
    private final List<FlowNode> ends = new ArrayList<>();
    private @Nullable Flow flow;

    /// What is shown; figures are already words. `perSecond` over all branches without mirror copies.
    public record Flow(String clients, String gateway, String address, String gatewayFigure, double perSecond,
            List<Branch> branches) {}

    /// One deployment; `hue` a style class of [Ink], `state` null where nothing is known. `wanted`: it has a share.
    public record Branch(String name, String detail, String share, String rate, double perSecond, String hue,
            boolean mirror, boolean wanted, @Nullable DeploymentState state) {
        String ink() {
            if (state == null || !wanted) return hue;
            return switch (state) {
                case READY, QUEUED, PREPARING, STARTING, STOPPING -> hue;
                case UNHEALTHY -> "ink-warn";
                case FAILED, STOPPED -> "ink-bad";
            };
        }
    }

    public FlowView() {
        getStyleClass().add("flow");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(canvas, dots, clients, gateway);
        ink("ink-grid");
        setMinWidth(0);
    }

    public void show(Flow next) {
        dots.alive();
        if (next.equals(flow)) return;
        flow = next;
        clients.show(Text.of("flow.clients"), "", next.clients, "", null);
        gateway.show(next.gateway, "", next.address, next.gatewayFigure, null);
        while (ends.size() > next.branches.size())
            getChildren().remove(ends.removeLast());
        for (int i = 0; i < next.branches.size(); i++) {
            if (i == ends.size()) {
                ends.add(new FlowNode("end"));
                getChildren().add(ends.get(i));
            }
            Branch branch = next.branches.get(i);
            ends.get(i).show(branch.name, branch.share, branch.detail, branch.rate, branch.state);
            ends.get(i).hue(branch.hue);
            ink(branch.ink());
        }
        setAccessibleText(words(next));
        requestLayout();
    }

    /// Whether dots move now.
    public boolean moving() {
        return dots.running();
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(1, ends.size()) * (FlowNode.HEIGHT + GAP) - GAP + 8;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        canvas.setWidth(width);
        canvas.setHeight(height);
        double unit = width / 12;
        double middle = height / 2;
        double client = Math.clamp(unit * 1.9, 120, 190);
        double gate = Math.clamp(unit * 2.6, 214, 240);
        double end = Math.clamp(unit * 4.4, 270, 460);
        place(clients, 0, middle, client);
        place(gateway, (width - end + client - gate) / 2, middle, gate);
        double step = FlowNode.HEIGHT + GAP;
        double first = middle - (ends.size() - 1) * step / 2;
        for (int i = 0; i < ends.size(); i++)
            place(ends.get(i), width - end, first + i * step, end);
        draw();
    }

    private void place(Node node, double x, double middle, double width) {
        double height = FlowNode.HEIGHT;
        layoutInArea(node, x, Math.rint(middle - height / 2), width, height, 0, null, javafx.geometry.HPos.LEFT,
                VPos.TOP);
    }

    private void draw() {
        GraphicsContext pen = canvas.getGraphicsContext2D();
        pen.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        Flow now = flow;
        if (now == null) return;
        double most = Math.max(1e-9, now.perSecond);
        var paths = new ArrayList<FlowViewDots.Path>();
        double out = gateway.getLayoutX() + gateway.getWidth();
        double middle = gateway.getLayoutY() + gateway.getHeight() / 2;
        double in = clients.getLayoutX() + clients.getWidth();
        var main = new FlowViewDots.Path(in, middle, gateway.getLayoutX(), middle, now.perSecond > 0, "hue-1");
        stroke(pen, main, now.perSecond > 0 ? "hue-1" : "ink-grid", now.perSecond > 0 ? WIDEST : 1.5, false);
        paths.add(main);
        double total = now.branches.stream().mapToDouble(branch -> lineWidth(branch, most)).sum();
        double y = middle - Math.min(total, FlowNode.HEIGHT - 16) / 2;
        for (int i = 0; i < now.branches.size(); i++) {
            Branch branch = now.branches.get(i);
            double wide = lineWidth(branch, most);
            FlowNode end = ends.get(i);
            var path = new FlowViewDots.Path(out, y + wide / 2, end.getLayoutX(),
                    end.getLayoutY() + end.getHeight() / 2,
                    branch.perSecond > 0, branch.hue);
            y += wide;
            stroke(pen, path, branch.wanted ? branch.ink() : "ink-grid", wide, branch.mirror || !branch.wanted);
            paths.add(path);
        }
        dots.follow(paths);
    }

    private static double lineWidth(Branch branch, double most) {
        return branch.perSecond <= 0 ? 1.5 : Math.max(2, WIDEST * Math.min(1, branch.perSecond / most));
    }

    private void stroke(GraphicsContext pen, FlowViewDots.Path path, String ink, double width, boolean dashed) {
        pen.setStroke(ink(ink).paint());
        pen.setGlobalAlpha(width > 3 ? 0.55 : 0.9);
        pen.setLineWidth(dashed ? Math.min(width, 2) : width);
        if (dashed) pen.setLineDashes(5, 5);
        double bend = (path.toX() - path.fromX()) / 2;
        pen.beginPath();
        pen.moveTo(path.fromX(), path.fromY());
        pen.bezierCurveTo(path.fromX() + bend, path.fromY(), path.toX() - bend, path.toY(), path.toX(), path.toY());
        pen.stroke();
        pen.setLineDashes();
        pen.setGlobalAlpha(1);
    }

    private Ink ink(String style) {
        return inks.computeIfAbsent(style, key -> {
            var ink = new Ink(key);
            ink.onChange(this::requestLayout);
            getChildren().add(ink);
            return ink;
        });
    }

    private static String words(Flow flow) {
        return Text.of("flow.accessible", flow.gateway, flow.clients, String.join(", ", flow.branches.stream().map(
                branch -> branch.name + " " + branch.share + " " + branch.rate).toList()));
    }

    /// A box of two lines with a figure at the right of each.
    private static final class FlowNode extends HBox {
        static final double HEIGHT = 58;
        private final Label name = Labels.strong("");
        private final Label share = Labels.of("", "strong");
        private final Label detail = Labels.of("", "muted", "small");
        private final Label rate = Labels.of("", "muted", "small");
        private final StatusPill pill = new StatusPill();

        FlowNode(String kind) {
            getStyleClass().addAll("flow-node", "flow-" + kind);
            name.setMinWidth(0);
            detail.setMinWidth(0);
            share.setMinWidth(USE_PREF_SIZE);
            rate.setMinWidth(USE_PREF_SIZE);
            var first = new HBox(8, name, Labels.gap(), share);
            var second = new HBox(8, detail, Labels.gap(), rate);
            var lines = new VBox(4, first, second);
            lines.setMinWidth(0);
            HBox.setHgrow(lines, javafx.scene.layout.Priority.ALWAYS);
            getChildren().addAll(lines, pill);
            pill.setManaged(false);
            pill.setVisible(false);
        }

        void show(String title, String figure, String below, String belowFigure, @Nullable DeploymentState state) {
            name.setText(title);
            share.setText(figure);
            detail.setText(below);
            rate.setText(belowFigure);
            pill.setManaged(state != null);
            pill.setVisible(state != null);
            if (state != null) pill.show(state);
        }

        void hue(String style) {
            if (share.getStyleClass().contains(style)) return;
            share.getStyleClass().setAll("label", "strong", style);
            getStyleClass().setAll("flow-node", "flow-end", style);
        }
    }
}
