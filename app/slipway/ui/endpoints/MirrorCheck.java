package slipway.ui.endpoints;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import slipway.base.Tasks;
import slipway.base.Text;
import slipway.base.Units;
import slipway.contract.Contracts;
import slipway.contract.SampleRequest;
import slipway.contract.Signature;
import slipway.deploy.Deployment;
import slipway.requests.Draft;
import slipway.requests.Exchange;
import slipway.requests.Sender;
import slipway.traffic.RequestRecord;
import slipway.ui.Traffic;

/// What came of 20 example requests to an endpoint with mirrors (A211): how many were copied to each, told by the ids of
/// the requests, so that other clients’ traffic does not count.
///
/// @param right answers with a status of 200 to 299
record MirrorCheck(int sent, int right, List<Mirror> mirrors) {
    static final int REQUESTS = 20;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int STEPS = 60;

    /// How likely it is that of `requests` none is copied.
    static double chanceOfNone(int requests, int percent) {
        return Math.pow(1 - percent / 100.0, requests);
    }

    /// One of them.
    ///
    /// @param copied requests of which it got a copy
    /// @param failed copies that got no answer or one of 500 and above
    record Mirror(String name, int percent, int copied, int failed) {
        String words(int sent) {
            String note = copied == 0 ? "endpoints.mirror.none" : "endpoints.mirror.note";
            String counts = Text.of("endpoints.mirror.copied", copied, name, failed);
            // of all of them none is copied by no chance at all
            return percent == 100 && copied > 0
                    ? counts
                    : counts + " " + Text.of(note, sent, percent, Units.percent(chanceOfNone(sent, percent)));
        }
    }

    String words() {
        return Text.of("endpoints.mirror.verified", sent, right) + " "
                + String.join(" ", mirrors.stream().map(each -> each.words(sent)).toList());
    }

    boolean good() {
        return right == sent && mirrors.stream().allMatch(each -> each.copied > 0 && each.failed == 0);
    }

    /// Sends the requests one after the other and waits for the copies, at most 3 seconds. Blocks.
    static MirrorCheck run(EndpointRow row, List<Deployment> deployments, Sender sender, Traffic counters)
            throws InterruptedException {
        Draft draft = draft(row, deployments);
        var ids = new HashSet<String>();
        int right = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Exchange answer = sender.send(row.name(), draft);
            ids.add(answer.requestId());
            if (answer.status() / 100 == 2) right++;
        }
        ids.remove("");
        List<RequestRecord> own = own(counters.recent(row.name(), 10_000), ids);
        for (int i = 0; i < STEPS && !whole(own, ids.size()); i++) {
            Tasks.pause(STEP);
            own = own(counters.recent(row.name(), 10_000), ids);
        }
        List<RequestRecord> seen = own;
        return new MirrorCheck(REQUESTS, right, row.mirrors().entrySet().stream()
                .map(each -> mirror(each.getKey(), each.getValue(), seen)).toList());
    }

    /// Whether all `requests` and all their copies have ended.
    private static boolean whole(List<RequestRecord> own, int requests) {
        long back = own.stream().filter(RequestRecord::copy).count();
        long copies = own.stream().filter(each -> !each.copy()).mapToLong(each -> names(each).size()).sum();
        return own.size() - back >= requests && back >= copies;
    }

    private static Mirror mirror(String name, int percent, List<RequestRecord> own) {
        long copied = own.stream().filter(each -> !each.copy() && names(each).contains(name)).count();
        long failed = own.stream().filter(each -> each.copy() && each.deployment().equals(name) && each.failed())
                .count();
        return new Mirror(name, percent, (int) copied, (int) failed);
    }

    /// Who got a copy of it.
    private static List<String> names(RequestRecord live) {
        String names = live.mirrored();
        return names == null ? List.of() : List.of(names.split(",", -1));
    }

    private static List<RequestRecord> own(List<RequestRecord> recent, Set<String> ids) {
        return recent.stream().filter(each -> ids.contains(each.requestId())).toList();
    }

    private static Draft draft(EndpointRow row, List<Deployment> deployments) {
        // the one with the largest share is the one that most answers come from
        String live = row.names().stream().max((a, b) -> Integer.compare(row.split().weight(a), row.split().weight(b)))
                .orElse("");
        SampleRequest sample = deployments.stream().filter(each -> each.id().equals(row.name() + "/" + live))
                .findFirst().map(MirrorCheck::sample)
                .orElseGet(() -> new SampleRequest("JSON", "POST", "/", "application/json", "{}"));
        Map<String, String> headers = new LinkedHashMap<>();
        if (!sample.contentType().isEmpty()) headers.put("Content-Type", sample.contentType());
        if (row.key() != null) headers.put("Authorization", "Bearer " + row.key());
        return new Draft(sample.form(), sample.method(), row.url() + sample.path(), headers, sample.body());
    }

    private static SampleRequest sample(Deployment deployment) {
        var model = deployment.model();
        Signature signature = model == null ? Signature.UNKNOWN : model.signature();
        String name = model == null ? deployment.spec().name() : model.name();
        return Contracts.byId(deployment.contract()).map(contract -> {
            var made = contract.examples(signature, name, model == null ? null : model.inputExample());
            return made.isEmpty()
                    ? new SampleRequest("JSON", "POST", contract.predictPath(name), "application/json", "{}")
                    : made.getFirst();
        }).orElseGet(() -> new SampleRequest("JSON", "POST", "/", "application/json", "{}"));
    }
}
