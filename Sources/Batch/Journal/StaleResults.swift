/// Results in the output that the input no longer asks for, which a run is about to supersede.
package struct StaleResults: Sendable, Hashable {
    /// How many they are.
    package var count: Int
    /// All results in the output.
    package var total: Int
    /// The output.
    package var output: String
    /// Where they would go.
    package var superseded: String

    /// Whether they are so many that it may be a slip, such as another model than the last time.
    var isMany: Bool { count * 10 > total }

    /// The sentence that says so.
    package var description: String {
        "\(count) of the \(total) results in \(output) \(count == 1 ? "belongs" : "belong") to requests that the input no longer asks for, since lines, "
            + "the model, parameters or the template have changed; they would move to \(superseded), and what takes "
            + "their place would be sent"
    }

    var refusal: BatchError {
        BatchError(.badData, "\(description). Nothing was changed; pass --rerun-changed if that is meant.")
    }
}
