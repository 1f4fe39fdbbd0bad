package slipway.ui.deployments;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ObservableList;

import slipway.deploy.Deployment;
import slipway.engine.Usage;

/// One row of the table, the same object as long as the deployment is listed, so that selection and scroll place
/// survive every refresh. FX thread.
final class DeploymentRow {
    private final String id;
    private final ReadOnlyObjectWrapper<Deployment> deployment;
    private final ReadOnlyObjectWrapper<List<Usage>> usage = new ReadOnlyObjectWrapper<>(List.of());

    DeploymentRow(Deployment first) {
        id = first.id();
        deployment = new ReadOnlyObjectWrapper<>(first);
    }

    String id() {
        return id;
    }

    Deployment now() {
        return deployment.get();
    }

    ReadOnlyObjectProperty<Deployment> deployment() {
        return deployment.getReadOnlyProperty();
    }

    /// Readings of the last 15 minutes.
    ReadOnlyObjectProperty<List<Usage>> usage() {
        return usage.getReadOnlyProperty();
    }

    void usage(List<Usage> readings) {
        List<Usage> before = usage.get();
        boolean same = before.size() == readings.size()
                && (readings.isEmpty() || before.getLast().equals(readings.getLast()));
        if (!same) usage.set(readings);
    }

    /// Brings `rows` in line with `all`: kept rows get their new snapshot in place, only what came or went changes
    /// the list itself.
    static void sync(ObservableList<DeploymentRow> rows, List<Deployment> all) {
        Map<String, Deployment> wanted = new HashMap<>();
        all.forEach(each -> wanted.put(each.id(), each));
        rows.removeIf(row -> !wanted.containsKey(row.id));
        for (int i = 0; i < all.size(); i++) {
            Deployment next = all.get(i);
            int at = indexOf(rows, next.id());
            if (at < 0) {
                rows.add(i, new DeploymentRow(next));
            } else {
                rows.get(at).deployment.set(next);
                if (at != i) rows.add(i, rows.remove(at));
            }
        }
    }

    private static int indexOf(List<DeploymentRow> rows, String id) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).id.equals(id)) return i;
        }
        return -1;
    }
}
