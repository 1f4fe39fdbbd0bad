package slipway.ui.monitor;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javafx.scene.control.ToggleButton;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import slipway.base.Live;
import slipway.deploy.Deployment;
import slipway.deploy.DeploymentState;
import slipway.engine.Usage;
import slipway.observe.Health;
import slipway.series.Bucket;
import slipway.series.Metric;
import slipway.series.SeriesStore;
import slipway.spec.DeploymentSpec;
import slipway.store.Database;
import slipway.testkit.TestDesk;
import slipway.testkit.UiTest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// Which deployments the charts show, and in which colours.
class MetricsTabUiTest extends UiTest {
    @TempDir
    Path folder;

    private static Deployment deployment(String endpoint, String name, DeploymentState state) {
        var spec = new DeploymentSpec(name, endpoint, DeploymentSpec.ModelRef.NONE, null, Map.of(), 1,
                DeploymentSpec.RequestSettings.DEFAULT, DeploymentSpec.ProbeSpec.DEFAULT,
                DeploymentSpec.ProbeSpec.DEFAULT, DeploymentSpec.Extension.NONE);
        return new Deployment(spec, "embedded", "oci-byoc", null, state, 1, List.of(), List.of(), Health.UNKNOWN,
                Usage.NONE, 0, Instant.EPOCH, null, List.of(), null, List.of());
    }

    private List<ToggleButton> chips() {
        return fx(() -> lookup(".metrics-chip").queryAllAs(ToggleButton.class).stream().toList());
    }

    private List<String> chosen() {
        return chips().stream().filter(ToggleButton::isSelected).map(ToggleButton::getText).toList();
    }

    @Test
    void whatRunsIsShownFirstAndMoreAreAddedByTheirChips() {
        try (Database database = Database.open(folder.resolve("metrics.db"))) {
            var series = new SeriesStore(database, System::currentTimeMillis);
            for (String id : List.of("iris/green", "wine/red")) {
                for (int ago = 600; ago > 0; ago -= 5) {
                    long at = System.currentTimeMillis() - ago * 1000L;
                    series.add(id, Bucket.of(at, 1000, Map.of(Metric.CPU, 0.3 + 0.1 * Math.sin(ago / 20.0)
                            * id.length(), Metric.MEMORY, 80e6), Bucket.noLatencies()));
                }
            }
            var all = new Live<>(List.<Deployment>of());
            var tab = fx(() -> new MetricsTab(new TestDesk().desk(), all, series, (owner, title, name) -> null));
            show(fx(tab::view), 1440, 900);
            assertTrue(lookup(".empty-state").tryQuery().isPresent());
            all.set(List.of(deployment("iris", "blue", DeploymentState.STOPPED), deployment("iris", "green",
                    DeploymentState.READY), deployment("wine", "red", DeploymentState.READY)));
            await().until(() -> chips().size() == 3);
            assertEquals(List.of("iris/green"), chosen());
            clickOn("wine/red");
            await().until(() -> chosen().equals(List.of("iris/green", "wine/red")));
            clickOn("iris/green");
            clickOn("wine/red");
            assertEquals(List.of("wine/red"), chosen(), "the last one stays");
            fxRun(() -> tab.select("iris/blue,iris/green"));
            await().until(() -> chosen().equals(List.of("iris/blue", "iris/green")));
            clickOn("wine/red");
            List<String> hues = chips().stream().map(chip -> chip.getStyleClass().getLast()).toList();
            assertEquals(3, hues.stream().distinct().count(), "each its own colour " + hues);
            shots("metrics-tab");
        }
    }
}
