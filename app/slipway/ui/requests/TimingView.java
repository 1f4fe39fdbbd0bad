package slipway.ui.requests;

import javafx.geometry.Insets;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import slipway.base.Text;
import slipway.base.Units;
import slipway.requests.Exchange;
import slipway.requests.Timing;
import slipway.ui.widget.KeyValueGrid;
import slipway.ui.widget.Labels;

/// Where a request’s time went: the studio’s own clock as a bar, and what the gateway noted. FX thread.
final class TimingView extends VBox {
    private final HBox bar = new HBox();
    private final KeyValueGrid phases = new KeyValueGrid();
    private double[] shares = {};

    TimingView() {
        super(10);
        setId("answer-timing");
        setPadding(new Insets(10, 0, 8, 0));
        bar.getStyleClass().add("timing-bar");
        bar.widthProperty().addListener((observed, old, width) -> widths(width.doubleValue()));
        getChildren().addAll(bar, phases);
    }

    void show(Exchange exchange) {
        Timing timing = exchange.received().timing();
        phases.clear();
        bar.getChildren().clear();
        long[] nanos = {timing.connect(), timing.tls(), timing.send(), timing.await(), timing.transfer()};
        String[] names = {"connect", "tls", "send", "await", "transfer"};
        String[] keys = {"answers.timing.connect", "answers.timing.tls", "answers.timing.send", "answers.timing.await",
                "answers.timing.transfer"};
        boolean known = timing.connect() >= 0;
        shares = new double[known ? nanos.length : 0];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) nanos[i] / Math.max(1, exchange.totalNanos());
            var part = new Region();
            part.getStyleClass().addAll("timing-part", "timing-" + names[i]);
            HBox.setHgrow(part, Priority.NEVER);
            bar.getChildren().add(part);
            if (i != 1 || nanos[i] > 0) row(keys[i], nanos[i]);
        }
        bar.setVisible(known);
        bar.setManaged(known);
        row("answers.timing.total", exchange.totalNanos());
        row("answers.timing.gateway", timing.gateway());
        row("answers.timing.server", timing.server());
        widths(bar.getWidth());
    }

    private void row(String key, long nanos) {
        phases.row(Text.of(key), Labels.mono(nanos < 0 ? Text.of("answers.timing.unknown") : Units.nanos(nanos)));
    }

    private void widths(double width) {
        for (int i = 0; i < shares.length; i++) {
            var part = (Region) bar.getChildren().get(i);
            part.setMinWidth(shares[i] * width);
            part.setPrefWidth(shares[i] * width);
        }
    }
}
