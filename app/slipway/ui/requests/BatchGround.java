package slipway.ui.requests;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import slipway.base.Live;
import slipway.base.SecretHeaders;
import slipway.base.StudioException;
import slipway.base.Tasks;
import slipway.deploy.Deployment;
import slipway.requests.BatchBook;
import slipway.requests.Draft;
import slipway.requests.Sender;
import slipway.traffic.Gateway;
import slipway.ui.Desk;
import slipway.ui.widget.OpenTarget;
import slipway.ui.widget.SaveTarget;

/// What runs over files stand on; made by the page, shared by the window’s parts.
///
/// @param request the request in the editor, under the plan it is given
/// @param plan    what is chosen on the page; empty where no endpoint listens
record BatchGround(Desk desk, Tasks tasks, Sender sender, Gateway gateway, Live<List<Deployment>> deployments,
        Library library, BatchBook book, RequestCard request, Supplier<Optional<RequestPlan>> plan, OpenTarget open,
        SaveTarget save) {
    /// The endpoint and deployment that `ask` names, as they are now.
    Optional<RequestPlan> plan(BatchBook.Ask ask) {
        return gateway.endpoints().get().stream().filter(view -> view.name().equals(ask.endpoint()) && view.port() > 0)
                .findFirst().map(view -> RequestPlan.of(view, ask.target(), deployments.get()));
    }

    /// The editor’s request without its body, as it is kept in a file.
    Draft request(RequestPlan under) {
        Draft kept = under.kept(request.draft(under));
        return new Draft(kept.name(), kept.method(), kept.url(), kept.headers(), "");
    }

    /// `ask` with the secrets that were not kept, as they stand in the editor.
    ///
    /// @throws StudioException `requestspage.batch-secret` where one stands nowhere
    BatchBook.Ask whole(BatchBook.Ask ask, RequestPlan under) {
        Map<String, String> written = request.draft(under).headers();
        var headers = new LinkedHashMap<>(ask.request().headers());
        headers.replaceAll((name, value) -> SecretHeaders.isMasked(value)
                ? secret(written, name)
                : value);
        return ask.with(headers);
    }

    private static String secret(Map<String, String> written, String name) {
        return written.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(name)).map(
                Map.Entry::getValue).findFirst().orElseThrow(
                        () -> StudioException.of("requestspage.batch-secret",
                                name));
    }
}
