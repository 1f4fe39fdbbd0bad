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

/// What came of 20 example requests to an endpoint with a mirror (A211): how many were copied, told by the ids of the
/// requests, so that other clients’ traffic does not count.
///
/// @param right   answers with a status of 200 to 299
/// @param copied  of which a copy was made
/// @param failed  copies that got no answer or one of 500 and above
record MirrorCheck(String mirror, int percent, int sent, int right, int copied, int failed) {
    static final int REQUESTS = 20;
    private static final Duration STEP = Duration.ofMillis(50);
    private static final int STEPS = 60;

    /// How likely it is that of `requests` none is copied.
    static double chanceOfNone(int requests, int percent) {
        return Math.pow(1 - percent / 100.0, requests);
    }

    String words() {
        String chance = Units.percent(chanceOfNone(sent, percent));
        String counts = Text.of("endpoints.mirror.verified", sent, right, copied, mirror, failed);
        String note = copied == 0 ? "endpoints.mirror.none" : "endpoints.mirror.note";
        return counts + " " + Text.of(note, sent, percent, chance);
    }

    boolean good() {
        return copied > 0 && failed == 0 && right == sent;
    }

    /// Sends the requests one after the other and waits for the copies, at most 3 seconds. Blocks.
    static MirrorCheck run(EndpointRow row, List<Deployment> deployments, Sender sender, Traffic counters)
            throws InterruptedException {
        String mirror = String.valueOf(row.split().mirror());
        Draft draft = draft(row, deployments);
        var ids = new HashSet<String>();
        int right = 0;
        for (int i = 0; i < REQUESTS; i++) {
            Exchange answer = sender.send(row.name(), draft);
            ids.add(answer.requestId());
            if (answer.status() / 100 == 2) right++;
        }
        ids.remove("");
        for (int i = 0; i < STEPS; i++) {
            List<RequestRecord> own = own(counters.recent(row.name(), 10_000), ids);
            long copied = own.stream().filter(each -> !each.copy() && each.mirrored() != null).count();
            long back = own.stream().filter(RequestRecord::copy).count();
            if (own.size() - back >= ids.size() && back >= copied) break;
            Tasks.pause(STEP);
        }
        List<RequestRecord> own = own(counters.recent(row.name(), 10_000), ids);
        int copied = (int) own.stream().filter(each -> !each.copy() && each.mirrored() != null).count();
        int failed = (int) own.stream().filter(each -> each.copy() && each.failed()).count();
        return new MirrorCheck(mirror, row.split().mirrorPercent(), REQUESTS, right, copied, failed);
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
