package slipway.ui.requests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import slipway.base.Text;
import slipway.contract.Contracts;
import slipway.contract.ServingContract;
import slipway.requests.BatchForm;

/// The forms in which rows of a file can go to an endpoint, the usual one first. Pure; any thread.
final class BatchForms {
    /// What a contract makes of other things than rows.
    private static final Set<String> NO_ROWS = Set.of("chat", "example", "JSON");

    private BatchForms() {}

    /// @param id     stays the same over restarts
    /// @param single whether only one row can go into a request
    record Choice(String id, String label, BatchForm form, boolean single) {}

    static List<Choice> of(RequestPlan plan, Path input) {
        List<Choice> made = made(plan);
        List<Choice> lines = lines(input);
        var all = new ArrayList<Choice>();
        // batch transform sends the lines as they are
        boolean first = plan.contract().equals("sagemaker");
        all.addAll(first ? lines : made);
        all.addAll(first ? made : lines);
        return List.copyOf(all);
    }

    private static List<Choice> made(RequestPlan plan) {
        ModelForm model = plan.form();
        if (model == null || model.signature().inputs().isEmpty()) return List.of();
        ServingContract contract = Contracts.byId(model.contract()).orElse(null);
        if (contract == null) return List.of();
        return plan.examples().stream().filter(each -> !NO_ROWS.contains(each.form())).map(each -> new Choice(each
                .form(), each.form(), new BatchForm.Contract(contract, model.signature(), model.model(), each.form()),
                false)).toList();
    }

    private static List<Choice> lines(Path input) {
        if (isCsv(input)) {
            return List.of(new Choice("lines", Text.of("requests.batch.form.csv"), new BatchForm.Lines("text/csv",
                    false), false),
                    new Choice("lines-header", Text.of("requests.batch.form.header"), new BatchForm.Lines("text/csv",
                            true), false));
        }
        return List.of(new Choice("json", Text.of("requests.batch.form.json"), new BatchForm.Lines("application/json",
                false), true),
                new Choice("jsonl", Text.of("requests.batch.form.jsonl"), new BatchForm.Lines("application/jsonlines",
                        false), false));
    }

    private static boolean isCsv(Path input) {
        return String.valueOf(input.getFileName()).toLowerCase(Locale.ROOT).endsWith(".csv");
    }
}
