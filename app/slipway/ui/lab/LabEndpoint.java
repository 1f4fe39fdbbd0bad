package slipway.ui.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import slipway.catalog.Model;
import slipway.deploy.Deployment;
import slipway.load.RowForm;
import slipway.spec.WorkspaceSpec.EndpointFolder;
import slipway.traffic.EndpointView;
import slipway.ui.Examples;

/// An endpoint as the Lab needs it: where it listens, who serves it, and requests that fit. Immutable.
///
/// @param root     of the workspace that it stands in
/// @param url      empty while it does not listen
/// @param names    its deployments in the order of their files
/// @param live     percent of the live traffic, by deployment
/// @param examples requests that fit its model, the usual form first
/// @param rows     how a table's row becomes a request: as its contract has it
record LabEndpoint(Path root, String name, String url, @Nullable String key, List<String> names,
        Map<String, Integer> live,
        List<LoadData> examples, RowForm rows) {
    /// Where requests go that say nothing else.
    static final String SCORE = "/score";

    LabEndpoint {
        names = List.copyOf(names);
        examples = List.copyOf(examples);
    }

    static LabEndpoint of(Path root, EndpointFolder folder, List<EndpointView> views, List<Deployment> deployments) {
        EndpointView view = views.stream().filter(each -> each.name().equals(folder.name())).findFirst().orElse(null);
        String url = view == null || view.port() == 0 ? "" : view.url();
        var examples = new ArrayList<LoadData>();
        deployments.stream().filter(each -> each.spec().endpoint().equals(folder.name()) && each.model() != null)
                .findFirst().ifPresent(each -> Examples.of(each).forEach(sample -> examples.add(new LoadData(
                        sample.form(), sample.path(), sample.contentType(), sample.body(), null))));
        var spec = folder.spec();
        Map<String, Integer> live = spec == null ? Map.of() : new LinkedHashMap<>(spec.traffic());
        return new LabEndpoint(root, folder.name(), url, view == null ? null : view.policy().key(),
                folder.deployments().stream().map(each -> each.name()).toList(), live, examples,
                rows(folder.name(), deployments));
    }

    static RowForm rows(String endpoint, List<Deployment> deployments) {
        for (Deployment each : deployments) {
            Model model = each.model();
            if (each.spec().endpoint().equals(endpoint) && model != null && !each.contract().isEmpty()) {
                return RowForm.of(each.contract(), model.signature(), model.name());
            }
        }
        return RowForm.PLAIN;
    }

    boolean open() {
        return !url.isEmpty();
    }

    /// What every request carries.
    Map<String, String> headers() {
        return key == null ? Map.of() : Map.of("authorization", "Bearer " + key);
    }
}
