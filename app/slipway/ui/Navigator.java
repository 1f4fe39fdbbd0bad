package slipway.ui;

/// Opens pages; given to pages by the shell. FX thread.
public interface Navigator {
    /// Shows page `page` and selects `what` there (empty: leaves its selection).
    void open(String page, String what);
}
