package slipway.ui.endpoints;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.scene.AccessibleRole;
import javafx.scene.Group;
import javafx.scene.Node;
import javafx.scene.layout.Region;

import org.jspecify.annotations.Nullable;

import slipway.base.Text;
import slipway.deploy.DeploymentState;
import slipway.traffic.Connections;
import slipway.ui.widget.Labels;
import slipway.ui.widget.TextScale;

/// The live picture of an endpoint: clients → gateway → deployments, lines as wide as their requests a second, in the
/// deployment’s colour (red or amber where it is not well), dashed for mirror copies. Dots move along the lines while
/// requests flow, and only then. Boxes and lines keep their nodes. FX thread.
final class FlowView extends Region {
    private static final double GAP = 10;

    private final Group curves = new Group();
    private final FlowDots dots = new FlowDots();
    private final FlowBox clients = new FlowBox("client");
    private final FlowBox gateway = new FlowBox("gateway");
    private final FlowLine main = new FlowLine();
    private final List<FlowBox> ends = new ArrayList<>();
    private final List<FlowLine> lines = new ArrayList<>();
    private final Consumer<String> select;
    /// Held here, because the size of text holds it weakly.
    private final InvalidationListener rescale = observed -> requestLayout();
    private @Nullable Flow flow;

    /// What is shown; figures are already words. `perSecond` over all branches without mirror copies.
    ///
    /// @param address  of the gateway, empty where it does not listen
    /// @param selected name of a branch, empty for none
    record Flow(String clients, Connections connections, String gateway, String address, String gatewayFigure,
            double perSecond,
            List<Branch> branches, String selected) {}

    /// One deployment; `hue` a style class of the style sheet, `state` null where nothing is known. `wanted`: it has a
    /// share.
    record Branch(String name, String detail, String share, String rate, double perSecond, String hue,
            boolean mirror, boolean wanted, @Nullable DeploymentState state) {
        /// The style of its line.
        String ink() {
            if (!wanted) return "flow-idle";
            if (state == null) return hue;
            return switch (state) {
                case READY, ASLEEP, QUEUED, PREPARING, STARTING, STOPPING -> hue;
                case UNHEALTHY -> "flow-warn";
                case FAILED, STOPPED -> "flow-bad";
            };
        }
    }

    /// `select` gets the name of the deployment whose box was pressed, `copy` the address.
    FlowView(Consumer<String> select, Consumer<String> copy) {
        this.select = select;
        getStyleClass().add("flow");
        setAccessibleRole(AccessibleRole.PARENT);
        curves.setManaged(false);
        curves.setMouseTransparent(true);
        curves.getChildren().add(main);
        getChildren().addAll(curves, dots, clients, gateway);
        gateway.copies(copy);
        setMinWidth(0);
        TextScale.factor().addListener(new WeakInvalidationListener(rescale));
    }

    void show(Flow next) {
        dots.alive();
        if (next.equals(flow)) return;
        flow = next;
        Connections open = next.connections;
        clients.show(Text.of("flow.clients"), Text.of("flow.connections", Labels.count(open.open())), next.clients,
                open.ofTwo() == 0 ? "" : Text.of("flow.connections.h2", Labels.count(open.ofTwo())), null);
        clients.tell(Text.of("flow.connections.what", Labels.count(open.open()), Labels.count(open.ofTwo())));
        gateway.show(Text.of("flow.gateway", next.gateway), next.gatewayFigure, "", "", null);
        gateway.address(next.address);
        gateway.tell(Text.of("flow.gateway", next.gateway) + ", " + next.gatewayFigure);
        fit(next.branches.size());
        for (int i = 0; i < next.branches.size(); i++) {
            Branch branch = next.branches.get(i);
            FlowBox end = ends.get(i);
            end.show(branch.name, branch.share, branch.detail, branch.rate, branch.state);
            end.hue(branch.hue);
            end.selected(branch.name.equals(next.selected));
            end.setAccessibleText(words(branch));
            lines.get(i).ink(branch.ink());
        }
        setAccessibleText(words(next));
        requestLayout();
    }

    /// Requests a second of a deployment over the last minute, oldest first.
    void history(String name, double[] perSecond) {
        Flow now = flow;
        if (now == null) return;
        for (int i = 0; i < now.branches.size(); i++)
            if (now.branches.get(i).name.equals(name)) ends.get(i).history(perSecond);
    }

    /// Whether dots move now.
    boolean moving() {
        return dots.running();
    }

    /// Width of the line to a deployment, in pixels; 0 where there is none.
    double width(String name) {
        for (int i = 0; i < ends.size(); i++)
            if (ends.get(i).name().equals(name)) return lines.get(i).getStrokeWidth();
        return 0;
    }

    private void fit(int count) {
        while (ends.size() > count) {
            getChildren().remove(ends.removeLast());
            curves.getChildren().remove(lines.removeLast());
        }
        while (ends.size() < count) {
            var end = new FlowBox("end");
            end.selects(select);
            ends.add(end);
            getChildren().add(end);
            var line = new FlowLine();
            lines.add(line);
            curves.getChildren().add(line);
        }
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.max(1, ends.size()) * (FlowBox.height() + GAP) - GAP + 8;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double middle = getHeight() / 2;
        double unit = width / 12;
        double client = Math.clamp(unit * 1.6, 136, TextScale.of(170));
        double gate = Math.clamp(unit * 2.8, 236, TextScale.of(280));
        double end = Math.clamp(unit * 4.8, 360, TextScale.of(520));
        place(clients, 0, middle, client);
        place(gateway, (width - end + client - gate) / 2, middle, gate);
        double step = FlowBox.height() + GAP;
        double first = middle - (ends.size() - 1) * step / 2;
        for (int i = 0; i < ends.size(); i++)
            place(ends.get(i), width - end, first + i * step, end);
        Flow now = flow;
        if (now != null) draw(now);
    }

    private static void place(Node node, double x, double middle, double width) {
        node.resizeRelocate(Math.rint(x), Math.rint(middle - FlowBox.height() / 2), Math.rint(width), FlowBox.height());
    }

    private void draw(Flow now) {
        double most = Math.max(1e-9, now.perSecond);
        var paths = new ArrayList<FlowDots.Path>();
        double out = gateway.getLayoutX() + gateway.getWidth();
        double middle = gateway.getLayoutY() + gateway.getHeight() / 2;
        double in = clients.getLayoutX() + clients.getWidth();
        var way = new FlowDots.Path(in, middle, gateway.getLayoutX(), middle, now.perSecond > 0, "hue-1");
        main.ink(now.perSecond > 0 ? "hue-1" : "flow-idle");
        main.show(way, now.perSecond > 0 ? FlowLine.WIDEST : FlowLine.THINNEST, false);
        paths.add(way);
        double total = now.branches.stream().mapToDouble(branch -> FlowLine.width(branch.perSecond, most)).sum();
        double y = middle - Math.min(total, FlowBox.height() - 16) / 2;
        for (int i = 0; i < now.branches.size(); i++) {
            Branch branch = now.branches.get(i);
            double wide = FlowLine.width(branch.perSecond, most);
            FlowBox end = ends.get(i);
            var path = new FlowDots.Path(out, y + wide / 2, end.getLayoutX(),
                    end.getLayoutY() + end.getHeight() / 2, branch.perSecond > 0, branch.hue);
            y += wide;
            lines.get(i).show(path, wide, branch.mirror || !branch.wanted);
            paths.add(path);
        }
        dots.follow(paths);
    }

    private static String words(Branch branch) {
        String state = branch.state == null ? "" : Text.of("status.deployment." + branch.state.word());
        return Text.of("flow.branch.accessible", branch.name, branch.share, branch.rate, branch.detail, state);
    }

    private static String words(Flow flow) {
        return Text.of("flow.accessible", flow.gateway, flow.clients, String.join(", ", flow.branches.stream().map(
                branch -> branch.name + " " + branch.share + " " + branch.rate).toList()));
    }
}
