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
}
